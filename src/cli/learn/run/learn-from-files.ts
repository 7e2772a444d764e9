import { createWriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { HeldOutPoints } from '../../../evaluation/held-out/held-out-points.ts'
import type { Aggregates } from '../../../learn/aggregates/aggregates.ts'
import { GatheredAggregates } from '../../../learn/aggregates/gathered-aggregates.ts'
import { learnedLines } from '../../../learn/file/learned-text.ts'
import { heldOut } from '../../../learn/run/held-out.ts'
import { learnRun } from '../../../learn/run/learn-run.ts'
import { type RunReport, runReport } from '../../../learn/run/run-report.ts'
import type { LearnedRun } from '../../../model/learned/learned-run.ts'
import { Refusal } from '../../frame/refusal.ts'
import { copyAggregates, findAggregates, gatherAggregates } from './aggregate-files.ts'
import { openDuckDb } from './duckdb.ts'
import { fittedOnLastDay, takenOver } from './points-of-terms.ts'
import { namedRun, readPreviousRun } from './previous-run.ts'
import { beginRunFolder, type RunFolder } from './run-folder.ts'
import { readSchedule, type ScheduledAsset } from './schedule-file.ts'
import { type LeftOutCounts, writeAggregates } from './write-aggregates.ts'

/** What a run is to be learned from, and how. */
export interface LearnAsked {
  readonly from:
    | { readonly events: string; readonly erased: string | null }
    /** A folder. */
    | { readonly aggregates: string }
  readonly schedule: string
  readonly previous: string | null
  readonly out: string
  readonly seed: number
  readonly leastUnits: number
}

/** Told what is being done. */
type Step = (what: string) => void

/**
 * Learns a run and writes its folder, whole or not at all.
 * @throws Refusal when there is nothing to learn, or what was given cannot be used
 */
export async function learnFromFiles(asked: LearnAsked, step: Step): Promise<RunReport> {
  const schedule = await readSchedule(asked.schedule)
  const previous = asked.previous === null ? null : await readPreviousRun(asked.previous)
  const folder = await beginRunFolder(asked.out)
  try {
    const made = await madeAggregates(asked, schedule, folder, step)
    step('learn')
    const { aggregates, gathered, leftOut } = made
    const { points: terms, report: pointsOfTerms } = made.points ?? takenOver(previous)
    const options = { seed: asked.seed, leastUnits: asked.leastUnits, terms }
    const { run: unnamed, report: learned } = learnRun(aggregates, schedule, previous, options)
    const run: LearnedRun = { head: { ...unnamed.head, id: namedRun(unnamed) }, assets: unnamed.assets }
    const held = heldOut(aggregates.exposures, schedule)
    const report = runReport({
      ...{ run, previous, learned, gathered, leftOut, options, pointsOfTerms },
      heldOut: held,
    })
    step('write')
    await pipeline(
      Readable.from(learnedLines(run, run.head.id)),
      createWriteStream(join(folder.path, 'learned.ndjson')),
    )
    await writeFile(join(folder.path, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
    await folder.finish()
    return report
  } finally {
    await folder.discard()
  }
}

interface Made {
  readonly aggregates: Aggregates
  readonly gathered: GatheredAggregates
  readonly leftOut: LeftOutCounts
  /** Null: there are no rows to fit them to. */
  readonly points: HeldOutPoints | null
}

async function madeAggregates(
  { from, leastUnits, seed }: LearnAsked,
  schedule: readonly ScheduledAsset[],
  { path, work }: RunFolder,
  step: Step,
): Promise<Made> {
  const folder = join(path, 'aggregates')
  const handedOver = 'aggregates' in from ? await findAggregates(from.aggregates) : null
  const { connection, close } = await openDuckDb(work)
  try {
    const leftOut =
      'events' in from ? await writeAggregates(connection, { ...from, leastUnits, schedule }, { folder, step }) : {}
    if (handedOver !== null) await copyAggregates(handedOver, folder)
    step('read')
    const gathered = new GatheredAggregates(new Set(schedule.map(({ assetId }) => assetId)))
    await gatherAggregates(connection, handedOver ?? (await findAggregates(folder)), gathered)
    const aggregates = checked(gathered, leftOut)
    if (handedOver !== null) return { aggregates, gathered, leftOut, points: null }
    step('points')
    const points = await fittedOnLastDay(connection, schedule, { work, options: { seed, leastUnits } })
    return { aggregates, gathered, leftOut, points }
  } finally {
    close()
  }
}

/** @throws Refusal when too much of it cannot be used, or none of it teaches */
function checked(gathered: GatheredAggregates, leftOut: LeftOutCounts): Aggregates {
  const { spoilt } = gathered
  if (spoilt !== null) {
    const first = gathered.refused.find(({ file }) => file.includes(spoilt))
    const { rows, refused } = gathered.countsOf(spoilt)
    const where = first && `${first.file}, row ${first.row}, ${first.column}: ${first.reason}`
    throw new Refusal(`${refused} of ${rows} rows of ${spoilt} cannot be used`, where ?? null)
  }
  const aggregates = gathered.finish()
  const { rows } = gathered.countsOf('exposures')
  if (gathered.isForeign || (leftOut['unknown-asset'] ?? 0) * 2 > (aggregates?.data.events ?? 0)) {
    throw new Refusal('most of what was seen is of assets that the schedule does not have', 'is it theirs?')
  }
  if (rows === 0 || aggregates?.exposures.length === 0) {
    throw new Refusal('there is nothing to learn: nobody has seen an asset of the schedule', leftOutWords(leftOut))
  }
  if (aggregates === null) throw new Refusal('data needs one row, and has none or more', 'src/learn/sql/data.sql')
  for (const table of ['exposures', 'pairs'] as const) {
    const { repeated } = gathered.countsOf(table)
    if (repeated > 0) {
      throw new Refusal(`${repeated} rows of ${table} stand twice`, 'was a file handed over twice, or grouped by more?')
    }
  }
  return aggregates
}

/** Why nothing of what was given teaches. */
function leftOutWords(leftOut: LeftOutCounts): string {
  const reasons = Object.entries(leftOut).filter(([why, number]) => number > 0 && why !== 'without-chance')
  if (reasons.length === 0) return 'nothing was written'
  return `left out: ${reasons.map(([why, number]) => `${number} ${why}`).join(', ')}; nothing was written`
}
