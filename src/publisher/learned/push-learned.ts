import type { Redis } from '@upstash/redis/cloudflare'
import { splitLines } from '../../ingest/lines/split-lines.ts'
import { type LearnedFault, LearnedReader } from '../../learn/file/learned-reader.ts'
import { learnedAssetLine, learnedHeadLine, learnedRunId } from '../../learn/file/learned-text.ts'
import { joinedBytes } from '../../model/joined-bytes.ts'
import type { LearnedHead, LearnedRunId } from '../../model/learned/learned-run.ts'
import { readOpenExperiments } from '../../schedule/experiments/experiment-store.ts'
import { withWriterLock } from '../../schedule/ingest/writer-lock.ts'
import {
  countUnknownAssets,
  forgetLearnedNotes,
  type LearnedNote,
  readLearnedNote,
  readLearnedNotes,
  writeLearnedNote,
} from '../../schedule/learned/learned-runs.ts'
import { readAllServing } from '../../schedule/learned/serving-runs.ts'
import { keys } from '../../snapshot/format.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { namedRuns } from '../experiments/stored-learning.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { putLearnedRun } from './learned-store.ts'

/** The first line names some thousand features; a line of an asset has a few hundred bytes. */
const LINE_BYTES = 8 * 1024 * 1024
/** Lines are encoded together up to about so many characters. */
const PIECE_LENGTH = 256 * 1024
/** How many runs are kept beside those that regions serve, or can go back to. */
const KEPT_RUNS = 30

/** What came of a run that was pushed. */
export interface PushedRun {
  /** `known`: the same run is stored already. */
  readonly outcome: 'stored' | 'known'
  readonly note: LearnedNote
}

/** A file that was read to its end, as the bytes that are stored. */
interface ReadFile {
  readonly head: LearnedHead
  readonly bytes: Uint8Array
  readonly ids: readonly string[]
  readonly cold: number
}

/**
 * Takes a learned file in: read to its end and checked first, then stored, then noted, so that nothing half of it is
 * ever known. Nobody serves it before it is activated.
 *
 * @throws OpsProblem 400 with line and field, 409 when the schedule knows less than half of its assets
 */
export async function pushLearned(
  publisher: PublisherContext,
  body: AsyncIterable<Uint8Array>,
  actor: string,
): Promise<PushedRun> {
  const { head, bytes, ids, cold } = await readWhole(body)
  const { id } = head
  refuseFuture(head, publisher.now())
  const unknown = await countUnknownAssets(publisher.redis, ids)
  if (unknown * 2 > ids.length) {
    throw new OpsProblem(
      409,
      'Of another schedule',
      `The schedule does not know ${unknown} of its ${ids.length} assets: it was learned from another catalogue.`,
      'body',
    )
  }
  const known = await readLearnedNote(publisher.redis, id)
  const now = publisher.now()
  const note: LearnedNote = {
    ...{ id, space: head.space, terms: { ...head.terms }, data: head.data },
    ...{ assets: ids.length, cold, unknown, bytes: bytes.length },
    ...{ pushedAt: known?.pushedAt ?? now, pushedBy: known?.pushedBy ?? actor },
  }
  // Also of a run that is known: what storage has lost is there again.
  await putLearnedRun(id, bytes, publisher.sink)
  if (known !== null) return { outcome: 'known', note }
  const after = { space: note.space, assets: note.assets, cold, unknown, events: head.data.events }
  const by = { at: now, actor, role: publisher.role ?? null }
  await writeLearnedNote(publisher.redis, note, { ...by, action: 'learned.push', target: id, before: null, after })
  await dropOldRuns(publisher).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'learned-not-dropped', name }))
  })
  return { outcome: 'stored', note }
}

/** A clock of a device may be ahead by so much: events that are more so teach nothing (`src/learn/sql/told.sql`). */
const AHEAD_MS = 86_400_000

/** Results count from the end of a run's data on, so that none would be counted until that day has come. */
function refuseFuture({ data: { to } }: LearnedHead, now: number): void {
  if (Date.parse(to) <= now + AHEAD_MS) return
  const reason = `it is ${to}, more than a day from now: nobody has seen what is to come. Learn it again on a machine whose clock is right`
  throw refused({ line: 1, field: 'data.to', reason })
}

async function readWhole(body: AsyncIterable<Uint8Array>): Promise<ReadFile> {
  const ids: string[] = []
  const pieces: Uint8Array[] = []
  const encoder = new TextEncoder()
  let [cold, waiting, length, lines] = [0, '', 0, 0]
  const flush = () => {
    const piece = encoder.encode(waiting)
    pieces.push(piece)
    length += piece.length
    waiting = ''
  }
  const reader = new LearnedReader((asset) => {
    ids.push(asset.id)
    if (asset.cold) cold += 1
    waiting += learnedAssetLine(asset)
    if (waiting.length > PIECE_LENGTH) flush()
  })
  // What is refused is read on to its end: who still sends would only hear that the connection was closed.
  let fault: LearnedFault | null = null
  for await (const { line, bytes, tooLong } of splitLines(body, LINE_BYTES)) {
    if (fault !== null) continue
    fault = tooLong ? { line, field: '', reason: `it is longer than ${LINE_BYTES} bytes` } : take(reader, line, bytes)
    if (line === 1 || lines === 0) waiting += reader.head === null ? '' : learnedHeadLine(reader.head, null)
    lines += 1
  }
  fault ??= reader.end()
  const { head } = reader
  if (fault !== null || head === null) throw refused(fault ?? { line: 1, field: '', reason: 'the file is empty' })
  flush()
  const whole = joinedBytes(pieces, length)
  const id = learnedRunId(await sha256Hex(whole))
  if (id !== head.id) {
    const reason = `what was sent has the id ${id}: the file was cut, or changed since it was learned`
    throw refused({ line: 1, field: 'id', reason })
  }
  return { head, bytes: whole, ids, cold }
}

function take(reader: LearnedReader, line: number, bytes: Uint8Array): LearnedFault | null {
  try {
    return reader.take(line, new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return { line, field: '', reason: 'it is not UTF-8' }
    throw error
  }
}

function refused({ line, field, reason }: LearnedFault): OpsProblem {
  const what = field === '' ? `line ${line}` : `line ${line}, ${field}`
  return new OpsProblem(400, 'Not a learned run', `${what}: ${reason}. Nothing of it was stored.`, field || 'body')
}

/** Forgets the oldest runs that no region serves or can go back to, and that no experiment has which may run. */
async function dropOldRuns(publisher: PublisherContext): Promise<void> {
  const { redis, sink } = publisher
  const spare = await withWriterLock(publisher, () => forgetSpareRuns(redis))
  for (const id of spare) await sink.delete(keys.learned(id))
}

/** While nobody activates a run or writes an experiment, so that no run is forgotten that somebody names just now. */
async function forgetSpareRuns(redis: Redis): Promise<readonly LearnedRunId[]> {
  const { serving, damaged } = await readAllServing(redis)
  const { experiments } = await readOpenExperiments(redis)
  // What a damaged record names may still be told by somebody who mends it.
  if (damaged.length > 0) return []
  const needed = new Set<string>([
    ...[...serving.values()].flatMap(({ run, before }) => [...(run ? [run] : []), ...before]),
    ...experiments.flatMap(({ record }) => namedRuns(record)),
  ])
  const spare = (await readLearnedNotes(redis)).filter(({ id }) => !needed.has(id)).slice(KEPT_RUNS)
  const ids = spare.map(({ id }) => id)
  await forgetLearnedNotes(redis, ids)
  return ids
}
