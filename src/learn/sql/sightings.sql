-- Who saw what: one row for a viewer, an asset, a surface and a day, however often they met there.

CREATE TABLE sightings AS
WITH numbered AS (
  SELECT
    viewer, unit, asset_id, surface, day, position, region, source,
    max(seen) OVER meeting AS ever_seen,
    max(rewarded) OVER meeting AS ever_rewarded,
    max(watched_ms) OVER meeting AS longest_ms,
    -- Where it was seen first is where it was seen. The rest of the order only makes the choice the same on every run.
    row_number() OVER (
      PARTITION BY viewer, asset_id, surface, day
      ORDER BY CASE WHEN seen + rewarded > 0 THEN 0 ELSE 1 END, occurred_at, position, region, source
    ) AS telling
  FROM told
  WHERE left_out IS NULL
  WINDOW meeting AS (PARTITION BY viewer, asset_id, surface, day)
)
SELECT
  viewer, unit, asset_id, surface, day, position, region, source,
  ever_seen AS seen, ever_rewarded AS rewarded, longest_ms AS watched_ms
FROM numbered
-- Who rewards an asset has seen it, also where its impression was lost.
WHERE telling = 1 AND ever_seen + ever_rewarded > 0;
