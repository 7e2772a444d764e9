-- What each unit did since it met its arm, and in `covariate_ms` before: one row for a unit and a measure, also where it did
-- nothing. All events of the unit count, whichever decision they are of: an arm may take from one surface what it gives to
-- another. Units that met two arms are left out.
-- It reads `events`, `exposed` and `experiment`.

-- Times that no device may report (src/contracts/device/requests/events.ts: at most a day, and ten minutes to the first
-- frame) count as not said.

CREATE TABLE doubted_times AS
SELECT count(*) AS events
FROM events
WHERE events.watchedMs < 0 OR events.watchedMs > 86400000 OR events.ttffMs < 0 OR events.ttffMs > 600000;

CREATE TABLE acted AS
WITH rows_of AS (
  SELECT
    exposed.unit, exposed.exposed_at, events.occurredAt AS occurred_at, events.event, events.campaignId AS campaign_id,
    CASE WHEN events.watchedMs BETWEEN 0 AND 86400000 THEN events.watchedMs END AS watched_ms,
    CASE WHEN events.ttffMs BETWEEN 0 AND 600000 THEN events.ttffMs END AS first_frame_ms,
    -- `decision:position:event` without the event: one item of one answer.
    substr(events.eventId, 1, length(events.eventId) - length(events.event) - 1) AS item
  FROM events
  JOIN exposed ON exposed.unit = events.unit
  WHERE NOT exposed.met_two
    AND events.occurredAt >= exposed.exposed_at - (SELECT covariate_ms FROM experiment)
)
SELECT
  unit,
  CASE WHEN min(occurred_at) >= min(exposed_at) THEN 1 ELSE 0 END AS since,
  -- Who rewards an item has seen it, also where its impression was lost.
  max(CASE
    WHEN event IN ('impression', 'click', 'watch', 'rent', 'buy', 'subscribe', 'watchlist', 'like', 'share') THEN 1 ELSE 0
  END) AS seen,
  -- A start by itself is no choice; these are.
  max(CASE WHEN event IN ('click', 'watch') THEN 1 ELSE 0 END) AS started,
  max(CASE
    WHEN event IN ('click', 'watch', 'rent', 'buy', 'subscribe', 'watchlist', 'like', 'share') THEN 1 ELSE 0
  END) AS rewarded,
  coalesce(max(watched_ms), 0) AS watched_ms,
  max(CASE WHEN event = 'firstFrame' AND first_frame_ms IS NOT NULL THEN 1 ELSE 0 END) AS first_frames,
  coalesce(max(CASE WHEN event = 'firstFrame' THEN first_frame_ms END), 0) AS first_frame_ms,
  max(CASE WHEN event = 'error' THEN 1 ELSE 0 END) AS errors,
  max(CASE WHEN event = 'stall' THEN 1 ELSE 0 END) AS stalls,
  max(CASE WHEN event = 'impression' AND campaign_id = (SELECT house_campaign FROM experiment) THEN 1 ELSE 0 END) AS fallbacks
FROM rows_of
GROUP BY unit, item;

CREATE TABLE unit_measures AS
WITH summed AS (
  SELECT
    exposed.unit, exposed.arm, phases.since,
    coalesce(sum(acted.seen), 0) AS impressions,
    coalesce(sum(acted.started), 0) AS starts,
    coalesce(sum(acted.rewarded), 0) AS rewards,
    coalesce(sum(acted.watched_ms), 0) AS watched_ms,
    coalesce(sum(acted.first_frames), 0) AS first_frames,
    coalesce(sum(acted.first_frame_ms), 0) AS first_frame_ms,
    coalesce(sum(acted.errors), 0) AS errors,
    coalesce(sum(acted.stalls), 0) AS stalls,
    coalesce(sum(acted.fallbacks), 0) AS fallbacks
  FROM exposed
  CROSS JOIN (SELECT 1 AS since UNION ALL SELECT 0) AS phases
  LEFT JOIN acted ON acted.unit = exposed.unit AND acted.since = phases.since
  WHERE NOT exposed.met_two
  GROUP BY exposed.unit, exposed.arm, phases.since
),
named AS (
  SELECT unit, arm, since, 'impressions' AS measure, impressions AS amount FROM summed
  UNION ALL SELECT unit, arm, since, 'starts', starts FROM summed
  UNION ALL SELECT unit, arm, since, 'rewards', rewards FROM summed
  UNION ALL SELECT unit, arm, since, 'watched_ms', watched_ms FROM summed
  UNION ALL SELECT unit, arm, since, 'first_frames', first_frames FROM summed
  UNION ALL SELECT unit, arm, since, 'first_frame_ms', first_frame_ms FROM summed
  UNION ALL SELECT unit, arm, since, 'errors', errors FROM summed
  UNION ALL SELECT unit, arm, since, 'stalls', stalls FROM summed
  UNION ALL SELECT unit, arm, since, 'fallbacks', fallbacks FROM summed
)
SELECT
  unit, arm, measure,
  CAST(sum(CASE WHEN since = 1 THEN amount ELSE 0 END) AS BIGINT) AS since,
  CAST(sum(CASE WHEN since = 0 THEN amount ELSE 0 END) AS BIGINT) AS before
FROM named
GROUP BY unit, arm, measure;
