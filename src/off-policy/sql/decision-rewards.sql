-- What came of decisions: one row for each that events tell of, with the positions in its answer that were rewarded.
-- It reads the view `events`, `event_rows` and `erasures` (src/events/sql/events.sql), `asked(decision)`, and
-- `reward_events(event)`, the events that count as a reward.
-- A decision of which an erasure hides something is erased as a whole: what is left of it would tell of less than happened.

CREATE TABLE decision_rewards AS
WITH told AS (
  SELECT
    substr(events.eventId, 1, 32) AS decision,
    events.unit,
    CASE
      WHEN events.event IN (SELECT event FROM reward_events) THEN CAST(split_part(events.eventId, ':', 2) AS INTEGER)
    END AS rewarded
  FROM events
  WHERE regexp_matches(events.eventId, '^[0-9a-f]{32}:[0-9]{1,4}:')
),
hidden AS (
  SELECT DISTINCT substr(event_rows.eventId, 1, 32) AS decision
  FROM event_rows
  JOIN erasures ON erasures.unit = event_rows.unit
  WHERE event_rows.event <> 'erased' AND least(event_rows.occurredAt, event_rows.receivedAt) <= erasures.erasedAt
)
SELECT
  asked.decision,
  min(told.unit) AS unit,
  coalesce(string_agg(DISTINCT CAST(told.rewarded AS VARCHAR), ' '), '') AS rewarded,
  count(hidden.decision) > 0 AS erased
FROM asked
LEFT JOIN told ON told.decision = asked.decision
LEFT JOIN hidden ON hidden.decision = asked.decision
WHERE told.decision IS NOT NULL OR hidden.decision IS NOT NULL
GROUP BY asked.decision;
