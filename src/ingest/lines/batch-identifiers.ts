/** The status of an id after one more record with it. */
export type Sighting = { readonly kind: 'new' | 'repeated' } | { readonly kind: 'conflict'; readonly firstLine: number }

/**
 * The ids of one batch. The same record twice is harmless; a second one with different content is a conflict, because
 * it is unclear which is meant. It stores a hash of the content, not the content: 100,000 records stay under some 15
 * MB.
 */
export class BatchIdentifiers {
  private readonly seen = new Map<string, { readonly line: number; readonly hash: number }>()

  /** Notes a record; `content` is its canonical JSON. */
  note(id: string, line: number, content: string): Sighting {
    const hash = contentHash(content)
    const first = this.seen.get(id)
    if (first === undefined) {
      this.seen.set(id, { line, hash })
      return { kind: 'new' }
    }
    return first.hash === hash ? { kind: 'repeated' } : { kind: 'conflict', firstLine: first.line }
  }
}

/**
 * 53 bits from two FNV-1a passes: against accidents, not attackers (who gain nothing: whoever may
 * ingest may send either record). Source of the constants: the FNV reference, isthe.com/chongo/tech/comp/fnv.
 */
function contentHash(content: string): number {
  let first = 0x811c9dc5
  let second = 0xcbf29ce4
  for (let index = 0; index < content.length; index += 1) {
    const unit = content.charCodeAt(index)
    first = Math.imul(first ^ unit, 0x01000193)
    second = Math.imul(second ^ unit, 0x01000193) + index
  }
  return (first >>> 0) * 2 ** 21 + ((second >>> 0) >>> 11)
}
