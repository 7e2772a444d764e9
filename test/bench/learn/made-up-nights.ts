import type { DuckDBConnection } from '@duckdb/node-api'

/** Events that a decision has on average: it is seen, starts, goes on, ends, and sometimes is rewarded. */
const EVENTS_A_DECISION = 4.76
/** Decisions that each viewer has on average. */
const DECISIONS_A_VIEWER = 12
const DAYS = 14
/** 2026-11-16T00:00:00Z. */
const FIRST_DAY_MS = 1_794_787_200_000

/**
 * Two weeks of made-up events as one file, the same for the same numbers: viewers of 16 tastes, assets of which few are
 * shown often, ten places that are looked at less and less.
 *
 * @param file its ending decides the form: `.parquet` or `.ndjson`
 */
export async function writeMadeUpNights(
  connection: DuckDBConnection,
  { events, assets, file }: { readonly events: number; readonly assets: number; readonly file: string },
): Promise<void> {
  const decisions = Math.ceil(events / EVENTS_A_DECISION)
  const viewers = Math.ceil(decisions / DECISIONS_A_VIEWER)
  // A draw between 0 and 1 for the decision and the question.
  const draw = (question: number) => `(hash(i, ${question}) % 1000003 / 1000003.0)`
  await connection.run(`COPY (
    WITH decided AS (
      SELECT i, md5(i::VARCHAR) AS decision, hash(i, 1) % ${viewers} AS viewer,
        floor(power(${draw(2)}, 2) * ${assets})::BIGINT AS popular, ${draw(3)} < 0.6 AS suits,
        floor(power(${draw(4)}, 2) * 10)::BIGINT AS position,
        (${FIRST_DAY_MS} + floor(${draw(5)} * ${DAYS * 86_400_000}))::BIGINT AS happened, ${draw(6)} AS watching
      FROM range(${decisions}) AS numbers(i)
    ),
    placed AS (
      SELECT *, CASE WHEN suits THEN popular - popular % 16 + viewer % 16 ELSE popular END % ${assets} AS asset FROM decided
    ),
    told AS (
      SELECT *, unnest(
        ['impression', 'start', 'firstQuartile', 'skip']
        || CASE WHEN watching > 0.5 THEN ['complete'] ELSE [] END
        || CASE WHEN ${draw(7)} < 0.3 / (1 + position) + CASE WHEN asset % 16 = viewer % 16 THEN 0.2 ELSE 0 END
             THEN ['click', 'watch'] ELSE [] END
      ) AS event FROM placed
    )
    SELECT decision || ':' || position || ':' || event AS eventId, happened AS occurredAt, happened + 300 AS receivedAt,
      'dach' AS region, 'DE' AS territory, 'tv' AS device,
      ['home-hero', 'browse-tile', 'clips-feed'][1 + i % 3] AS surface, 'main' AS placement, position, event,
      'ast_made-up-' || asset AS assetId, 'cmp_made-up-' || asset % 40 AS campaignId, repeat('a', 64) AS snapshot,
      7::BIGINT AS sequence, 0.25::DOUBLE AS propensity, true AS drawn, false AS sticky, false AS reserved,
      'consented' AS privacy, substr(md5('viewer' || viewer), 1, 16) AS unit,
      []::STRUCT(key VARCHAR, arm VARCHAR)[] AS arms, viewer % 20 = 19 AS holdout,
      CASE WHEN event IN ('firstQuartile', 'skip', 'complete') THEN floor(watching * 30000)::BIGINT END AS watchedMs,
      NULL::BIGINT AS ttffMs, NULL::BIGINT AS playback, (hash(viewer, 8) % 4096)::BIGINT AS source, 1::DOUBLE AS weight
    FROM told
  ) TO '${file.replaceAll("'", "''")}' (FORMAT ${file.endsWith('.parquet') ? 'parquet' : 'json'})`)
}
