-- Moments by metric and arm: sums over units, squares and products, each unit once. No row of a viewer is in them.
-- It reads `unit_measures`, `experiment_arms(arm, place)` and
-- `experiment_metrics(place, measure, per, is_share, cap)`: what is summed, for a ratio what it is divided by, whether only
-- having any counts, and the quantile that caps a unit's amount (null: nothing does).
-- Amounts are whole numbers, so that no order of adding changes a sum.

CREATE TABLE moments AS
WITH amounts AS (
  SELECT
    experiment_metrics.place AS metric, over_units.unit, over_units.arm,
    over_units.since, over_units.before, experiment_metrics.is_share, experiment_metrics.cap,
    coalesce(per_units.since, 0) AS d, coalesce(per_units.before, 0) AS d_pre
  FROM experiment_metrics
  JOIN unit_measures AS over_units ON over_units.measure = experiment_metrics.measure
  LEFT JOIN unit_measures AS per_units
    ON per_units.measure = experiment_metrics.per AND per_units.unit = over_units.unit
),
-- The cap is that of all arms together, so that it moves none against another.
ranked AS (
  SELECT
    metric, since, before,
    row_number() OVER (PARTITION BY metric ORDER BY since) AS nth,
    row_number() OVER (PARTITION BY metric ORDER BY before) AS nth_before,
    cap * count(*) OVER (PARTITION BY metric) AS least
  FROM amounts
  WHERE cap IS NOT NULL
),
caps AS (
  SELECT
    metric,
    min(CASE WHEN nth >= least THEN since END) AS most,
    min(CASE WHEN nth_before >= least THEN before END) AS most_before
  FROM ranked
  GROUP BY metric
),
unit_values AS (
  SELECT
    amounts.metric, amounts.arm, amounts.d, amounts.d_pre,
    CASE
      WHEN amounts.is_share THEN CASE WHEN amounts.since > 0 THEN 1 ELSE 0 END
      WHEN amounts.since > caps.most THEN caps.most
      ELSE amounts.since
    END AS m,
    CASE
      WHEN amounts.is_share THEN CASE WHEN amounts.before > 0 THEN 1 ELSE 0 END
      WHEN amounts.before > caps.most_before THEN caps.most_before
      ELSE amounts.before
    END AS m_pre
  FROM amounts
  LEFT JOIN caps ON caps.metric = amounts.metric
)
SELECT
  unit_values.metric, experiment_arms.place,
  count(*) AS n,
  sum(m) AS m, sum(d) AS d, sum(m_pre) AS m_pre, sum(d_pre) AS d_pre,
  sum(CAST(m AS HUGEINT) * m) AS m_squares,
  sum(CAST(d AS HUGEINT) * d) AS d_squares,
  sum(CAST(m_pre AS HUGEINT) * m_pre) AS m_pre_squares,
  sum(CAST(d_pre AS HUGEINT) * d_pre) AS d_pre_squares,
  sum(CAST(m AS HUGEINT) * d) AS m_d,
  sum(CAST(m AS HUGEINT) * m_pre) AS m_m_pre,
  sum(CAST(m AS HUGEINT) * d_pre) AS m_d_pre,
  sum(CAST(d AS HUGEINT) * m_pre) AS d_m_pre,
  sum(CAST(d AS HUGEINT) * d_pre) AS d_d_pre,
  sum(CAST(m_pre AS HUGEINT) * d_pre) AS m_pre_d_pre
FROM unit_values
JOIN experiment_arms ON experiment_arms.arm = unit_values.arm
GROUP BY unit_values.metric, experiment_arms.place;
