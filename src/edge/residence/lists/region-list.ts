import { DenyList } from '../../../model/denies/deny-list.ts'
import { ageElsewhere, ageOf } from '../../../model/nouns/age.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { DENIES_NAME } from '../../../snapshot/format.ts'
import { sha256Hex } from '../../../snapshot/sha256.ts'
import { decodePacked } from '../../../snapshot/takedowns/packed.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import type { SnapshotCache } from '../cache-source.ts'
import type { HolderSettings } from '../holder-settings.ts'
import { verifiedShard } from '../load-head.ts'
import type { SnapshotSource } from '../source.ts'
import type { KeepAlive } from '../text/page-reader.ts'
import { Distrusted, trustTakedowns } from '../trust.ts'
import { completeFrom, type ReadList, withHeard, withoutPacked, withWhole } from './kept-lists.ts'
import { BLIND_MS, COLD_AGE_MAX_MS, COPY_AGE_MAX_MS, IDLE_MS } from './list-bounds.ts'

/**
 * A region's takedown list, independent of its snapshots: a takedown holds under whatever snapshot serves, and an older
 * list never replaces a newer one. While a list's packed part cannot be read, the list and the earlier ones hold
 * together.
 */
export class RegionList {
  /** All lists that hold, oldest first: the newest whole one, others with its sequence, and all later ones. */
  private kept: readonly ReadList[] = []
  private completeFrom = 0
  /** When storage last confirmed which list is the newest; milliseconds since 1970 UTC. */
  confirmedAt = Number.NEGATIVE_INFINITY
  private askedAt = Number.NEGATIVE_INFINITY
  /** Nobody asked for a while, so storage must be read before the next answer. */
  private outOfTouch = false
  /** The denies by `narrowed`; the same object until the lists change, because caches use it as their key. */
  private readonly applied = new Map<number, DenyList>()
  /** The last read, finished or not. */
  reading: Promise<void> = Promise.resolve()

  constructor(
    private readonly region: RegionId,
    private readonly settings: Pick<HolderSettings, 'source' | 'cache' | 'keys' | 'now'>,
  ) {}

  private get newest(): ReadList | null {
    return this.kept.at(-1) ?? null
  }

  private get whole(): ReadList | null {
    return this.kept.findLast(({ isWhole }) => isWhole) ?? null
  }

  /** The greatest sequence seen; 0 for none. */
  get highWater(): number {
    return this.newest?.list.sequence ?? 0
  }

  /**
   * Whether the lists contain every withdrawal that some content does not know of. A list drops a narrowing once all
   * announced content knows of it, so older content must not be answered from.
   *
   * @param narrowed how many narrowings the content knows of
   */
  isCompleteFor(narrowed: number): boolean {
    return narrowed >= this.completeFrom
  }

  /** The sequence of the newest whole list; null: there is none. */
  get sequence(): number | null {
    return this.whole?.list.sequence ?? null
  }

  /** Bytes of packed parts in memory. */
  get bytes(): number {
    const denies = this.kept.flatMap(({ packed }) => packed?.denies ?? [])
    return denies.reduce((sum, { hashes }) => sum + hashes.values.byteLength, 0)
  }

  /** When the newest list was signed, in milliseconds since 1970 UTC; null: there is none. */
  get signedAt(): number | null {
    return this.newest === null ? null : Date.parse(this.newest.list.createdAt)
  }

  /** Age of the newest list by its signature, in milliseconds; null: there is none. */
  get ageMs(): number | null {
    return this.signedAt === null ? null : Math.max(0, this.settings.now() - this.signedAt)
  }

  /** Notes that a request is about to be answered. */
  asked(): void {
    const now = this.settings.now()
    const inTouchAt = Math.max(this.askedAt, this.confirmedAt)
    if (Number.isFinite(inTouchAt) && ageOf(inTouchAt, now) > IDLE_MS) this.outOfTouch = true
    this.askedAt = now
  }

  /** Whether the lists may be answered from. */
  get stands(): boolean {
    const { whole } = this
    if (whole === null || this.outOfTouch) return false
    const now = this.settings.now()
    if (Number.isFinite(this.confirmedAt)) return ageOf(this.confirmedAt, now) <= BLIND_MS
    return ageElsewhere(Date.parse(whole.list.createdAt), now) <= COPY_AGE_MAX_MS
  }

