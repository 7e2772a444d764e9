import type { Snapshot } from '../../model/snapshot.ts'
import type { HeadEngine } from './head-engine.ts'
import type { LoadedHead } from './load-head.ts'
import type { PagedWords } from './words.ts'
import { unreadText } from './words.ts'

/** A verified snapshot that can serve: what decides in memory, words page by page. */
export interface HeldHead {
  readonly snapshot: Snapshot
  readonly words: PagedWords
  /** Of the shards; the engine counts its own. */
  readonly bytes: number
  readonly engine: HeadEngine
}

export function heldHead({ head, index, bytes, engine }: LoadedHead, words: PagedWords): HeldHead {
  return { snapshot: { ...head, text: unreadText(index) }, words, bytes, engine }
}

export function bytesOf(head: HeldHead | null): number {
  return head === null ? 0 : head.bytes + head.engine.bytes
}
