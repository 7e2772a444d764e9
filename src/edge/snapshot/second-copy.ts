import type { RegionId } from '../../model/region.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { SnapshotPublicKey } from '../../snapshot/signed.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import type { SnapshotCache } from './cache-source.ts'
import { type HeadSource, type LoadedHead, loadHead } from './load-head.ts'
import { trustPointer, trustTakedowns } from './trust.ts'

/** What the place's own copy holds, verified again from its first byte. */
interface CopiedSnapshot {
  readonly loaded: LoadedHead
  readonly pointer: PointerPayload
  readonly takedowns: TakedownsPayload
}

/**
 * One region's second copy: what decides. Text pages are kept as they are shown (`PageReader`). It is a
 * convenience: keeping it never fails, it is only not there.
 */
export class SecondCopy {
  constructor(
    private readonly region: RegionId,
    private readonly cache: SnapshotCache | null,
    private readonly engineFor: HeadSource['engineFor'],
  ) {}

  /** Every newer list is kept, whatever becomes of the snapshot that came with it. */
  async keepTakedowns(text: string): Promise<void> {
    await this.cache?.keepTakedowns(this.region, text).catch(() => undefined)
  }

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

  /**
   * Null when there is none.
   * @param now the real clock, milliseconds since 1970 UTC
   * @throws Distrusted when it is there and is not to be believed
   */
  async read(keys: readonly SnapshotPublicKey[], now: number): Promise<CopiedSnapshot | null> {
    if (!this.cache) return null
    const pointerText = await this.cache.pointer(this.region)
    const takedownsText = await this.cache.takedowns(this.region)
    if (pointerText === null || takedownsText === null) return null
    const trust = { keys, now, highWater: 0 }
    const pointer = await trustPointer(this.region, pointerText, trust)
    const takedowns = await trustTakedowns(this.region, takedownsText, trust)
    return {
      loaded: await loadHead(this.region, pointer, { source: this.cache, engineFor: this.engineFor }),
      pointer,
      takedowns,
    }
  }
}
