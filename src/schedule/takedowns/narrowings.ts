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

/** The narrowings of one change of documents, under a number. */
export interface NumberedNarrowings {
  /** Grows with each batch of changes and is never used again; content compiled with it contains it in its columns. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly narrowings: readonly Narrowing[]
  /** Whether only a record's status changed, and its content stayed the same. */
  readonly statusOnly?: boolean
}

declare const drawn: unique symbol

/** Narrowings under a number that was drawn for them. Only `drawChange` creates one, and only these can be written. */
export type DrawnChange = NumberedNarrowings & { readonly [drawn]: true }

/** Everything that the store knows of narrowings. */
export interface StoredNarrowings {
  /** All narrowings up to this number were dropped, because everything that may be announced knows of them. */
  readonly droppedTo: number
  /** The documents contain all narrowings up to this number, and so does what is compiled from them. */
  readonly known: number
  /** Numbers whose documents were never written: they were announced, and then their batch failed. */
  readonly unmade: ReadonlySet<number>
  /** Unmade numbers that were lifted: they withdraw nothing, and are not among the changes. */
  readonly lifted: ReadonlySet<number>
  /** Oldest first; several may have the same number. */
  readonly changes: readonly NumberedNarrowings[]
}

const TARGETS_AN_ENTRY = 5_000
const ENTRIES_A_READING = 10
const ATTEMPTS = 3

const stored = z.object({
  /** Left out by former stores: there the number is the entry's index, counted from `narrowings:dropped`. */
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

/** Computes what a change withdraws; the caller binds rules and clock. */
export type NarrowingsOf = (change: RecordChange) => readonly Narrowing[]

/** Queues the narrowings of a changed document, to be written in the same MULTI as the document. */
export function queueNarrowings(queue: CommandQueue, change: DrawnChange): void {
  for (const entry of entriesOf(change)) queue.rpush(keys.narrowings, entry)
  queueKnown(queue, change.number)
}

/**
 * Writes narrowings, before their documents, in bounded requests. They take effect from now on, and no content counts
 * as knowing of them until `queueKnown`. Under the writer lock.
 */
export async function writeNarrowings(redis: Redis, change: DrawnChange): Promise<void> {
  let pending: string[] = []
  let bytes = 0
  const flush = async () => {
    const [entry, ...others] = pending
    pending = []
    bytes = 0
    // An entry that is written twice withdraws no more than one.
    if (entry !== undefined) await sendRepeatable(redis, (queue) => queue.rpush(keys.narrowings, entry, ...others))
  }
  for (const entry of entriesOf(change)) {
    if (bytes + entry.length > REQUEST_BYTES) await flush()
    pending.push(entry)
    bytes += entry.length
  }
  await flush()
}

/** Queues that the documents contain all narrowings up to this number, in the MULTI that makes it true. */
export function queueKnown(queue: CommandQueue, number: number): void {
  queue.set(keys.narrowingsKnown, number)
}

/**
 * Restores narrowings with an export: its own, and later ones as announced but unmade, because the export's records do
 * not contain them.
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

/** Notes numbers whose documents were not written. */
export async function markUnmade(redis: Redis, numbers: readonly number[]): Promise<void> {
  const [first, ...rest] = numbers
  if (first !== undefined) await sendRepeatable(redis, (queue) => queue.sadd(keys.narrowingsUnmade, first, ...rest))
}

/** What a restore knows of narrowings. */
export interface RestoredNarrowings {
  /** The records of the export contain the narrowings up to this number. */
  readonly known: number
  /** The export's entries, as the store had them. */
  readonly entries: readonly string[]
  /** Narrowings after the export. */
  readonly later: readonly NumberedNarrowings[]
  readonly unmade: readonly number[]
}

/** The stored entries of `narrowings`, without lifted ones. */
export async function* narrowingEntries(redis: Redis): AsyncGenerator<string> {
  for (let from = 0; ; from += ENTRIES_A_READING) {
    const { entries, lifted } = await readPage(redis, from)
    for (const entry of entries) if (!lifted.has(parsed(entry, 0).number)) yield entry
    if (entries.length < ENTRIES_A_READING) return
  }
}

/** The number up to which content compiled now knows of the narrowings. */
export async function knownNarrowings(redis: Redis): Promise<number> {
  const [known] = await sendRepeatable(redis, (queue) => queue.get(keys.narrowingsKnown))
  return known === null ? (await readNarrowings(redis)).known : Number(asText(known))
}

/** The narrowings that are still needed. */
export async function readNarrowings(redis: Redis): Promise<StoredNarrowings> {
  const stored = await readEntries(redis)
  return { ...stored, changes: stored.changes.filter(({ number }) => !stored.lifted.has(number)) }
}

/** Reads all entries in bounded pieces, and again from the start if some were dropped in between. */
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
    // Former entries were written in the MULTI of their documents.
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

/** Drops narrowings up to a number. Must not run twice at once: each would drop that many. */
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

/** Narrowings with equal fields share an entry. */
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
