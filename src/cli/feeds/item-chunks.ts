import type { FeedFault, FeedItem } from '../../ingest/feeds/feed-reader.ts'
import type { FaultLine, ItemLine } from '../../ingest/formats/item-lines.ts'

/** Bounds of a chunk: what a publisher takes at once. An item that is larger goes alone. */
const CHUNK_RECORDS = 5_000
const CHUNK_CHARACTERS = 4_000_000

/** Lines of a delivery that are sent and stored together. */
export interface ItemChunk {
  /** From 1; the same file gives the same chunks, so that a delivery that was cut goes on. */
  readonly number: number
  readonly lines: string
  /** Items of this chunk and of all before it. */
  readonly itemsSoFar: number
}

/** Items as lines of chunks, in the order of the feed. */
export async function* itemChunks(items: AsyncIterable<FeedItem | FeedFault>): AsyncGenerator<ItemChunk> {
  let [number, itemsSoFar, records, characters] = [0, 0, 0, 0]
  let lines: string[] = []
  const taken = (): ItemChunk => {
    number += 1
    const chunk = { number, lines: lines.map((line) => `${line}\n`).join(''), itemsSoFar }
    lines = []
    records = 0
    characters = 0
    return chunk
  }
  for await (const item of items) {
    const { line, weight } = lineOf(item)
    const isFull = records + weight > CHUNK_RECORDS || characters + line.length > CHUNK_CHARACTERS
    if (isFull && lines.length > 0) yield taken()
    lines.push(line)
    records += weight
    characters += line.length
    if (item.kind === 'item') itemsSoFar += 1
  }
  if (lines.length > 0) yield taken()
}

/** One line of a chunk, and how many records it counts for: an item without any is one line to be stored as well. */
function lineOf(item: FeedItem | FeedFault): { readonly line: string; readonly weight: number } {
  if (item.kind === 'fault') {
    return { line: JSON.stringify({ v: 1, type: 'fault', finding: item.finding } satisfies FaultLine), weight: 1 }
  }
  const { itemId, line, source, version } = item
  const { drafts, findings, deletes } = item.map()
  const written = {
    ...{ v: 1, type: 'item', itemId, line, source },
    ...(version !== undefined && { version }),
    ...{ drafts: [...drafts], findings: [...findings] },
    ...(deletes === true && { deletes }),
  } satisfies ItemLine
  return { line: JSON.stringify(written), weight: Math.max(1, drafts.length) }
}
