import { keys, PAGE_NAME } from '../../../snapshot/format.ts'
import { type PointerPayload, pointerPayload } from '../../../snapshot/pointer.ts'
import { sha256Hex } from '../../../snapshot/sha256.ts'
import { decodeTextIndex, type TextIndex } from '../../../snapshot/text/text-index.ts'
import { pageName } from '../../../snapshot/text/text-pages.ts'
import { type FetchedSnapshot, fewAtOnce } from '../fetched-snapshot.ts'
import { readBack, type Target } from './read-back.ts'

/** How many bytes of values are fetched, written and read back in one batch. */
const BATCH_BYTES = 8 * 1024 * 1024

/** Counts of values written and read back. */
export interface CopyTally {
  written: number
  bytesWritten: number
  verified: number
}

/** One value to be copied: its name in the snapshot, and its key. */
interface Wanted {
  readonly name: string
  readonly key: string
  readonly sha256: string
  readonly bytes: number
}

/** Every value of a snapshot: pages first, then the head, so that an index never exists before its pages. */
export async function valuesOf(snapshot: FetchedSnapshot): Promise<readonly Wanted[]> {
  const text = snapshot.head.find(({ name }) => name === 'text')
  const index = decodeTextIndex(text ? await snapshot.shard('text', text.sha256) : new Uint8Array())
  return [
    ...index.pages.map(({ sha256, bytes, first }) => ({
      ...{ name: pageName(first), key: keys.shard(sha256, PAGE_NAME), sha256, bytes },
    })),
    ...snapshot.head.map(({ name, sha256, bytes }) => ({ name, key: keys.shard(sha256, name), sha256, bytes })),
  ]
}

/** The hashes that the target's own pointer refers to: only these may be read before they are written. */
export async function hashesThere(target: Target, pointer: unknown): Promise<ReadonlySet<string>> {
  const parsed = pointerPayload.safeParse(pointer)
  if (!parsed.success) return new Set()
  const pages = (await indexThere(target, parsed.data))?.pages ?? []
  return new Set([...parsed.data.shards, ...pages].map(({ sha256 }) => sha256))
}

async function indexThere({ sink }: Target, { shards }: PointerPayload): Promise<TextIndex | null> {
  const text = shards.find(({ name }) => name === 'text')
  const bytes = text ? await sink.getBytes(keys.shard(text.sha256, 'text')) : null
  try {
    return bytes === null ? null : decodeTextIndex(bytes)
  } catch {
    return null
  }
}

/** Copies values, and reads each of them back. A value that the target already has is written only if it is damaged. */
export async function copyValues(
  snapshot: FetchedSnapshot,
  wanted: readonly Wanted[],
  { target, there, tally }: { readonly target: Target; readonly there: ReadonlySet<string>; readonly tally: CopyTally },
): Promise<void> {
  for (const batch of batchesOf(wanted)) {
    const missing: Wanted[] = []
    await fewAtOnce(batch, async (value) => {
      if (there.has(value.sha256) && (await isThere(target, value))) tally.verified++
      else missing.push(value)
    })
    const values = new Map<string, Uint8Array>()
    await fewAtOnce(missing, async ({ name, key, sha256 }) => {
      values.set(key, await snapshot.shard(name, sha256))
    })
    if (values.size > 0) await target.sink.putMany([...values].map(([key, bytes]) => ({ key, bytes })))
    await fewAtOnce(missing, async ({ key, sha256, bytes }) => {
      await readBack(
        target,
        key,
        () => target.sink.getBytes(key),
        async (value) => (await sha256Hex(value)) === sha256,
      )
      tally.verified++
      tally.written++
      tally.bytesWritten += bytes
    })
  }
}

async function isThere({ sink }: Target, { key, sha256 }: Wanted): Promise<boolean> {
  const stored = await sink.getBytes(key)
  return stored !== null && (await sha256Hex(stored)) === sha256
}

function* batchesOf(wanted: readonly Wanted[]): Generator<readonly Wanted[]> {
  let batch: Wanted[] = []
  let size = 0
  for (const value of wanted) {
    if (batch.length > 0 && size + value.bytes > BATCH_BYTES) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(value)
    size += value.bytes
  }
  if (batch.length > 0) yield batch
}
