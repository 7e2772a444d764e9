import type { Engine } from '../../decide/engine/engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { failureOf, settled, within } from '../../kv/deadline.ts'
import { ageOf } from '../../model/nouns/age.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { lostTooMuch } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { LOOK_FIRST_AFTER } from '../../snapshot/takedowns/takedown-bound.ts'
import { type AssignedCanary, CanaryHead } from './canary-head.ts'
import { DistrustedSnapshots } from './distrusted-snapshots.ts'
import { bytesOf, heldHead } from './held-head.ts'
import { type HeldRegion, heldAs, rungAt } from './held-region.ts'
import type { HolderSettings } from './holder-settings.ts'
import type { Tenant } from './isolate-memory.ts'
import { ListAlone } from './lists/list-alone.ts'
import { LOOK_FIRST_MS, OVERDUE_LEAST_MS } from './lists/list-bounds.ts'
import { RegionList } from './lists/region-list.ts'
import { type Live, lastRung } from './live.ts'
import { type LoadedHead, loadHead } from './load-head.ts'
import { NextAnswer } from './next-answer.ts'
import { type AnnouncedPointer, nextPointer } from './next-pointer.ts'
import { RefreshBackOff } from './refresh-back-off.ts'
import { SecondCopy } from './second-copy.ts'
import type { KeepAlive } from './text/page-reader.ts'
import { RegionText, type TextStatus } from './text/region-text.ts'
import { Distrusted, type TrustRefusal, trustPointer } from './trust.ts'

/**
 * One region's ladder of copies: isolate → Cache API copy → baseline. It only accepts what it has verified, never goes
 * back to a lower sequence, and keeps the last good copy whatever happens. It reads storage once at a time, and outside
 * requests as soon as there is something to serve. The columns that decide are held whole; text is read page by page.
 */
export class RegionHolder implements Tenant {
  private held: HeldRegion | null = null
  /** Kept when the snapshot is dropped, so that the region never takes an older one in its stead. */
  private highWater = 0
  readonly list: RegionList
  private checkedAt = Number.NEGATIVE_INFINITY
  private readonly lookout: RefreshBackOff
  private readonly alone: ListAlone
  private readonly copy: SecondCopy
  private readonly pages: RegionText
  private readonly setAside: DistrustedSnapshots
  private readonly nextAnswer = new NextAnswer()
  readonly canary: CanaryHead
  private readonly overdueMs: number
  askedAt = Number.NEGATIVE_INFINITY

  constructor(
    readonly region: RegionId,
    private readonly settings: HolderSettings,
  ) {
    this.overdueMs = Math.max(2 * settings.refreshMs, OVERDUE_LEAST_MS)
    this.list = new RegionList(region, settings)
    this.lookout = new RefreshBackOff(settings)
    this.alone = new ListAlone(this.list, settings)
    this.copy = new SecondCopy(region, settings.cache, this.engineFor)
    this.pages = new RegionText(settings)
    this.setAside = new DistrustedSnapshots(settings.now)
    const grew = () => settings.memory.grew(this, settings.now())
    const { list, pages: text, setAside } = this
    this.canary = new CanaryHead({ region, settings, text, setAside, list, grew })
  }

  /** Why the last read of storage gave nothing new; null after a successful one. */
  get lastRefusal(): TrustRefusal | 'unavailable' | null {
    const isBehind = this.serving === null && (this.held !== null || this.copy.isBehind)
    return isBehind ? 'behind-list' : this.lookout.lastRefusal
  }

  /** The held snapshot; null if it does not know of narrowings that the list no longer contains. */
  private get serving(): HeldRegion | null {
    return this.held !== null && this.list.isCompleteFor(this.held.pointer.narrowed) ? this.held : null
  }

  /** As `live`, without waiting; null when storage must be read before or beside the answer. */
  liveNow(): Live | null {
    const { serving, settings } = this
    const now = settings.now()
    const age = Math.max(ageOf(this.list.confirmedAt, now), ageOf(this.checkedAt, now))
    if (serving === null || age > settings.refreshMs) return null
    this.noteAsked(now)
    return this.list.stands ? this.describe(serving, null) : null
  }

