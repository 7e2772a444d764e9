-- The holdout has no arm in the events: who is held out says so by itself. Here it gets two, so that the other queries read
-- it like any experiment. It changes the view `events` (src/events/sql/events.sql).

ALTER VIEW events RENAME TO events_as_sent;

CREATE VIEW events AS
SELECT
  * REPLACE ([{'key': 'holdout', 'arm': CASE WHEN holdout THEN 'held-out' ELSE 'served' END}] AS arms)
FROM events_as_sent;
