-- What an asset's impressions in a place gave on a day: the first of two tables that a run learns from.
-- Watch time counts as its quantile among videos of like length: 20 groups of lengths, each with about as many sightings
-- (Zhan et al., Deconfounding Duration Bias in Watch-time Prediction, KDD 2022). Who said no time adds nothing.
-- Quantiles are summed as whole millionths, so that no order of adding changes the sum.

CREATE TABLE exposures AS
WITH lengths AS (
  SELECT assets.duration_ms, count(*) AS sightings
  FROM counted
  JOIN assets ON assets.asset_id = counted.asset_id
  WHERE counted.watched_ms IS NOT NULL
  GROUP BY assets.duration_ms
),
length_groups AS (
  SELECT
    duration_ms,
    floor(20.0 * (sum(sightings) OVER (ORDER BY duration_ms) - sightings) / sum(sightings) OVER ()) AS length_group
  FROM lengths
),
times AS (
  SELECT length_groups.length_group, counted.watched_ms, count(*) AS sightings
  FROM counted
  JOIN assets ON assets.asset_id = counted.asset_id
  JOIN length_groups ON length_groups.duration_ms = assets.duration_ms
  WHERE counted.watched_ms IS NOT NULL
  GROUP BY length_groups.length_group, counted.watched_ms
),
quantiles AS (
  SELECT
    length_group,
    watched_ms,
    CAST(round(
      1000000.0 * sum(sightings) OVER (PARTITION BY length_group ORDER BY watched_ms)
        / sum(sightings) OVER (PARTITION BY length_group)
    ) AS BIGINT) AS millionths
  FROM times
)
SELECT
  counted.asset_id,
  counted.surface,
  counted.position,
  counted.region,
  counted.day,
  count(*) AS impressions,
  sum(counted.rewarded) AS rewarded,
  count(counted.unit) AS units,
  coalesce(sum(quantiles.millionths), 0) / 1000000.0 AS quantile_sum
FROM counted
JOIN assets ON assets.asset_id = counted.asset_id
LEFT JOIN length_groups ON length_groups.duration_ms = assets.duration_ms
LEFT JOIN quantiles
  ON quantiles.length_group = length_groups.length_group AND quantiles.watched_ms = counted.watched_ms
GROUP BY counted.asset_id, counted.surface, counted.position, counted.region, counted.day;
