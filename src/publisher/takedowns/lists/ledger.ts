import * as z from 'zod/mini'
import type { SnapshotSink } from '../../../kv/snapshot-sink.ts'
import { keys } from '../../../snapshot/format.ts'
import type { SealedValue } from '../../../snapshot/seal.ts'
import { sha256Hex } from '../../../snapshot/sha256.ts'
import { takedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { storedBytes } from '../../announce/live-region.ts'
import { together, type Withdrawn } from '../withdrawn.ts'
import type { GivenUp } from './fewer-groups.ts'

/** The name of a ledger's shards in their keys. */
export const LEDGER = 'ledger'
const SHARD_BYTES_MAX = 4 * 1024 * 1024
/** Bytes of text in a shard before compression: ids hardly shrink to less than half. */
const SHARD_WORDS = 6 * 1024 * 1024
const TARGETS_A_LINE = 1_000

const line = z.union([
  z.object({ givenUp: z.enum(['nothing', 'times', 'places', 'numbers']) }),
  z.object({ orders: takedownsPayload.shape.entries }),
  z.object({ changes: takedownsPayload.shape.narrowings }),
])

/** What a packed part withdraws, in full, and what was dropped from its groups. */
export interface Ledger extends Withdrawn {
  readonly givenUp: GivenUp
}

/** Writes a ledger as shards of compressed JSON lines. */
export async function sealLedger({ givenUp, ...withdrawn }: Ledger): Promise<readonly SealedValue[]> {
  const sealed: SealedValue[] = []
  let lines: string[] = [JSON.stringify({ givenUp })]
  let words = 0
  const flush = async () => {
    const bytes = await deflated(lines.join('\n'))
    if (bytes.length > SHARD_BYTES_MAX) throw new Error(`a ledger's shard has ${bytes.length} bytes`)
    const sha256 = await sha256Hex(bytes)
    sealed.push({ key: keys.shard(sha256, LEDGER), sha256, bytes })
    lines = []
    words = 0
  }
  for (const text of linesOf(withdrawn)) {
    lines.push(text)
    words += text.length
    if (words > SHARD_WORDS) await flush()
  }
  if (lines.length > 0) await flush()
  return sealed
}

function* linesOf({ orders, changes }: Withdrawn): Generator<string> {
  for (let from = 0; from < orders.length; from += TARGETS_A_LINE) {
    yield JSON.stringify({ orders: orders.slice(from, from + TARGETS_A_LINE) })
  }
  for (const change of changes) {
    for (let from = 0; from < change.targets.length; from += TARGETS_A_LINE) {
      yield JSON.stringify({ changes: [{ ...change, targets: change.targets.slice(from, from + TARGETS_A_LINE) }] })
    }
  }
}

/** Reads a ledger back. Null when a shard is missing, or is not what the list names. */
export async function readLedger(
  shards: readonly { readonly sha256: string }[],
  sink: SnapshotSink,
): Promise<Ledger | null> {
  const parts: Withdrawn[] = []
  let givenUp: GivenUp = 'nothing'
  for (const { sha256 } of shards) {
    const bytes = await storedBytes(sha256, LEDGER, sink)
    if (bytes === null) return null
    for (const text of (await inflated(bytes)).split('\n')) {
      const said = line.parse(JSON.parse(text))
      if ('givenUp' in said) givenUp = said.givenUp
      else parts.push({ orders: 'orders' in said ? said.orders : [], changes: 'changes' in said ? said.changes : [] })
    }
  }
  return { ...together(...parts), givenUp }
}

async function deflated(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

async function inflated(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
  return new Response(stream).text()
}
