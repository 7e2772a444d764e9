-- What the tables were made from, and what was left out of them: counts alone.

CREATE TABLE data AS
SELECT
  -- First and last instant of the events, milliseconds since 1970 UTC.
  min(occurred_at) AS from_ms,
  max(occurred_at) AS to_ms,
  count(*) AS events
FROM told
WHERE left_out IS NULL OR left_out <> 'impossible-instant'
HAVING count(*) > 0;

-- `without-chance` counts events that teach all the same.
CREATE TABLE left_out AS
SELECT left_out AS why, count(*) AS number FROM told WHERE left_out IS NOT NULL GROUP BY left_out
UNION ALL
SELECT 'without-chance', coalesce(sum(without_chance), 0) FROM told
UNION ALL
SELECT 'seen-again', coalesce(sum(seen), 0) - coalesce((SELECT sum(seen) FROM sightings), 0)
FROM told WHERE left_out IS NULL
UNION ALL
SELECT 'above-source-bound', (SELECT count(*) FROM sightings) - (SELECT count(*) FROM counted)
UNION ALL
SELECT 'pairs-of-too-few', (SELECT count(*) FROM pair_counts) - (SELECT count(*) FROM pairs);
