import type { RegionId } from '../../model/nouns/region.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { SnapshotCache } from './cache-source.ts'
import type { HolderSettings } from './holder-settings.ts'
import type { RegionList } from './lists/region-list.ts'
import { type HeadSource, type LoadedHead, loadHead } from './load-head.ts'
import { Distrusted, trustPointer } from './trust.ts'

/** What the point of presence's copy contains, fully verified again. */
interface CopiedSnapshot {
  readonly loaded: LoadedHead
  readonly pointer: PointerPayload
}

/**
 * One region's second copy, in the cache of the point of presence: the shards that decide. `PageReader` copies text
 * pages as they are shown, and `RegionList` copies each newer list. The copy is optional: failing to keep it is no
 * error.
 */
export class SecondCopy {
  /** Whether the last copy read does not know of narrowings that the list no longer contains. */
  isBehind = false

  constructor(
    private readonly region: RegionId,
    private readonly cache: SnapshotCache | null,
    private readonly engineFor: HeadSource['engineFor'],
  ) {}

  /** Writes the shards first and the pointer last, as a publish does. */
  async keepSnapshot(text: string, pointer: PointerPayload, shards: ReadonlyMap<string, Uint8Array>): Promise<void> {
    try {
      for (const { sha256, name } of pointer.shards) {
        await this.cache?.keepShard(sha256, name, shards.get(name) ?? new Uint8Array())
      }
      await this.cache?.keepPointer(this.region, text)
    } catch {
      // A failed copy is ignored: the ladder then has one rung less, and serving continues.
    }
  }

  /** Keeps a renewed pointer to the same content: it now knows of more narrowings, which the list relies on. */
  async keepPointer(text: string): Promise<void> {
    await this.cache?.keepPointer(this.region, text).catch(() => undefined)
  }

  /**
   * Reads the copy; null when there is none. Its takedown list is taken over if it is newer.
   *
   * @param highWater the greatest sequence of a pointer seen so far; 0 for none
   * @throws Distrusted when the copy fails verification, or its parts do not match each other
   */
  async read(
    list: RegionList,
    { keys, now, highWater }: Pick<HolderSettings, 'keys' | 'now'> & { readonly highWater: number },
  ): Promise<CopiedSnapshot | null> {
    if (!this.cache) return null
    const pointerText = await this.cache.pointer(this.region)
    if (pointerText === null) return null
    if (list.sequence === null && (await list.readCopy(this.cache)) === null) return null
    const pointer = await trustPointer(this.region, pointerText, { keys, now: now(), highWater })
    if ((list.sequence ?? -1) < pointer.takedowns) throw new Distrusted('takedowns-behind')
    this.isBehind = !list.isCompleteFor(pointer.narrowed)
    if (this.isBehind) throw new Distrusted('behind-list')
    return {
      loaded: await loadHead(this.region, pointer, { source: this.cache, engineFor: this.engineFor }),
      pointer,
    }
  }
}
