-- Written by `npm run generate` from src/events/event-row.ts; do not edit.
-- The rows that a pipeline has written. First, for the days that you ask about, and for tombstones of all time:
-- SET VARIABLE events = 'r2://firstframe-analytics/events/day=2026-11-*/*.parquet';
-- SET VARIABLE erased = 'r2://firstframe-analytics/erased/**/*.parquet';

CREATE OR REPLACE VIEW event_rows AS
SELECT eventId, occurredAt, receivedAt, region, territory, device, surface, placement, position, event, assetId, campaignId, snapshot, sequence, propensity, drawn, sticky, reserved, privacy, unit, arms, holdout, watchedMs, ttffMs, playback, source, weight
FROM read_parquet(getvariable('events'), union_by_name = true, hive_partitioning = false);

-- Before the first erasure there is no such file. A session that goes on for days reads this again.
SET VARIABLE erased_files = (SELECT coalesce(list(file), [getvariable('events')]) FROM glob(getvariable('erased')));

CREATE OR REPLACE VIEW erasures AS
SELECT unit, max(receivedAt) AS erasedAt
FROM read_parquet(getvariable('erased_files'), union_by_name = true, hive_partitioning = false)
WHERE event = 'erased' GROUP BY unit;
