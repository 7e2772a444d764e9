import { ageElsewhere, ageOf } from '../../model/age.ts'
import { DenyList } from '../../model/deny-list.ts'
import type { PackedDeny } from '../../model/packed-deny.ts'
import type { RegionId } from '../../model/region.ts'
import { DENIES_NAME } from '../../snapshot/format.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { decodePacked } from '../../snapshot/takedowns/packed.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import type { SnapshotCache } from './cache-source.ts'
import type { HolderSettings } from './holder-settings.ts'
import { BLIND_MS, COLD_AGE_MAX_MS, COPY_AGE_MAX_MS, IDLE_MS } from './list-bounds.ts'
import { verifiedShard } from './load-head.ts'
import type { KeepAlive } from './page-reader.ts'
import type { SnapshotSource } from './source.ts'
import { Distrusted, trustTakedowns } from './trust.ts'

/** A list that was verified, and its packed part: null where it has none, or that is not here. */
interface ReadList {
  readonly list: TakedownsPayload
  readonly sha256: string
  readonly packed: { readonly sha256: string; readonly denies: readonly PackedDeny[] } | null
}

/**
 * A region's takedown list, by itself: what is taken down stays so under whatever snapshot serves, and an older list
 * never takes the place of a newer one. A list whose packed part can not be had holds over the one before it: both hold.
 */
export class RegionList {
  /** The newest that was verified, without its packed part. */
  private newest: ReadList | null = null
  /** The newest that is here with all that it names. */
  private whole: ReadList | null = null
  /** When storage last said what the newest list is; milliseconds since 1970 UTC. */
  confirmedAt = Number.NEGATIVE_INFINITY
  private askedAt = Number.NEGATIVE_INFINITY
  /** Nobody asked for a while: what storage says is to be known first. */
  private outOfTouch = false
  /** The list as it holds for content; one object for as long as neither changes, for what is kept by it. */
  private readonly applied = new Map<number, DenyList>()
  /** The last read, under way or not. */
  reading: Promise<void> = Promise.resolve()

  constructor(
    private readonly region: RegionId,
    private readonly settings: Pick<HolderSettings, 'source' | 'cache' | 'keys' | 'now'>,
  ) {}

  /** The greatest sequence seen; 0 for none. */
  get highWater(): number {
    return this.newest?.list.sequence ?? 0
  }

  /** The sequence of the list that is here with all that it names; null: none is. */
  get sequence(): number | null {
    return this.whole?.list.sequence ?? null
  }

  /** Of packed parts, in memory. */
  get bytes(): number {
    return this.whole?.packed?.denies.reduce((sum, { hashes }) => sum + hashes.values.byteLength, 0) ?? 0
  }

  /** How long ago the newest list was signed, milliseconds; null: there is none. */
  get ageMs(): number | null {
    return this.newest === null ? null : Math.max(0, this.settings.now() - Date.parse(this.newest.list.createdAt))
  }

  /** Somebody is about to be answered. */
  asked(): void {
    const now = this.settings.now()
    const inTouchAt = Math.max(this.askedAt, this.confirmedAt)
    if (Number.isFinite(inTouchAt) && ageOf(inTouchAt, now) > IDLE_MS) this.outOfTouch = true
    this.askedAt = now
  }

  /** Whether what is here may be answered from. */
  get stands(): boolean {
    if (this.whole === null || this.outOfTouch) return false
    const now = this.settings.now()
    if (Number.isFinite(this.confirmedAt)) return ageOf(this.confirmedAt, now) <= BLIND_MS
    return ageElsewhere(Date.parse(this.whole.list.createdAt), now) <= COPY_AGE_MAX_MS
  }

  /**
   * Reads the newest list, and its packed part where that is a new one.
   * @throws Distrusted when it is not to be believed, or not whole; what of it could be taken holds all the same
   */
  read(keepAlive: KeepAlive): Promise<void> {
    const reading = this.readNewest(keepAlive)
    this.reading = reading.catch(() => undefined)
    return reading
  }

