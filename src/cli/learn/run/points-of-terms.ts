import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DuckDBConnection } from '@duckdb/node-api'
import {
  type HeldOutPoints,
  heldOutPoints,
  LEAST_HELD_OUT_UNITS,
} from '../../../evaluation/held-out/held-out-points.ts'
import { GatheredAggregates } from '../../../learn/aggregates/gathered-aggregates.ts'
import { type LearnOptions, learnRun } from '../../../learn/run/learn-run.ts'
import type { LearnedRun } from '../../../model/learned/learned-run.ts'
import { bundledRules } from '../../../rules/bundled-rules.ts'
import { findAggregates, gatherAggregates } from './aggregate-files.ts'
import { heldOutViewers, lastDayOf, writeEarlierAggregates } from './held-out-viewers.ts'
import type { ScheduledAsset } from './schedule-file.ts'

const PAIRS = fileURLToPath(new URL('../../../learn/sql/pairs.sql', import.meta.url))
const HALF_DAY_MS = 43_200_000

/**
 * Fits points of terms to what viewers did on the last day, with all that was learned of the days before.
 *
 * @param connection has the tables that aggregates are made of
 * @param work folder for what nobody is to see
 */
export async function fittedOnLastDay(
  connection: DuckDBConnection,
  schedule: readonly ScheduledAsset[],
  { work, options }: { readonly work: string; readonly options: LearnOptions },
): Promise<HeldOutPoints> {
  const day = await lastDayOf(connection)
  if (day === null) return ofRules('there is one day of events, and none to hold out')
  const viewers = await heldOutViewers(connection, { day, seed: options.seed })
  if (viewers.length < LEAST_HELD_OUT_UNITS) {
    const who = 'who liked something before, and on it rewarded some of what they saw'
    return ofRules(
      `${day}, which was held out, has ${viewers.length} viewers ${who}; ${LEAST_HELD_OUT_UNITS} are needed`,
    )
  }
  const folder = join(work, 'earlier')
  await mkdir(folder)
  await writeEarlierAggregates(connection, day, { folder, pairs: PAIRS })
  const gathered = new GatheredAggregates(new Set(schedule.map(({ assetId }) => assetId)))
  await gatherAggregates(connection, await findAggregates(folder), gathered)
  const earlier = gathered.finish()
  if (earlier === null) return ofRules('nothing was seen before the last day')
  const { run } = learnRun(earlier, schedule, null, options)
  return heldOutPoints(viewers, {
    ...{ run, rules: bundledRules(), day, seed: options.seed, now: Date.parse(day) + HALF_DAY_MS },
    releasedAt: new Map(schedule.map(({ assetId, releasedAt }) => [assetId, releasedAt])),
  })
}

/** Points where there is no row of a viewer to fit them to: those of the run before. */
export function takenOver(previous: LearnedRun | null): HeldOutPoints {
  const why = 'aggregates have no row of a viewer to fit points to'
  if (previous === null) return ofRules(`${why}, and there is no run before`)
  const { id, terms } = previous.head
  if (Object.keys(terms).length === 0) return ofRules(`${why}, and the run before, ${id}, has none`)
  return { points: terms, report: { source: 'previous', why: `${why}: taken over from ${id}`, trial: null } }
}

function ofRules(why: string): HeldOutPoints {
  return { points: {}, report: { source: 'rules', why, trial: null } }
}
