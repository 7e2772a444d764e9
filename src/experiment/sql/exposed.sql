-- Who met the experiment, and which arm first: one row a unit. It meets an arm by the first event of a decision that had it.
-- It reads the view `events` (src/events/sql/events.sql), `experiment(key, unit, covariate_ms, house_campaign)`, one row, and
-- `experiment_arms(arm, place)`, control at place 0.
-- Viewers are those who consented; all others are sessions, and are analysed apart. Minors have no unit, and are in no
-- experiment.

CREATE TABLE exposed AS
WITH meetings AS (
  SELECT
    events.unit, met.entry.arm AS arm, events.occurredAt AS occurred_at, events.eventId AS event_id,
    coalesce(events.territory, 'unknown') AS territory,
    coalesce(events.device, 'unknown') AS device,
    coalesce(events.surface, 'unknown') AS surface
  FROM events, UNNEST(events.arms) AS met(entry)
  WHERE events.unit IS NOT NULL
    AND met.entry.key = (SELECT key FROM experiment)
    AND met.entry.arm IN (SELECT arm FROM experiment_arms)
    AND (events.privacy = 'consented') = (SELECT unit = 'viewer' FROM experiment)
    AND events.privacy <> 'minor'
),
numbered AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY unit ORDER BY occurred_at, event_id, arm) AS meeting,
    min(arm) OVER (PARTITION BY unit) <> max(arm) OVER (PARTITION BY unit) AS met_two
  FROM meetings
)
SELECT unit, arm, occurred_at AS exposed_at, territory, device, surface, met_two
FROM numbered
WHERE meeting = 1;

-- Units of each arm, and those that met it first and another one later.
CREATE TABLE arm_units AS
SELECT
  experiment_arms.place,
  count(exposed.unit) - coalesce(sum(CASE WHEN exposed.met_two THEN 1 ELSE 0 END), 0) AS units,
  coalesce(sum(CASE WHEN exposed.met_two THEN 1 ELSE 0 END), 0) AS exposed_twice
FROM experiment_arms
LEFT JOIN exposed ON exposed.arm = experiment_arms.arm
GROUP BY experiment_arms.place;

-- The same by where units were met first: it names where a split is broken.
CREATE TABLE cell_units AS
SELECT exposed.territory, exposed.device, exposed.surface, experiment_arms.place, count(*) AS units
FROM exposed
JOIN experiment_arms ON experiment_arms.arm = exposed.arm
WHERE NOT exposed.met_two
GROUP BY exposed.territory, exposed.device, exposed.surface, experiment_arms.place;
