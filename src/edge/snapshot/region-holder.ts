import type { Engine } from '../../decide/engine/engine.ts'
import { typescriptEngine } from '../../decide/engine/typescript/typescript-engine.ts'
import type { RegionId } from '../../model/region.ts'
import { belowFloor, isMeant } from '../../snapshot/floor.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { CanaryHead, type CanaryPlace } from './canary-head.ts'
import { settled, within } from './deadline.ts'
import { bytesOf, type HeldHead, heldHead } from './held-head.ts'
import type { HolderSettings } from './holder-settings.ts'
import type { Tenant } from './isolate-memory.ts'
import type { Live } from './live.ts'
import { type LoadedHead, loadHead } from './load-head.ts'
import { Lookout } from './lookout.ts'
import type { KeepAlive } from './page-reader.ts'
import { RegionText } from './region-text.ts'
import { SecondCopy } from './second-copy.ts'
import { SetAside } from './set-aside.ts'
import { TakedownsHeld } from './takedowns-held.ts'
import { Distrusted, type Refusal, trustPointer, trustTakedowns } from './trust.ts'
import { wholeWords } from './words.ts'

/** A cold isolate waits this long for its first snapshot, and any request this long for an overdue list. */
const WAIT_MS = 150

interface Held extends HeldHead {
  readonly pointer: PointerPayload
  readonly from: 'kv' | 'cache'
}

/**
 * One region's place on the ladder: isolate → Cache API copy → baseline. It takes only what it has
 * verified, never steps back to a lower sequence, keeps the last good copy whatever happens, and reads
 * storage once at a time, off the request path as soon as there is something to serve. What decides is held
 * whole; words come page by page.
 */
export class RegionHolder implements Tenant {
  private held: Held | null = null
  /** Outlives what is held: a region that dropped its snapshot takes no older one for it. */
  private highWater = 0
  private readonly takedowns = new TakedownsHeld()
  private checkedAt = Number.NEGATIVE_INFINITY
  private readonly lookout: Lookout
  private readonly copy: SecondCopy
  private readonly pages: RegionText
  private readonly setAside: SetAside
  private readonly canary: CanaryHead
  askedAt = Number.NEGATIVE_INFINITY

  constructor(
    readonly region: RegionId,
    private readonly settings: HolderSettings,
  ) {
    this.lookout = new Lookout(settings)
    this.copy = new SecondCopy(region, settings.cache, this.engineFor)
    this.pages = new RegionText(settings)
    this.setAside = new SetAside(settings.now)
    const grew = () => settings.memory.grew(this, settings.now())
    this.canary = new CanaryHead({ region, settings, text: this.pages, setAside: this.setAside, grew })
  }

  /** Why the last look at storage gave nothing new; null after a good one. */
  get lastRefusal(): Refusal | 'unavailable' | null {
    return this.lookout.lastRefusal
  }

  /** What to serve from now. `keepAlive` lets a refresh outlive the request. */
  async live(keepAlive: KeepAlive): Promise<Live> {
    this.askedAt = this.settings.now()
    this.settings.memory.asked(this, this.askedAt)
    const age = this.askedAt - Math.min(this.checkedAt, this.takedowns.checkedAt)
    if (this.held === null || age > this.settings.refreshMs) {
      const refresh = this.lookout.join(() => this.look(keepAlive))
      if (refresh !== null) {
        keepAlive(refresh)
        // Nothing to serve yet, or a list older than two rounds: worth a short wait, never a long one.
        if (this.held === null || age > 2 * this.settings.refreshMs) await within(refresh, WAIT_MS)
      }
    }
    if (this.held === null) await within(this.adoptCached(keepAlive), WAIT_MS)
    return this.held === null ? this.baseline() : this.describe(this.held, null)
  }

  /**
   * What this viewer is served of a region that was brought up just now: while a canary runs, a share of them gets it.
   * @param viewer what stays the same of a viewer between requests
   */
  forViewer(live: Live, viewer: string): Live {
    const place = live.rung === 'baseline' ? null : this.canary.placeOf(viewer)
    return this.held === null || place === null ? live : this.describe(this.held, place)
  }

  /** What answers where that can not: instead of a canary what all others are served, else the last rung. */
  inPlaceOf(live: Live): Live {
    return this.held !== null && live.place?.arm === 'canary' ? this.describe(this.held, null) : this.baseline()
  }

  /** How a canary stands here; null: none runs. */
  canaryStatus() {
    return this.canary.status()
  }

  /** The last rung, for an answer that no other can dress. What is taken down stays so. */
  baseline(): Live {
    const { baseline: snapshot } = this.settings
    // Nothing in it was ever in a schedule.
    const withdrawn = this.takedowns.withdrawn(Number.POSITIVE_INFINITY, this.settings.now())
    const words = wholeWords(snapshot)
    return { ...withdrawn, snapshot, words, pointer: null, rung: 'baseline', hardExpired: false, place: null }
  }

  /** Notes that the region answered a device: it may be the isolate's own. */
  answered(): void {
    this.settings.memory.answered(this, this.settings.now())
  }

  get headBytes(): number {
    return bytesOf(this.held) + this.canary.bytes
  }

