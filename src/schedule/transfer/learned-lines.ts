import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { RestoredRuns } from '../../contracts/ops/answers/ingest.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { withWriterLock } from '../ingest/writer-lock.ts'
import { readLearnedReport } from '../learned/learned-reports.ts'
import { learnedNote, readLearnedNotes, restoreLearnedNote } from '../learned/learned-runs.ts'
import { readAllServing, type ServingRun, servingRecord, writeServing } from '../learned/serving-runs.ts'
import type { ScheduleContext } from '../store/connect.ts'

/**
 * What is known of a run, and which run a region is to serve. The run itself, up to 25 MB, is not in an export: storage has
 * it under its content address, or it is pushed again.
 */
export const learnedLine = z.discriminatedUnion('type', [
  z.object({
    v: z.literal(1),
    type: z.literal('learned-run'),
    note: learnedNote,
    /** Whoever shows it checks it. */
    report: z.record(z.string(), z.unknown()).nullable(),
  }),
  z.object({ v: z.literal(1), type: z.literal('learned-serving'), region: z.enum(REGION_IDS), serving: servingRecord }),
])

/** A line of an export about learned runs. */
export type LearnedLine = z.infer<typeof learnedLine>

/** What an export says of learned runs: each with its report, and which run each region is to serve. */
export async function* learnedLines(redis: Redis): AsyncGenerator<LearnedLine> {
  for (const note of (await readLearnedNotes(redis)).toReversed()) {
    const report = await readLearnedReport(redis, note.id)
    yield { v: 1, type: 'learned-run', note, report: report && { ...report } }
  }
  // What cannot be read of one region is no reason to export nothing: whoever publishes it is told.
  for (const [region, serving] of (await readAllServing(redis)).serving) {
    yield { v: 1, type: 'learned-serving', region, serving }
  }
}

/** Who restores, and how to tell whether storage has a run whole. */
interface RestoringRuns {
  readonly actor: string
  readonly isStored: (id: LearnedRunId) => Promise<boolean>
}

/**
 * Notes the runs of an export that storage still has, and tells regions again which of them to serve. A region whose run is
 * lacking is told nothing, as it could not publish: it serves none until the run is pushed and activated again. A region
 * that was told something here keeps to that.
 */
export async function restoreLearned(
  context: ScheduleContext,
  lines: readonly LearnedLine[],
  { actor, isStored }: RestoringRuns,
): Promise<RestoredRuns> {
  const stored = new Set<LearnedRunId>()
  for (const line of lines) {
    if (line.type === 'learned-run' && (await isStored(line.note.id))) stored.add(line.note.id)
  }
  return withWriterLock(context, () => writeLearned(context, lines, { actor, stored }))
}

async function writeLearned(
  { redis, now }: ScheduleContext,
  lines: readonly LearnedLine[],
  { actor, stored }: Pick<RestoringRuns, 'actor'> & { readonly stored: ReadonlySet<LearnedRunId> },
): Promise<RestoredRuns> {
  const [restored, lacking]: [LearnedRunId[], LearnedRunId[]] = [[], []]
  const by = { at: now(), actor, role: null, action: 'learned.restore', before: null }
  for (const line of lines) {
    if (line.type !== 'learned-run') continue
    const { id } = line.note
    if (!stored.has(id)) {
      lacking.push(id)
      continue
    }
    await restoreLearnedNote(redis, line, { ...by, target: id, after: { assets: line.note.assets } })
    restored.push(id)
  }
  const known = new Set(restored)
  const { serving: told } = await readAllServing(redis)
  const again = new Map<RegionId, ServingRun>()
  const waiting: RestoredRuns['waiting'][number][] = []
  const kept: RegionId[] = []
  for (const line of lines) {
    if (line.type !== 'learned-serving') continue
    const { region, serving } = line
    if (told.has(region)) kept.push(region)
    else if (serving.run !== null && !known.has(serving.run)) waiting.push({ region, run: serving.run })
    else again.set(region, { ...serving, before: serving.before.filter((id) => known.has(id)) })
  }
  for (const [region, serving] of again) {
    const after = { regions: [region], serving: { [region]: serving.run } }
    await writeServing(redis, new Map([[region, serving]]), { ...by, target: serving.run ?? region, after })
  }
  return { restored, lacking, serving: [...again.keys()], waiting, kept }
}
