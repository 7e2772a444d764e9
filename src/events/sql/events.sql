-- Every analysis starts from this view: one row per event, and none of a unit that was erased.
-- It reads `event_rows` and `erasures`, which ndjson-rows.sql or parquet-rows.sql defines (src/events/generated).
-- `day` is the UTC day on which the event happened; its expression is all that is DuckDB's own.

CREATE OR REPLACE VIEW events AS
WITH numbered AS (
  SELECT
    *,
    -- An event may be sent again, and told again by its device: the first telling stands. The rest of the order only
    -- makes the choice the same on every run.
    row_number() OVER (
      PARTITION BY eventId
      ORDER BY occurredAt, receivedAt, watchedMs, ttffMs, playback, source, placement, weight
    ) AS telling,
    -- A copy that arrives after an erasure brings back nothing that was there before it, and neither does what a device
    -- tells only then of what happened before.
    min(receivedAt) OVER (PARTITION BY eventId) AS knownSince
  FROM event_rows
  WHERE event <> 'erased'
)
SELECT
  eventId, occurredAt, receivedAt, region, territory, device, surface, placement, position, event, assetId, campaignId,
  snapshot, sequence, propensity, drawn, sticky, reserved, privacy, unit, arms, holdout, watchedMs, ttffMs, playback,
  source, weight,
  -- Null before 1970 and after 9999, where no event happens.
  CAST(make_timestamp(CASE WHEN occurredAt BETWEEN 0 AND 253402300799999 THEN occurredAt * 1000 END) AS DATE) AS day
FROM numbered
WHERE telling = 1
  AND NOT EXISTS (
    SELECT 1 FROM erasures
    WHERE erasures.unit = numbered.unit AND least(numbered.occurredAt, numbered.knownSince) <= erasures.erasedAt
  );