  /** What the region serves now. `keepAlive` lets a refresh outlive the request. */
  async live(keepAlive: KeepAlive): Promise<Live> {
    this.noteAsked(this.settings.now())
    const { refreshMs } = this.settings
    const listAge = ageOf(this.list.confirmedAt, this.askedAt)
    const age = Math.max(listAge, ageOf(this.checkedAt, this.askedAt))
    if (this.serving === null || age > refreshMs) {
      const refresh = this.lookout.join(() => this.look(keepAlive))
      if (refresh !== null) {
        keepAlive(refresh)
        // With nothing to serve yet, or with a list that may be out of date, a short wait is worthwhile.
        if (this.serving === null || age > 2 * refreshMs) await within(refresh, LOOK_FIRST_MS)
        else if (listAge > LOOK_FIRST_AFTER * refreshMs) await within(this.list.reading, LOOK_FIRST_MS)
      }
    }
    if (this.serving === null) await within(this.adoptCached(keepAlive), LOOK_FIRST_MS)
    return this.serving === null || !this.list.stands ? this.baseline() : this.describe(this.serving, null)
  }
  private noteAsked(now: number): void {
    this.askedAt = now
    this.settings.memory.asked(this, now)
    this.list.asked()
  }

  /** This region's takedown list alone, for a viewer who is here with the rights of another region. */
  async listAlone(keepAlive: KeepAlive): Promise<RegionList | null> {
    this.askedAt = this.settings.now()
    this.settings.memory.asked(this, this.askedAt)
    return this.alone.standing(keepAlive)
  }

  /**
   * What this viewer is served of a region that was just brought up to date: the canary, if they are in its share.
   * @param viewer what stays the same of a viewer between requests
   */
  forViewer(live: Live, viewer: string): Live {
    const { serving } = this
    const assignment = live.rung === 'baseline' ? null : this.canary.assignmentOf(viewer)
    return serving === null || assignment === null ? live : this.describe(serving, assignment)
  }

  /** Fallback when `live` cannot answer: the live snapshot for a canary, else the baseline. */
  insteadOf(live: Live): Live {
    const { serving } = this
    return serving !== null && live.assignment?.arm === 'canary' ? this.describe(serving, null) : this.baseline()
  }

  /** The last rung, for an answer that no other rung can give. Takedowns hold for it too. */
  baseline(): Live {
    return lastRung(this.settings.baseline(), (narrowed) => this.list.denies(narrowed))
  }

  /** Notes that the region answered a device, which may make it the isolate's own region. */
  answered(): void {
    this.settings.memory.answered(this, this.settings.now())
    this.nextAnswer.came()
  }

  get headBytes(): number {
    return bytesOf(this.held?.head ?? null) + this.canary.bytes + this.list.bytes
  }
  get textBytes(): number {
    return this.pages.bytes
  }

  /** The state of the text: how many pages are in memory, of how many, and why the last failed page failed. */
  text(): TextStatus {
    return this.pages.status(this.held?.head.text ?? null)
  }

  limitText(bytesMax: number): void {
    this.pages.limit(bytesMax)
  }

  useFastEngine(): void {
    this.held?.head.engine.use(this.settings.engine)
  }

  dropText(): void {
    this.pages.drop()
  }

  dropHead(): void {
    this.canary.drop()
    this.pages.close('control')
    this.list.dropPacked()
    this.held = null
    this.checkedAt = Number.NEGATIVE_INFINITY
  }

  /** When memory is short, the plain engine reads the columns in place. */
  private readonly engineFor = (bytes: number): Engine =>
    this.settings.memory.hasRoom(this, bytes) ? this.settings.engine : typescriptEngine

