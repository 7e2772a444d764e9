import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { Narrowing, RecordChange } from '../../model/denies/narrowing.ts'
import { REQUEST_BYTES } from '../store/bounded-requests.ts'
import {
  type CommandQueue,
  sendRepeatable,
  sendRepeatableTransaction,
  sendTransaction,
} from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asNumber, asText, asWords } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'

/** What changes of documents withdrew, under their number. */
export interface NumberedNarrowings {
  /** Grows with each batch of changes and never comes again; content that was compiled knowing of it has it in its columns. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly narrowings: readonly Narrowing[]
  /** Whether a record was written again as it stood, but for its status: it says nothing else than it said before. */
  readonly statusOnly?: boolean
}

declare const drawn: unique symbol

/** Changes under a number that was drawn for them. Only `drawChange` makes one, and nothing else can be written. */
export type DrawnChange = NumberedNarrowings & { readonly [drawn]: true }

/** All that the store says of narrowings. */
export interface StoredNarrowings {
  /** Up to this number every change was forgotten because all that may be announced knows of it. */
  readonly droppedTo: number
  /** Up to this number the documents say what the changes say: what is compiled from them knows of these. */
  readonly known: number
  /** Numbers whose documents never came: they were announced, and then their batch failed. */
  readonly unmade: ReadonlySet<number>
  /** Numbers that were unmade and then lifted: they withdraw nothing, and are not among the changes. */
  readonly lifted: ReadonlySet<number>
  /** Oldest first; several may have one number. */
  readonly changes: readonly NumberedNarrowings[]
}

const TARGETS_AN_ENTRY = 5_000
const ENTRIES_A_READING = 10
const ATTEMPTS = 3

const stored = z.object({
  /** Left out by stores of before: the entry's place, counted from `narrowings:dropped`, is its number. */
  number: z.int().min(1).optional(),
  at: z.number(),
  statusOnly: z.boolean().optional(),
  narrowings: z.array(
    z.object({
      target: z.templateLiteral([z.enum(['ast_', 'ttl_', 'cmp_']), z.string()]).optional(),
      targets: z.array(z.templateLiteral([z.enum(['ast_', 'ttl_', 'cmp_']), z.string()])).default([]),
      territories: z.array(z.string()).nullable(),
      from: z.number().nullable(),
      until: z.number().nullable(),
    }),
  ),
})

/** Finds out what a change withdraws; the caller binds rules and clock. */
export type NarrowingsOf = (change: RecordChange) => readonly Narrowing[]

/** Queues what a change of a document withdraws, to be written in the same MULTI as the document. */
export function queueNarrowings(queue: CommandQueue, change: DrawnChange): void {
  for (const entry of entriesOf(change)) queue.rpush(keys.narrowings, entry)
  queueKnown(queue, change.number)
}

/**
 * Writes what changes withdraw, before the changes themselves, in bounded requests: it holds from then on, and nothing
 * passes for knowing of it until `queueKnown`. Under the writer lock.
 */
export async function writeNarrowings(redis: Redis, change: DrawnChange): Promise<void> {
  let pending: string[] = []
  let bytes = 0
  const flush = async () => {
    const [entry, ...others] = pending
    pending = []
    bytes = 0
    // What is written twice withdraws no more than once.
    if (entry !== undefined) await sendRepeatable(redis, (queue) => queue.rpush(keys.narrowings, entry, ...others))
  }
  for (const entry of entriesOf(change)) {
    if (bytes + entry.length > REQUEST_BYTES) await flush()
    pending.push(entry)
    bytes += entry.length
  }
  await flush()
}

/** Queues that the documents say now what the changes up to this number say: in the MULTI that makes them so. */
export function queueKnown(queue: CommandQueue, number: number): void {
  queue.set(keys.narrowingsKnown, number)
}

/**
 * Brings a store to where an export was taken: its changes, and of those that came later that they are announced and
 * not made, for the records of the export do not have them.
 */
export async function restoreNarrowings(
  redis: Redis,
  { known, entries, later, unmade }: RestoredNarrowings,
): Promise<void> {
  for (const change of later) {
    for (const entry of entriesOf(change)) {
      await sendRepeatable(redis, (queue) => queue.rpush(keys.narrowings, entry))
    }
  }
  for (const entry of entries) await sendRepeatable(redis, (queue) => queue.rpush(keys.narrowings, entry))
  await markUnmade(redis, [...unmade, ...later.map(({ number }) => number)])
  const most = Math.max(known, (await readNarrowings(redis)).known)
  await sendRepeatable(redis, (queue) => queue.set(keys.narrowingsKnown, most))
}

/** Notes numbers whose documents did not come. */
export async function markUnmade(redis: Redis, numbers: readonly number[]): Promise<void> {
  const [first, ...rest] = numbers
  if (first !== undefined) await sendRepeatable(redis, (queue) => queue.sadd(keys.narrowingsUnmade, first, ...rest))
}

/** What a restore knows of narrowings. */
export interface RestoredNarrowings {
  /** The records of the export know of changes up to this number. */
  readonly known: number
  /** Of the export, as the store had them. */
  readonly entries: readonly string[]
  /** Changes since the export. */
  readonly later: readonly NumberedNarrowings[]
  readonly unmade: readonly number[]
}

