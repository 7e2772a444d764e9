import type { Redis } from '@upstash/redis/cloudflare'
import type { TitleId } from '../../model/fields/identifier.ts'
import type { StoredDocument } from './document.ts'
import { readDocuments } from './read-documents.ts'

/** Ancestors of titles, read on demand: a schedule may have far more titles than selectors name. */
export class TitleLines {
  /** Title → its parent; null: it has none, or is not stored. */
  private readonly parents = new Map<TitleId, TitleId | null>()

  private readonly read: (ids: readonly TitleId[]) => Promise<readonly (StoredDocument<'title'> | null)[]>

  /** @param read where titles are read, in the order of their ids; left out: as they are stored */
  constructor(redis: Redis, read?: TitleLines['read']) {
    this.read = read ?? ((ids) => readDocuments(redis, 'title', ids))
  }

  /** Reads the ancestors of these titles, generation by generation. */
  async load(ids: readonly TitleId[]): Promise<void> {
    let wanted = this.unread(ids)
    while (wanted.length > 0) {
      const documents = await this.read(wanted)
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
