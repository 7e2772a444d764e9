import { z } from 'zod'
import type { IngestReport } from '../../contracts/ops/answers/ingest.ts'
import { splitLines } from '../../ingest/lines/split-lines.ts'
import type { LearnedRunId } from '../../model/learned/learned-run.ts'
import { nextRevision } from '../campaigns/next-revision.ts'
import { type IngestDependencies, runIngest } from '../ingest/ingest.ts'
import { withWriterLock } from '../ingest/writer-lock.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import type { DocumentEnvelope } from '../store/compare-stored.ts'
import { campaignEnvelope, suppliedEnvelope } from '../store/document.ts'
import { keys } from '../store/keys.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { type NumberedNarrowings, restoreNarrowings } from '../takedowns/narrowings.ts'
import { restoreExperiments } from './experiment-lines.ts'
import { countDocuments } from './export-schedule.ts'
import { restoreFeedLine } from './feed-lines.ts'
import { restoreLearned } from './learned-lines.ts'
import { ReadExport } from './read-export.ts'

export interface RestoreOptions {
  readonly actor: string
  /** Whether to restore over existing records. Stored records that are not in the export stay. */
  readonly intoNonEmpty?: boolean
  /** Also accepts an export that is incomplete, or of a version that cannot tell. */
  readonly unchecked?: boolean
  /** Whether storage has a learned run whole. Left out: it has none, and each has to be pushed again. */
  readonly isRunStored?: (id: LearnedRunId) => Promise<boolean>
  readonly onProgress?: (progress: { readonly records: number }) => void
}

const envelopeLine = z.object({
  v: z.literal(1),
  type: z.literal('added-at'),
  ids: z.record(z.string(), z.number()),
  withdrawn: z.record(z.string(), suppliedEnvelope.withdrawnAt.unwrap()).default({}),
  owners: z.record(z.string(), suppliedEnvelope.owners.unwrap()).default({}),
  by: z.record(z.string(), campaignEnvelope.by.unwrap()).default({}),
  authors: z.record(z.string(), campaignEnvelope.authors.unwrap()).default({}),
  feeds: z.record(z.string(), campaignEnvelope.feed.unwrap()).default({}),
  secondedBy: z.record(z.string(), campaignEnvelope.secondedBy.unwrap()).default({}),
  next: z.record(z.string(), nextRevision).default({}),
})

/**
 * Restores an export: same records, statuses, owners, withdrawals and days of arrival; revisions start anew. What was withdrawn after the
 * export stays withdrawn, although its records do not contain that.
 */
export async function restoreSchedule(
  dependencies: IngestDependencies,
  stream: AsyncIterable<Uint8Array>,
  options: RestoreOptions,
): Promise<IngestReport> {
  const counted = await countDocuments(dependencies.redis)
  const stored = counted.title + counted.asset + counted.campaign
  if (stored > 0 && options.intoNonEmpty !== true) {
    throw new ScheduleError(
      'refused',
      `the scheduling store holds ${stored} records: restore into an empty one, or use --force, which replaces records of the same id and leaves all others`,
    )
  }
  const envelopes = new Map<string, DocumentEnvelope>()
  const policy = { kind: 'restore', envelope: (id: string) => envelopes.get(id) } as const
  const read = new ReadExport(options.unchecked === true)
  // Before any of its records goes live.
  const atEnd = async () => {
    await read.checkWhole()
    await holdLater(dependencies, read, stored === 0)
  }
  const report = await runIngest(dependencies, recordsOnly(stream, { envelopes, read, atEnd }), { ...options }, policy)
  for (const line of read.feeds) await restoreFeedLine(dependencies.redis, line)
  // What feeds have sent is not what is stored now, even if they send it again unchanged, or say that it is.
  await sendRepeatable(dependencies.redis, (queue) => {
    queue.incr(keys.feedsEpoch)
    queue.del(keys.feedPulls)
  })
  const { actor, isRunStored: isStored = async () => false } = options
  const from = { exportedAt: read.header?.at ?? null, actor }
  const { experiments, learned } = read
  return {
    ...report,
    ...(experiments.length > 0 && { experiments: await restoreExperiments(dependencies, experiments, from) }),
    ...(learned.length > 0 && { learned: await restoreLearned(dependencies, learned, { actor, isStored }) }),
  }
}

/** Keeps what was withdrawn after the export announced, as unmade. */
async function holdLater(dependencies: IngestDependencies, read: ReadExport, isEmpty: boolean): Promise<void> {
  const { header } = read
  if (header === null) return
  const announced = await dependencies.announcedNumber()
  const later: NumberedNarrowings[] = []
  const lost: number[] = []
  for (let number = header.narrowed + 1; number <= announced; number += 1) {
    const change = await dependencies.archivedChange(number)
    if (change === null) lost.push(number)
    else later.push(change)
  }
  if (lost.length > 0 && !read.unchecked) {
    throw new ScheduleError(
      'refused',
      `since this export ${later.length + lost.length} changes withdrew something, and ${lost.length} of them (the first: ${lost[0]}) cannot be read back, so what they withdrew would come back. Restore a later export, or use --unchecked`,
    )
  }
  const known = isEmpty ? header.narrowed : 0
  const entries = isEmpty ? read.narrowings : []
  await withWriterLock(dependencies, () =>
    restoreNarrowings(dependencies.redis, { known, entries, later, unmade: header.unmade }),
  )
  await dependencies.withdraw(later.flatMap(({ narrowings }) => narrowings))
}

const LINE_FEED = Uint8Array.of(0x0a)

interface Restoring {
  readonly envelopes: Map<string, DocumentEnvelope>
  readonly read: ReadExport
  readonly atEnd: () => Promise<void>
}

/** Removes the lines that are not records, leaving empty lines, so that line numbers stay right. */
async function* recordsOnly(
  stream: AsyncIterable<Uint8Array>,
  { envelopes, read, atEnd }: Restoring,
): AsyncGenerator<Uint8Array> {
  let written = 1
  for await (const { line, bytes } of splitLines(stream)) {
    for (; written < line; written += 1) yield LINE_FEED
    if (await read.takes(bytes, line)) continue
    const said = parseEnvelopes(bytes, line)
    if (said === null) yield bytes
    else keepEnvelopes(said, envelopes)
  }
  await atEnd()
}

function keepEnvelopes(
  { ids, withdrawn, owners, by, authors, secondedBy, feeds, next }: z.infer<typeof envelopeLine>,
  kept: Map<string, DocumentEnvelope>,
): void {
  for (const [id, addedAt] of Object.entries(ids)) {
    const written = { by: by[id], authors: authors[id], secondedBy: secondedBy[id], feed: feeds[id], next: next[id] }
    kept.set(id, { addedAt, withdrawnAt: withdrawn[id], owners: owners[id], ...written })
  }
}

const START_OF_ENVELOPES = '{"v":1,"type":"added-at"'

function parseEnvelopes(bytes: Uint8Array, line: number): z.infer<typeof envelopeLine> | null {
  const start = new TextDecoder().decode(bytes.subarray(0, START_OF_ENVELOPES.length))
  if (start !== START_OF_ENVELOPES) return null
  const parsed = envelopeLine.safeParse(jsonOf(bytes))
  if (parsed.success) return parsed.data
  throw new ScheduleError(
    'refused',
    `line ${line} of the export is damaged: it tells when records came in and what is withdrawn, so nothing was restored; take another export`,
  )
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return undefined
  }
}