/** The entries of `narrowings`, as they are stored; without what was lifted. */
export async function* narrowingEntries(redis: Redis): AsyncGenerator<string> {
  for (let from = 0; ; from += ENTRIES_A_READING) {
    const { entries, lifted } = await readPage(redis, from)
    for (const entry of entries) if (!lifted.has(parsed(entry, 0).number)) yield entry
    if (entries.length < ENTRIES_A_READING) return
  }
}

/** Up to which number what is compiled now knows of the changes. */
export async function knownNarrowings(redis: Redis): Promise<number> {
  const [known] = await sendRepeatable(redis, (queue) => queue.get(keys.narrowingsKnown))
  return known === null ? (await readNarrowings(redis)).known : Number(asText(known))
}

/** Those that are still needed. */
export async function readNarrowings(redis: Redis): Promise<StoredNarrowings> {
  const stored = await readEntries(redis)
  return { ...stored, changes: stored.changes.filter(({ number }) => !stored.lifted.has(number)) }
}

/** All that is stored, read in bounded pieces; anew when some were dropped between two of them. */
async function readEntries(redis: Redis): Promise<StoredNarrowings> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const first = await readPage(redis, 0)
    const changes = numbered(first.entries, first.droppedTo)
    let read = first
    while (changes.length < first.length && read.entries.length > 0 && read.droppedTo === first.droppedTo) {
      read = await readPage(redis, changes.length)
      changes.push(...numbered(read.entries, first.droppedTo + changes.length))
    }
    if (read.droppedTo !== first.droppedTo) continue
    // Entries of before were written in the MULTI of their documents.
    const byPlace = changes.findLast((change) => change.byPlace)?.number ?? 0
    return { ...first, known: Math.max(first.droppedTo, byPlace, first.known), changes }
  }
  throw new ScheduleError('inconsistent', `${keys.narrowings} changed during each of ${ATTEMPTS} readings`)
}

async function readPage(redis: Redis, from: number) {
  const [dropped, known, unmade, lifted, length, entries] = await sendRepeatableTransaction(redis, (queue) => {
    queue.get(keys.narrowingsDropped)
    queue.get(keys.narrowingsKnown)
    queue.smembers(keys.narrowingsUnmade)
    queue.smembers(keys.narrowingsLifted)
    queue.llen(keys.narrowings)
    queue.lrange(keys.narrowings, from, from + ENTRIES_A_READING - 1)
  })
  return {
    droppedTo: Number(asText(dropped) ?? 0),
    known: Number(asText(known) ?? 0),
    unmade: new Set(asWords(unmade).map(Number)),
    lifted: new Set(asWords(lifted).map(Number)),
    length: asNumber(length),
    entries: asWords(entries),
  }
}

function numbered(entries: readonly string[], before: number) {
  return entries.map((json, index) => parsed(json, before + index + 1))
}

/** Forgets those up to a number. To be called by one at a time: two would each drop as many. */
export async function dropNarrowings(redis: Redis, upTo: number): Promise<number> {
  const { changes } = await readEntries(redis)
  const kept = changes.findIndex(({ number }) => number > upTo)
  const dropped = kept < 0 ? changes.length : kept
  const last = changes[dropped - 1]
  if (last === undefined) return 0
  await sendTransaction(redis, (queue) => {
    queue.ltrim(keys.narrowings, dropped, -1)
    queue.set(keys.narrowingsDropped, last.number)
  })
  return dropped
}

/** Changes that narrow alike share an entry's words. */
function* entriesOf({ number, at, statusOnly, narrowings }: NumberedNarrowings): Generator<string> {
  const alike = new Map<string, Narrowing[]>()
  for (const narrowing of narrowings) {
    const { territories, from, until } = narrowing
    const key = JSON.stringify([territories, from, until])
    const group = alike.get(key)
    if (group) group.push(narrowing)
    else alike.set(key, [narrowing])
  }
  for (const group of alike.values()) {
    for (let first = 0; first < group.length; first += TARGETS_AN_ENTRY) {
      const some = group.slice(first, first + TARGETS_AN_ENTRY)
      const [{ territories, from, until } = { territories: null, from: null, until: null }] = some
      const targets = some.map(({ target }) => target)
      yield JSON.stringify({ number, at, statusOnly, narrowings: [{ targets, territories, from, until }] })
    }
  }
}

function parsed(json: string, place: number): NumberedNarrowings & { readonly byPlace: boolean } {
  const content = stored.safeParse(JSON.parse(json))
  if (!content.success) {
    throw new ScheduleError(
      'inconsistent',
      `an entry of ${keys.narrowings} is not readable; publish nothing until it is`,
    )
  }
  const { number, at, statusOnly = false, narrowings } = content.data
  const each = narrowings.flatMap(({ target, targets, ...alike }) =>
    [...(target === undefined ? [] : [target]), ...targets].map((one) => ({ target: one, ...alike })),
  )
  return { number: number ?? place, at, statusOnly, narrowings: each, byPlace: number === undefined }
}
