import type { Redis } from '@upstash/redis/cloudflare'
import type { TitleId } from '../../model/fields/identifier.ts'
import { readDocuments } from './read-documents.ts'

/** The titles above titles, read as they are asked for: a schedule may hold far more of them than anybody selects by. */
export class TitleLines {
  /** Title → its parent; null: it has none, or is not stored. */
  private readonly parents = new Map<TitleId, TitleId | null>()

  constructor(private readonly redis: Redis) {}

  /** Reads the lines of these titles, generation by generation. */
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

  /** Whether a title, or one above it, is among these; its line has to be loaded. Ends where titles are in a loop. */
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