  get textBytes(): number {
    return this.pages.bytes
  }

  /** How the words stand: pages in memory, of how many, and why the last one that could not be had was not. */
  text(): { readonly held: number; readonly of: number; readonly bytes: number; readonly lastRefusal: string | null } {
    const words = this.held?.words
    const counts = words ? { held: this.pages.heldOf(words), of: words.index.pages.length } : { held: 0, of: 0 }
    return { ...counts, bytes: this.pages.bytes, lastRefusal: this.pages.lastRefusal }
  }

  limitText(bytesMax: number): void {
    this.pages.limit(bytesMax)
  }

  hurry(): void {
    this.held?.engine.use(this.settings.engine)
  }

  dropText(): void {
    this.pages.drop()
  }

  dropHead(): void {
    this.canary.drop()
    this.pages.close('control')
    this.held = null
    this.checkedAt = Number.NEGATIVE_INFINITY
  }

  /** Where memory is short, the columns are read in place. */
  private readonly engineFor = (bytes: number): Engine =>
    this.settings.memory.hasRoom(this, bytes) ? this.settings.engine : typescriptEngine

  private describe({ pointer, from, ...control }: Held, canary: CanaryPlace | null): Live {
    const now = this.settings.now()
    const overdue = now - this.checkedAt > 2 * this.settings.refreshMs || this.lastRefusal !== null
    const hardExpired = now >= Date.parse(pointer.hardExpiresAt)
    const stale = overdue || hardExpired || now >= Date.parse(pointer.softExpiresAt)
    const rung = from === 'cache' ? 'cached' : stale ? 'stale' : 'fresh'
    const { snapshot, words } = canary?.head ?? control
    const { narrowed } = canary?.head ? canary.announced : pointer
    const place = canary?.place ?? null
    return { ...this.takedowns.withdrawn(narrowed, now), snapshot, words, pointer, rung, hardExpired, place }
  }

  private async look(keepAlive: KeepAlive): Promise<void> {
    const pointerRead = settled(this.settings.source.pointer(this.region))
    // Takedowns first and by themselves: no trouble with a snapshot may hold them back.
    await this.takeTakedowns(await this.settings.source.takedowns(this.region), keepAlive)
    const pointerText = (await pointerRead)()
    if (pointerText === null) throw new Distrusted('missing')
    const pointer = await this.takePointer(pointerText)
    if (this.held && pointer.snapshot === this.held.pointer.snapshot) {
      this.held = { ...this.held, pointer, from: 'kv' }
      this.highWater = Math.max(this.highWater, pointer.sequence)
      this.pages.readAhead(keepAlive)
    } else {
      // A canary that is promoted is here already.
      const loaded = this.canary.give(pointer.snapshot) ?? (await this.load(pointer))
      // While it loaded, the cached copy or an earlier look that was given up may have brought a newer one.
      if (pointer.sequence < this.highWater) throw new Distrusted('rollback')
      this.adopt(loaded, pointer, 'kv', keepAlive)
      // Beside the answer that waits for this look, not before it.
      keepAlive(this.copy.keepSnapshot(pointerText, pointer, loaded.shards))
    }
    this.checkedAt = this.settings.now()
    this.canary.follow(pointer.canary, this.candidates, keepAlive)
  }

  private get candidates(): number {
    return this.held?.snapshot.hot.candidateAsset.length ?? 0
  }

  private adopt(loaded: LoadedHead, pointer: PointerPayload, from: Held['from'], keepAlive: KeepAlive): void {
    const words = this.pages.open(loaded.head.hot, loaded.index, 'control')
    this.held = { ...heldHead(loaded, words), pointer, from }
    this.held.engine.use(this.engineFor(loaded.bytes))
    this.highWater = Math.max(this.highWater, pointer.sequence)
    this.settings.memory.grew(this, this.settings.now())
    this.pages.readAhead(keepAlive)
  }

  private async takeTakedowns(text: string | null, keepAlive: KeepAlive): Promise<void> {
    if (text === null) throw new Distrusted('missing')
    const { keys } = this.settings
    const now = this.settings.now()
    const takedowns = await trustTakedowns(this.region, text, { keys, now, highWater: this.takedowns.highWater })
    this.takedowns.checkedAt = this.settings.now()
    if (this.takedowns.adopt(takedowns)) keepAlive(this.copy.keepTakedowns(text))
  }

  private async takePointer(text: string): Promise<PointerPayload> {
    const { highWater } = this
    const trust = { keys: this.settings.keys, now: this.settings.now(), highWater }
    const pointer = await trustPointer(this.region, text, trust)
    this.setAside.check(pointer.snapshot)
    if (belowFloor(pointer, this.candidates) && !isMeant(pointer)) throw new Distrusted('floor')
    return pointer
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
    const copied = await this.copy.read(this.settings.keys, this.settings.now())
    if (copied === null) return
    this.takedowns.adopt(copied.takedowns)
    // A look at storage may have come through meanwhile; what it found is newer. So is what was dropped.
    if (this.held !== null || copied.pointer.sequence < this.highWater) return
    this.adopt(copied.loaded, copied.pointer, 'cache', keepAlive)
  }
}
