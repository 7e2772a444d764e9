-- What was told of each event that a run may learn from, and why the others teach nothing. These rows are of viewers, and
-- stay where they are made, as do those of sightings.sql and counted.sql: only exposures.sql, pairs.sql and data.sql make
-- what is handed over.
-- It reads the view `events` (src/events/sql/events.sql) and `assets(asset_id, duration_ms)`, the assets of the schedule.
-- Without a unit, as of minors, a decision stands for its viewer.
-- No row is left out for its chance (propensity, drawn, sticky): nothing here is divided by it. What was shown counts,
-- however it came to be shown, and how far its place is looked at is told apart afterwards.

CREATE TABLE told AS
SELECT
  coalesce(events.unit, substr(events.eventId, 1, 32)) AS viewer,
  events.unit,
  events.assetId AS asset_id,
  events.surface,
  events.day,
  least(greatest(events.position, 0), 99) AS position,
  events.region,
  events.source,
  events.occurredAt AS occurred_at,
  -- Not `least`: where one is null, some engines give the other.
  CASE
    WHEN events.watchedMs > assets.duration_ms THEN assets.duration_ms
    WHEN events.watchedMs >= 0 THEN events.watchedMs
  END AS watched_ms,
  CASE WHEN events.event = 'impression' THEN 1 ELSE 0 END AS seen,
  CASE
    WHEN events.event IN ('click', 'watch', 'rent', 'buy', 'subscribe', 'watchlist', 'like', 'share') THEN 1
    ELSE 0
  END AS rewarded,
  -- NaN is greater than every number.
  CASE WHEN events.propensity > 0 AND events.propensity <= 1 THEN 0 ELSE 1 END AS without_chance,
  CASE
    WHEN coalesce(events.holdout, FALSE) THEN 'holdout'
    -- A day that is far ahead would make all that was seen before it old.
    WHEN events.day IS NULL OR events.occurredAt > events.receivedAt + 86400000 THEN 'impossible-instant'
    WHEN events.surface IS NULL OR events.position IS NULL THEN 'without-surface'
    WHEN events.surface NOT IN ('home-hero', 'browse-tile', 'title-detail', 'post-play', 'clips-feed') THEN 'unknown-surface'
    WHEN events.region IS NULL OR events.region NOT IN (
      'na', 'latam', 'br', 'uki', 'dach', 'fr', 'med', 'north', 'cee', 'mea', 'in', 'apac', 'world'
    ) THEN 'unknown-region'
    WHEN assets.asset_id IS NULL THEN 'unknown-asset'
  END AS left_out
FROM events
LEFT JOIN assets ON assets.asset_id = events.assetId;
