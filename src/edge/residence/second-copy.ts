import type { RegionId } from '../../model/nouns/region.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { SnapshotCache } from './cache-source.ts'
import type { HolderSettings } from './holder-settings.ts'
import type { RegionList } from './lists/region-list.ts'
import { type HeadSource, type LoadedHead, loadHead } from './load-head.ts'
import { Distrusted, trustPointer } from './trust.ts'

/** What the place's own copy holds, verified again from its first byte. */
interface CopiedSnapshot {
  readonly loaded: LoadedHead
  readonly pointer: PointerPayload
}

/**
 * One region's second copy: what decides. Text pages are kept as they are shown (`PageReader`), and each newer list as it
 * comes (`RegionList`). It is a convenience: keeping it never fails, it is only not there.
 */
export class SecondCopy {
  /** Whether what was read last is from before a change that the list has let go of. */
  isBehind = false

  constructor(
    private readonly region: RegionId,
    private readonly cache: SnapshotCache | null,
    private readonly engineFor: HeadSource['engineFor'],
  ) {}

  /** Shards first, pointer last, as a publish does it. */
  async keepSnapshot(text: string, pointer: PointerPayload, shards: ReadonlyMap<string, Uint8Array>): Promise<void> {
    try {
      for (const { sha256, name } of pointer.shards) {
        await this.cache?.keepShard(sha256, name, shards.get(name) ?? new Uint8Array())
      }
      await this.cache?.keepPointer(this.region, text)
    } catch {
      // Without it the ladder has one rung less, and serving goes on.
    }
  }

  /** The same content, announced anew: it knows of more changes now, and the list counts on that. */
  async keepPointer(text: string): Promise<void> {
    await this.cache?.keepPointer(this.region, text).catch(() => undefined)
  }

  /**
   * Null when there is none. What the copy has of the list is taken over where it is newer.
   *
   * @param highWater the greatest sequence of a pointer seen so far; 0 for none
   * @throws Distrusted when it is there and is not to be believed, or does not belong together
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
