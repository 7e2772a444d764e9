import type { Engine } from '../../decide/engine/engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import { failureOf, settled, within } from '../../kv/deadline.ts'
import { ageOf } from '../../model/nouns/age.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { lostTooMuch } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { CanaryHead, type CanaryPlace } from './canary-head.ts'
import { DistrustedSnapshots } from './distrusted-snapshots.ts'
import { bytesOf, heldHead } from './held-head.ts'
import { type HeldRegion, heldAs, rungAt } from './held-region.ts'
import type { HolderSettings } from './holder-settings.ts'
import type { Tenant } from './isolate-memory.ts'
import { ListAlone } from './lists/list-alone.ts'
import { LOOK_FIRST_AFTER, LOOK_FIRST_MS, OVERDUE_LEAST_MS } from './lists/list-bounds.ts'
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
 * One region's place on the ladder: isolate → Cache API copy → baseline. It takes only what it has
 * verified, never steps back to a lower sequence, keeps the last good copy whatever happens, and reads
 * storage once at a time, off the request path as soon as there is something to serve. What decides is held
 * whole; words come page by page.
 */
export class RegionHolder implements Tenant {
  private held: HeldRegion | null = null
  /** Outlives what is held: a region that dropped its snapshot takes no older one for it. */
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

  /** Why the last look at storage gave nothing new; null after a good one. */
  get lastRefusal(): TrustRefusal | 'unavailable' | null {
    const isBehind = this.serving === null && (this.held !== null || this.copy.isBehind)
    return isBehind ? 'behind-list' : this.lookout.lastRefusal
  }

  /** What is held, unless the list has let go of changes that it does not know of: then it is as good as nothing. */
  private get serving(): HeldRegion | null {
    return this.held !== null && this.list.isCompleteFor(this.held.pointer.narrowed) ? this.held : null
  }

  /** As `live`, at once: null where storage is to be looked at first or beside the answer. */
  liveNow(): Live | null {
    const { serving, settings } = this
    const now = settings.now()
    const age = Math.max(ageOf(this.list.confirmedAt, now), ageOf(this.checkedAt, now))
    if (serving === null || age > settings.refreshMs) return null
    this.noteAsked(now)
    return this.list.stands ? this.describe(serving, null) : null
  }

  /** What to serve from now. `keepAlive` lets a refresh outlive the request. */
  async live(keepAlive: KeepAlive): Promise<Live> {
    this.noteAsked(this.settings.now())
    const { refreshMs } = this.settings
    const listAge = ageOf(this.list.confirmedAt, this.askedAt)
    const age = Math.max(listAge, ageOf(this.checkedAt, this.askedAt))
    if (this.serving === null || age > refreshMs) {
      const refresh = this.lookout.join(() => this.look(keepAlive))
      if (refresh !== null) {
        keepAlive(refresh)
        // Nothing to serve yet, or a list that somebody may have added to: worth a short wait, never a long one.
        if (this.serving === null || age > 2 * refreshMs) await within(refresh, LOOK_FIRST_MS)
        else if (listAge > LOOK_FIRST_AFTER * refreshMs) await within(this.list.reading, LOOK_FIRST_MS)
      }
    }
    if (this.serving === null) await within(this.adoptCached(keepAlive), LOOK_FIRST_MS)
    const { serving } = this
    return serving === null || !this.list.stands ? this.baseline() : this.describe(serving, null)
  }
  private noteAsked(now: number): void {
    this.askedAt = now
    this.settings.memory.asked(this, now)
    this.list.asked()
  }

  /** This region's list, for a viewer who is here with the rights of another region; nothing else of it is read. */
  async listAlone(keepAlive: KeepAlive): Promise<RegionList | null> {
    this.askedAt = this.settings.now()
    this.settings.memory.asked(this, this.askedAt)
    return this.alone.standing(keepAlive)
  }

  /**
   * What this viewer is served of a region that was brought up just now: while a canary runs, a share of them gets it.
   * @param viewer what stays the same of a viewer between requests
   */
  forViewer(live: Live, viewer: string): Live {
    const { serving } = this
    const place = live.rung === 'baseline' ? null : this.canary.placeOf(viewer)
    return serving === null || place === null ? live : this.describe(serving, place)
  }

  /** What answers where that cannot: instead of a canary what all others are served, else the last rung. */
  inPlaceOf(live: Live): Live {
    const { serving } = this
    return serving !== null && live.place?.arm === 'canary' ? this.describe(serving, null) : this.baseline()
  }

  /** The last rung, for an answer that no other can dress. What is taken down stays so. */
  baseline(): Live {
    return lastRung(this.settings.baseline(), (narrowed) => this.list.denies(narrowed))
  }

  /** Notes that the region answered a device: it may be the isolate's own. */
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

  /** How the words stand: pages in memory, of how many, and why the last one that could not be had was not. */
  text(): TextStatus {
    return this.pages.status(this.held?.head.words ?? null)
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

  /** Where memory is short, the columns are read in place. */
  private readonly engineFor = (bytes: number): Engine =>
    this.settings.memory.hasRoom(this, bytes) ? this.settings.engine : typescriptEngine

  private describe(held: HeldRegion, canary: CanaryPlace | null): Live {
    const { head, pointer } = held
    const now = this.settings.now()
    const overdue = ageOf(this.checkedAt, now) > this.overdueMs || this.lastRefusal !== null
    const { rung, hardExpired } = rungAt(held, now, overdue)
    const { snapshot, words } = canary?.head ?? head
    const { narrowed } = canary?.head ? canary.announced : pointer
    const denies = this.list.denies(narrowed)
    return { snapshot, words, pointer, rung, hardExpired, place: canary?.place ?? null, narrowed, denies }
  }

  private async look(keepAlive: KeepAlive): Promise<void> {
    const pointerRead = settled(this.settings.source.pointer(this.region))
    // Takedowns first and by themselves: no trouble with a snapshot may hold them back.
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
    // What serves is the newest; that its list is not, the next look has to mend.
    if (listFailed !== null) throw listFailed.error
  }

  private async goOver({ text, value }: AnnouncedPointer, keepAlive: KeepAlive): Promise<void> {
    // A canary that is promoted is here already.
    const loaded = this.canary.give(value.snapshot) ?? (await this.load(value))
    // While it loaded, the cached copy or an earlier look that was given up may have brought a newer one.
    if (value.sequence < this.highWater) throw new Distrusted('rollback')
    const answered = this.adopt(loaded, value, 'kv', keepAlive)
    keepAlive(answered.then(() => this.copy.keepSnapshot(text, value, loaded.shards)))
  }

  /** The promise comes when the answer that may wait for this is on its way. */
  private adopt(loaded: LoadedHead, pointer: PointerPayload, from: HeldRegion['from'], keepAlive: KeepAlive) {
    const answered = this.serving === null ? this.nextAnswer.sent() : Promise.resolve()
    const words = this.pages.open(loaded.head.hot, loaded.index, 'control')
    this.held = heldAs(heldHead(loaded, words), pointer, from)
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
    // A look at storage may have come through meanwhile; what it found is newer. So is what was dropped.
    if (copied === null || this.serving !== null || copied.pointer.sequence < this.highWater) return
    this.adopt(copied.loaded, copied.pointer, 'cache', keepAlive)
  }
}
