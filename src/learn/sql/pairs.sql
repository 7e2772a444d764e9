-- How many liked both of two assets: the second of the two tables. A unit likes what it rewarded, each asset once, and adds
-- 1 ÷ √(how many it likes) to each pair, so that nobody who likes everything speaks for all; of more than 500 the latest
-- count. `a` = `b` says how many like one asset. Minors have no unit, and so no likes.
-- Weights are summed as whole billionths, so that no order of adding changes the sum.
-- It reads `options(least_units)`: what fewer have in common is dropped, and leaves the warehouse as a number only.

CREATE TABLE pair_counts AS
WITH likes AS (
  SELECT unit, asset_id, max(day) AS last_day
  FROM counted
  WHERE rewarded = 1 AND unit IS NOT NULL
  GROUP BY unit, asset_id
),
numbered AS (
  SELECT
    unit, asset_id,
    row_number() OVER (PARTITION BY unit ORDER BY last_day DESC, asset_id) AS nth,
    least(500, count(*) OVER (PARTITION BY unit)) AS liked
  FROM likes
),
kept AS (
  SELECT unit, asset_id, CAST(round(1000000000 / sqrt(liked)) AS BIGINT) AS billionths FROM numbered WHERE nth <= 500
)
SELECT one.asset_id AS a, other.asset_id AS b, sum(one.billionths) / 1000000000.0 AS weight, count(*) AS units
FROM kept AS one
JOIN kept AS other ON other.unit = one.unit AND one.asset_id <= other.asset_id
GROUP BY one.asset_id, other.asset_id;

CREATE TABLE pairs AS
SELECT a, b, weight, units FROM pair_counts WHERE units >= (SELECT least_units FROM options);
