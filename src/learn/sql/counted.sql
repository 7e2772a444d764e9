-- The sightings that count: those of one `source` (a network, for a day) are at most a twentieth of what all others are,
-- of an asset, a surface and a day, or one. So no network moves a rate by more than 5 %, whatever it sends. Rewards are
-- bounded by themselves too, and what is above a bound counts neither as shown nor as rewarded.
-- Where the source is not known there is nothing to bound.

CREATE TABLE counted AS
WITH sources AS (
  SELECT asset_id, surface, day, source, count(*) AS shown, sum(rewarded) AS rewarded
  FROM sightings
  WHERE source IS NOT NULL
  GROUP BY asset_id, surface, day, source
),
unknown AS (
  SELECT asset_id, surface, day, count(*) AS shown, sum(rewarded) AS rewarded
  FROM sightings
  WHERE source IS NULL
  GROUP BY asset_id, surface, day
),
-- What all sources would be, were none of them above this one.
levelled AS (
  SELECT
    sources.*,
    coalesce(unknown.shown, 0) AS free_shown,
    coalesce(unknown.rewarded, 0) AS free_rewarded,
    sum(sources.shown) OVER up_to_shown
      + sources.shown * (count(*) OVER cell - count(*) OVER up_to_shown) + coalesce(unknown.shown, 0) AS all_shown,
    sum(sources.rewarded) OVER up_to_rewarded
      + sources.rewarded * (count(*) OVER cell - count(*) OVER up_to_rewarded)
      + coalesce(unknown.rewarded, 0) AS all_rewarded
  FROM sources
  LEFT JOIN unknown
    ON unknown.asset_id = sources.asset_id AND unknown.surface = sources.surface AND unknown.day = sources.day
  WINDOW
    cell AS (PARTITION BY sources.asset_id, sources.surface, sources.day),
    up_to_shown AS (
      PARTITION BY sources.asset_id, sources.surface, sources.day
      ORDER BY sources.shown RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    up_to_rewarded AS (
      PARTITION BY sources.asset_id, sources.surface, sources.day
      ORDER BY sources.rewarded RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),
-- A twentieth of the others is a 21st of all. With m sources at the bound and p given by the rest: bound = (p + m bound) / 21.
bounds AS (
  SELECT
    asset_id, surface, day,
    greatest(1, floor(
      (max(free_shown) + sum(CASE WHEN 21 * shown <= all_shown THEN shown ELSE 0 END))
        / (21.0 - sum(CASE WHEN 21 * shown <= all_shown THEN 0 ELSE 1 END))
    )) AS most_shown,
    greatest(1, floor(
      (max(free_rewarded) + sum(CASE WHEN 21 * rewarded <= all_rewarded THEN rewarded ELSE 0 END))
        / (21.0 - sum(CASE WHEN 21 * rewarded <= all_rewarded THEN 0 ELSE 1 END))
    )) AS most_rewarded
  FROM levelled
  GROUP BY asset_id, surface, day
),
-- Pseudonyms are drawn by a secret key: their order is one that nobody chose.
numbered AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY asset_id, surface, day, source ORDER BY viewer) AS nth,
    sum(rewarded) OVER (
      PARTITION BY asset_id, surface, day, source
      ORDER BY viewer ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS nth_rewarded
  FROM sightings
)
SELECT
  numbered.unit, numbered.asset_id, numbered.surface, numbered.day, numbered.position, numbered.region,
  numbered.rewarded, numbered.watched_ms
FROM numbered
LEFT JOIN bounds
  ON bounds.asset_id = numbered.asset_id AND bounds.surface = numbered.surface AND bounds.day = numbered.day
WHERE numbered.source IS NULL
  OR (nth <= most_shown AND (numbered.rewarded = 0 OR nth_rewarded <= most_rewarded));
