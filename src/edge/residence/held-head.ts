import { itemTextBytes } from '../../answer/item-texts.ts'
import { keptBesideBytes } from '../../decide/plan/kept-beside.ts'
import type { HeadEngine } from './head-engine.ts'
import type { LoadedHead } from './load-head.ts'
import type { PagedText } from './text/paged-text.ts'

/** A verified snapshot that can serve: the columns that decide are in memory, text is read page by page. */
export interface HeldHead {
  readonly text: PagedText
  /** Bytes of the shards; the engine counts its own. */
  readonly bytes: number
  /** Holds the snapshot, opened. */
  readonly engine: HeadEngine
}

export function heldHead({ bytes, engine }: LoadedHead, text: PagedText): HeldHead {
  return { text, bytes, engine }
}

/** All bytes that are freed with the head: shards, engine, and what is cached for the next decision and answer. */
export function bytesOf(head: HeldHead | null): number {
  if (head === null) return 0
  const { text, bytes, engine } = head
  const { opened } = engine
  return bytes + engine.bytes + keptBesideBytes(opened) + itemTextBytes(opened.snapshot.hot) + text.bytes
}
