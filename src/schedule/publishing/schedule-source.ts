import type { Redis } from '@upstash/redis/cloudflare'
import type { StoredDocument } from '../store/document.ts'
import type { DocumentType } from '../store/keys.ts'
import { readAllDocuments, readDocuments, scanSet } from '../store/read-documents.ts'
import { TitleLines } from '../store/title-lines.ts'

/** Documents, by the ids of their records, that stand in place of the stored ones while a schedule is read. */
export type ScheduleChanges = ReadonlyMap<string, StoredDocument>

export const NO_CHANGES: ScheduleChanges = new Map()

/** The documents of the schedule, with changes in place of what is stored. Nothing of it is written. */
export class ScheduleSource {
  constructor(
    private readonly redis: Redis,
    private readonly changes: ScheduleChanges,
  ) {}

  /** The documents with these ids, in their order; null for a missing one. */
  async documents<Type extends DocumentType>(
    type: Type,
    ids: readonly string[],
  ): Promise<(StoredDocument<Type> | null)[]> {
    if (this.changes.size === 0) return readDocuments(this.redis, type, ids)
    const unchanged = ids.filter((id) => !this.changes.has(id))
    const stored = await readDocuments(this.redis, type, unchanged)
    const found = new Map(unchanged.map((id, index) => [id, stored[index] ?? null]))
    return ids.map((id) => this.changed(type, id) ?? found.get(id) ?? null)
  }

  /** All assets, some at a time, unordered, each once. */
  async *allAssets(): AsyncGenerator<readonly StoredDocument<'asset'>[]> {
    for await (const page of readAllDocuments(this.redis, 'asset')) {
      yield this.changes.size === 0 ? page : page.filter(({ record }) => !this.changes.has(record.id))
    }
    yield this.changedOf('asset')
  }

  /** The ancestors of titles. */
  titleLines(): TitleLines {
    return new TitleLines(this.redis, (ids) => this.documents('title', ids))
  }

  /** Ids of the campaigns that may be for a region: those that its index has, and all that are changed. */
  async campaignIds(index: string): Promise<readonly string[]> {
    const ids = new Set(this.changedOf('campaign').map(({ record }) => record.id as string))
    for await (const page of scanSet(this.redis, index)) for (const id of page) ids.add(id)
    return [...ids]
  }

  private changedOf<Type extends DocumentType>(type: Type): readonly StoredDocument<Type>[] {
    return [...this.changes.keys()].flatMap((id) => this.changed(type, id) ?? [])
  }

  private changed<Type extends DocumentType>(type: Type, id: string): StoredDocument<Type> | null {
    const change = this.changes.get(id)
    return change?.record.type === type ? (change as StoredDocument<Type>) : null
  }
}