  /**
   * Reads the newest list, and its packed part if that is new.
   * @throws Distrusted when it is refused or not whole; the entries that could be read hold all the same
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
    const list = await this.trusted(text, COLD_AGE_MAX_MS)
    const isNew = this.kept.every(({ sha256 }) => sha256 !== list.sha256)
    if (isNew) keepAlive(keptCopy(cache?.keepTakedowns(this.region, text)))
    await this.take(list, source, keepAlive)
    this.confirmedAt = this.settings.now()
    this.outOfTouch = false
  }

  /**
   * Takes the list from the point of presence's copy, when storage gave none. Null: there is no copy. Throws as `read`.
   */
  async readCopy(cache: SnapshotCache): Promise<true | null> {
    const text = await cache.takedowns(this.region)
    if (text === null) return null
    const list = await this.trusted(text, COPY_AGE_MAX_MS)
    await this.take(list, cache, null)
    return true
  }

  /**
   * What is withdrawn from content. For the baseline only takedowns by name count: a packed part may hide an asset too
   * many by chance, and nothing could play in the stead of the baseline's few assets.
   *
   * @param narrowed how many narrowings the announced content knows of; `Infinity` for what was never in a schedule
   */
  denies(narrowed: number): DenyList {
    const known = this.applied.get(narrowed)
    if (known) return known
    const denies = this.kept
      .map((each) => DenyList.of(Number.isFinite(narrowed) ? each : { ...each, packed: null }, narrowed))
      .reduce((all, each) => all.and(each), DenyList.NONE)
    this.applied.set(narrowed, denies)
    return denies
  }

  /** Frees the packed parts; the list is whole again once its packed part has been read again. */
  dropPacked(): void {
    if (this.kept.every(({ packed }) => packed === null)) return
    this.keep(withoutPacked(this.kept))
    this.confirmedAt = Number.NEGATIVE_INFINITY
  }

  private keep(kept: readonly ReadList[]): void {
    if (kept === this.kept) return
    this.kept = kept
    this.completeFrom = completeFrom(kept)
    this.applied.clear()
  }

  private async trusted(text: string, coldAgeMaxMs: number): Promise<ReadList> {
    const { keys, now } = this.settings
    const list = await trustTakedowns(this.region, text, { keys, now: now(), highWater: this.highWater })
    // A list that was signed in our clock's future is not too old.
    const age = now() - Date.parse(list.createdAt)
    if (this.newest === null && age > coldAgeMaxMs) throw new Distrusted('too-old')
    return { list, sha256: await sha256Hex(new TextEncoder().encode(text)), packed: null, isWhole: false }
  }

  private async take(read: ReadList, from: Pick<SnapshotSource, 'shard'>, keepAlive: KeepAlive | null): Promise<void> {
    this.keep(withHeard(this.kept, read))
    if (this.hasWhole(read)) return
    const packed = await this.packedOf(read.list, from, keepAlive)
    // A newer list may have arrived during the read.
    if (!this.hasWhole(read)) this.keep(withWhole(this.kept, { ...read, packed }))
  }

  /** Whether this list, or a newer one, is here and whole. */
  private hasWhole({ list, sha256 }: ReadList): boolean {
    return this.kept.some((each) => each.isWhole && (each.sha256 === sha256 || each.list.sequence > list.sequence))
  }

  private async packedOf(
    { packed }: TakedownsPayload,
    from: Pick<SnapshotSource, 'shard'>,
    keepAlive: KeepAlive | null,
  ): Promise<ReadList['packed']> {
    if (packed === null) return null
    const here = this.kept.find((each) => each.packed?.sha256 === packed.sha256)
    if (here) return here.packed
    const bytes = await verifiedShard({ ...packed, name: DENIES_NAME }, from)
    const denies = decodePacked(bytes)
    if (denies === null) throw new Distrusted('unreadable')
    if (keepAlive) keepAlive(keptCopy(this.settings.cache?.keepShard(packed.sha256, DENIES_NAME, bytes)))
    return { sha256: packed.sha256, denies }
  }
}

/** A failed copy is ignored: the ladder then has one rung less, and serving continues. */
async function keptCopy(keeping: Promise<void> | undefined): Promise<void> {
  await keeping?.catch(() => undefined)
}