  private describe(held: HeldRegion, canary: AssignedCanary | null): Live {
    const { head, pointer } = held
    const now = this.settings.now()
    const overdue = ageOf(this.checkedAt, now) > this.overdueMs || this.lastRefusal !== null
    const { rung, hardExpired } = rungAt(held, now, overdue)
    const { engine, text } = canary?.head ?? head
    const { narrowed } = canary?.head ? canary.announced : pointer
    const denies = this.list.denies(narrowed)
    const { opened } = engine
    return { opened, text, pointer, rung, hardExpired, assignment: canary?.assignment ?? null, narrowed, denies }
  }

  private async look(keepAlive: KeepAlive): Promise<void> {
    const pointerRead = settled(this.settings.source.pointer(this.region))
    // Takedowns first, and separately: a fault of the snapshot must not hold them back.
    const listFailed = await failureOf(this.list.read(keepAlive))
    const { settings, region, highWater } = this
    const trust = { keys: settings.keys, now: settings.now(), highWater }
    const beside = { list: this.list, listFailed, keepAlive }
    const pointer = await nextPointer(pointerRead, (text) => trustPointer(region, text, trust), beside)
    this.setAside.check(pointer.value.snapshot)
    if (lostTooMuch(pointer.value, this.serving?.pointer ?? null)) throw new Distrusted('floor')
    if (this.held && pointer.value.snapshot === this.held.pointer.snapshot) {
      if (pointer.value.sequence > this.held.pointer.sequence) keepAlive(this.copy.keepPointer(pointer.text))
      this.held = heldAs(this.held.head, pointer.value, 'kv')
      this.highWater = Math.max(this.highWater, pointer.value.sequence)
      this.pages.readAhead(keepAlive)
    } else await this.goOver(pointer, keepAlive)
    this.checkedAt = this.settings.now()
    this.canary.follow(pointer.value, keepAlive)
    // The snapshot is the newest, but the list is not: the next read has to fetch it.
    if (listFailed !== null) throw listFailed.error
  }

  private async goOver({ text, value }: AnnouncedPointer, keepAlive: KeepAlive): Promise<void> {
    // The snapshot of a promoted canary is loaded already.
    const loaded = this.canary.give(value.snapshot) ?? (await this.load(value))
    // The cached copy or an earlier, abandoned read may have brought a newer snapshot during the load.
    if (value.sequence < this.highWater) throw new Distrusted('rollback')
    const answered = this.adopt(loaded, value, 'kv', keepAlive)
    keepAlive(answered.then(() => this.copy.keepSnapshot(text, value, loaded.shards)))
  }

  /** The promise resolves when the answer that may be waiting for this is on its way. */
  private adopt(loaded: LoadedHead, pointer: PointerPayload, from: HeldRegion['from'], keepAlive: KeepAlive) {
    const answered = this.serving === null ? this.nextAnswer.sent() : Promise.resolve()
    const text = this.pages.open(loaded.snapshot.hot, loaded.index, 'control')
    this.held = heldAs(heldHead(loaded, text), pointer, from)
    this.held.head.engine.use(this.engineFor(loaded.bytes))
    this.highWater = Math.max(this.highWater, pointer.sequence)
    this.settings.memory.grew(this, this.settings.now())
    keepAlive(answered.then(() => this.pages.readAhead(keepAlive)))
    return answered
  }

  private async load(pointer: PointerPayload): Promise<LoadedHead> {
    try {
      return await loadHead(this.region, pointer, { source: this.settings.source, engineFor: this.engineFor })
    } catch (error) {
      this.setAside.note(pointer.snapshot, error)
      throw error
    }
  }

  private async adoptCached(keepAlive: KeepAlive): Promise<void> {
    const copied = await this.copy.read(this.list, { ...this.settings, highWater: this.highWater })
    // A read of storage may have finished first, with a newer snapshot, or a newer one was held and dropped.
    if (copied === null || this.serving !== null || copied.pointer.sequence < this.highWater) return
    this.adopt(copied.loaded, copied.pointer, 'cache', keepAlive)
  }
}
