import type { Redis } from '@upstash/redis/cloudflare'
import type { PartOwners } from '../../model/feeds/part-owners.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import type { NextRevision } from '../campaigns/next-revision.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import type { StoredDocument } from '../store/document.ts'
import { DOCUMENT_TYPES, keys } from '../store/keys.ts'
import { readAllDocuments, readableRevision } from '../store/read-documents.ts'
import { asNumber } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { narrowingEntries, readNarrowings } from '../takedowns/narrowings.ts'
import { listTakedowns } from '../takedowns/takedowns.ts'
import { experimentLines } from './experiment-lines.ts'
import { type ExportHeader, LineHash } from './export-format.ts'
import { feedLines } from './feed-lines.ts'
import { learnedLines } from './learned-lines.ts'

/**
 * The line that says of the records on the following lines when they were added and since when they are withdrawn
 * (milliseconds since 1970), and which feeds own their parts. It is not a record; only a restore reads it, so that
 * `addedWithinDays` continues to count from the same days, and what is withdrawn stays so.
 */
interface EnvelopeLine {
  readonly v: 1
  /** Of exports that said nothing but the age. */
  readonly type: 'added-at'
  readonly ids: Readonly<Record<string, number>>
  readonly withdrawn?: Readonly<Record<string, number>>
  readonly owners?: Readonly<Record<string, PartOwners>>
  /** Who wrote what campaigns say. */
  readonly by?: Readonly<Record<string, string>>
  /** All who wrote any of what campaigns say that nobody has approved, and the feeds that brought those. */
  readonly authors?: Readonly<Record<string, readonly string[]>>
  readonly feeds?: Readonly<Record<string, string>>
  /** Who approved campaigns as the second person. */
  readonly secondedBy?: Readonly<Record<string, string>>
  /** What campaigns are to say next. */
  readonly next?: Readonly<Record<string, NextRevision>>
}

/**
 * The whole schedule as NDJSON, line by line (each with its line feed): a header; titles, assets, campaigns with their
 * statuses, takedowns, recent narrowings, feeds, experiments, what is known of learned runs; a last line with the hash of all lines before. Throws `inconsistent` instead
 * of the last line if the schedule changed meanwhile: an incomplete export must not be kept, and cannot be restored.
 */
export async function* exportSchedule({ redis, now }: Pick<ScheduleContext, 'redis' | 'now'>): AsyncGenerator<string> {
  const revision = await readableRevision(redis)
  if (revision === null) throw changedMeanwhile()
  const hash = new LineHash()
  let lines = 0
  for await (const line of contentOf(redis, now())) {
    await hash.add(line)
    lines += 1
    yield `${line}\n`
  }
  if ((await readableRevision(redis)) !== revision) throw changedMeanwhile()
  yield `${JSON.stringify({ v: 1, type: 'export-end', lines, sha256: await hash.finish() })}\n`
}

function changedMeanwhile(): ScheduleError {
  return new ScheduleError(
    'inconsistent',
    'the schedule changed during the export: throw this file away and export again',
  )
}

async function* contentOf(redis: Redis, at: number): AsyncGenerator<string> {
  const takedowns = await allTakedowns(redis)
  const { known, unmade } = await readNarrowings(redis)
  const counts = { ...(await countDocuments(redis)), takedown: takedowns.length }
  const header: ExportHeader = { v: 1, type: 'export', at, counts, narrowed: known, unmade: [...unmade] }
  yield JSON.stringify(header)
  for (const type of DOCUMENT_TYPES) {
    for await (const documents of readAllDocuments(redis, type)) {
      if (documents.length > 0) yield JSON.stringify(envelopeLine(documents))
      for (const { record } of documents) yield JSON.stringify(record)
    }
  }
  for (const takedown of takedowns) yield JSON.stringify(takedown)
  for await (const entry of narrowingEntries(redis)) yield JSON.stringify({ v: 1, type: 'narrowings', entry })
  for await (const line of feedLines(redis)) yield JSON.stringify(line)
  for await (const line of experimentLines(redis)) yield JSON.stringify(line)
  for await (const line of learnedLines(redis)) yield JSON.stringify(line)
}

/** How many documents of each type are stored. */
export async function countDocuments(redis: Redis) {
  const replies = await sendRepeatable(redis, (queue) => {
    for (const type of DOCUMENT_TYPES) queue.scard(keys.documentIds(type))
  })
  const [title = 0, asset = 0, campaign = 0] = replies.map(asNumber)
  return { title, asset, campaign }
}

async function allTakedowns(redis: Redis): Promise<readonly Takedown[]> {
  const found = new Map<string, Takedown>()
  for (const region of REGION_IDS) {
    for (const { takedown } of await listTakedowns(redis, region)) found.set(takedown.id, takedown)
  }
  return [...found.values()]
}

function envelopeLine(documents: readonly StoredDocument[]): EnvelopeLine {
  const idsTo = <Value>(read: (document: StoredDocument) => Value | undefined): Record<string, Value> =>
    Object.fromEntries(
      documents.flatMap((document) => {
        const value = read(document)
        return value === undefined ? [] : [[document.record.id, value]]
      }),
    )
  const ids = idsTo(({ addedAt }) => addedAt)
  const withdrawn = idsTo(({ withdrawnAt }) => withdrawnAt)
  const owners = idsTo((document) => document.owners)
  const by = idsTo((document) => document.by)
  const authors = idsTo((document) => document.authors)
  const feeds = idsTo((document) => document.feed)
  const secondedBy = idsTo((document) => document.secondedBy)
  const next = idsTo((document) => document.next)
  return {
    v: 1,
    type: 'added-at',
    ids,
    ...(Object.keys(withdrawn).length > 0 && { withdrawn }),
    ...(Object.keys(owners).length > 0 && { owners }),
    ...(Object.keys(by).length > 0 && { by }),
    ...(Object.keys(authors).length > 0 && { authors }),
    ...(Object.keys(feeds).length > 0 && { feeds }),
    ...(Object.keys(secondedBy).length > 0 && { secondedBy }),
    ...(Object.keys(next).length > 0 && { next }),
  }
}
