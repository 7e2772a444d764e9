import type { Redis } from '@upstash/redis/cloudflare'
import type { TitleId } from '../../model/fields/identifier.ts'
import { readDocuments } from './read-documents.ts'

/** Ancestors of titles, read on demand: a schedule may have far more titles than selectors name. */
export class TitleLines {
  /** Title → its parent; null: it has none, or is not stored. */
  private readonly parents = new Map<TitleId, TitleId | null>()

  constructor(private readonly redis: Redis) {}

  /** Reads the ancestors of these titles, generation by generation. */
  async load(ids: readonly TitleId[]): Promise<void> {
    let wanted = this.unread(ids)
    while (wanted.length > 0) {
      const documents = await readDocuments(this.redis, 'title', wanted)
      wanted.forEach((id, index) => {
        this.parents.set(id, documents[index]?.record.parentId ?? null)
      })
      wanted = this.unread(wanted.flatMap((id) => this.parents.get(id) ?? []))
    }
  }

  /** Whether a title or one of its ancestors is in a set; the ancestors must be loaded. A cycle ends too. */
  isUnder(id: TitleId, among: ReadonlySet<TitleId>): boolean {
    const met = new Set<TitleId>()
    for (let at: TitleId | null = id; at !== null && !met.has(at); at = this.parents.get(at) ?? null) {
      if (among.has(at)) return true
      met.add(at)
    }
    return false
  }

  private unread(ids: readonly TitleId[]): readonly TitleId[] {
    return [...new Set(ids)].filter((id) => !this.parents.has(id))
  }
}