  private async readNewest(keepAlive: KeepAlive): Promise<void> {
    const { source, cache } = this.settings
    const text = await source.takedowns(this.region)
    if (text === null) throw new Distrusted('missing')
    const before = this.highWater
    const list = await this.trusted(text, COLD_AGE_MAX_MS)
    if (list.list.sequence > before) keepAlive(keptCopy(cache?.keepTakedowns(this.region, text)))
    await this.take(list, source, keepAlive)
    this.confirmedAt = this.settings.now()
    this.outOfTouch = false
  }

  /** Takes over what the place's own copy has, when storage has given nothing. Null: there is none. Throws as `read`. */
  async readCopy(cache: SnapshotCache): Promise<true | null> {
    const text = await cache.takedowns(this.region)
    if (text === null) return null
    const list = await this.trusted(text, COPY_AGE_MAX_MS)
    await this.take(list, cache, null)
    return true
  }

  /**
   * What is withdrawn from content. The baseline's few assets are withdrawn by name alone: a packed part may hide one too
   * many by chance, and there is nothing to play in its place.
   *
   * @param narrowed of the announced content; `Infinity` for what was never in a schedule
   */
  denies(narrowed: number): DenyList {
    const known = this.applied.get(narrowed)
    if (known) return known
    const { whole, newest } = this
    const newer = newest !== null && newest.list.sequence > (whole?.list.sequence ?? 0) ? newest : null
    const denies = [whole, newer]
      .filter((each) => each !== null)
      .map((each) => DenyList.of(Number.isFinite(narrowed) ? each : { ...each, packed: null }, narrowed))
      .reduce((all, each) => all.and(each), DenyList.NONE)
    this.applied.set(narrowed, denies)
    return denies
  }

  /** Frees what takes room; the list is whole again once its packed part was read anew. */
  dropPacked(): void {
    if (this.whole === null || this.whole.packed === null) return
    this.whole = null
    this.confirmedAt = Number.NEGATIVE_INFINITY
    this.applied.clear()
  }

  private async trusted(text: string, coldAgeMaxMs: number): Promise<ReadList> {
    const { keys, now } = this.settings
    const list = await trustTakedowns(this.region, text, { keys, now: now(), highWater: this.highWater })
    // One that was signed later than our clock says is no old one.
    const age = now() - Date.parse(list.createdAt)
    if (this.newest === null && age > coldAgeMaxMs) throw new Distrusted('too-old')
    return { list, sha256: await sha256Hex(new TextEncoder().encode(text)), packed: null }
  }

  private async take(read: ReadList, from: Pick<SnapshotSource, 'shard'>, keepAlive: KeepAlive | null): Promise<void> {
    const { sequence } = read.list
    if (sequence > this.highWater) {
      this.newest = read
      this.applied.clear()
    }
    if (this.sequence !== null && this.sequence >= sequence) return
    const packed = await this.packedOf(read.list, from, keepAlive)
    // While it was read, a newer one may have come.
    if (this.sequence !== null && this.sequence >= sequence) return
    this.whole = { ...read, packed }
    this.applied.clear()
  }

  private async packedOf(
    { packed }: TakedownsPayload,
    from: Pick<SnapshotSource, 'shard'>,
    keepAlive: KeepAlive | null,
  ): Promise<ReadList['packed']> {
    if (packed === null) return null
    if (this.whole?.packed?.sha256 === packed.sha256) return this.whole.packed
    const bytes = await verifiedShard({ ...packed, name: DENIES_NAME }, from)
    const denies = decodePacked(bytes)
    if (denies === null) throw new Distrusted('unreadable')
    if (keepAlive) keepAlive(keptCopy(this.settings.cache?.keepShard(packed.sha256, DENIES_NAME, bytes)))
    return { sha256: packed.sha256, denies }
  }
}

/** Without it the ladder has one rung less, and serving goes on. */
async function keptCopy(keeping: Promise<void> | undefined): Promise<void> {
  await keeping?.catch(() => undefined)
}
