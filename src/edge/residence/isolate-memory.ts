import { ageOf } from '../../model/nouns/age.ts'

/**
 * Greatest text in memory for the isolate's own region, the one it answers for most, in bytes. An isolate has 128 MB.
 */
export const OWN_TEXT_BYTES = 12 * 1024 * 1024
/** The same for any other region: a page or a few, beside its head. */
export const OTHER_TEXT_BYTES = 1024 * 1024
/**
 * Bounds in bytes on all heads, engines and text, and what is cached beside them. The rest of an isolate's 128 MB is
 * for its code, its answers under way, and one head that is loaded beside the one that it replaces. Above `engines`,
 * other regions than the own one read their columns in place, which is slower and takes no memory. Above `wanted`, text
 * is dropped, then regions that were not asked for a while. Above `most`, the region that was asked longest ago is
 * dropped, whichever it is.
 */
const HELD_BYTES = { engines: 60 * 1024 * 1024, wanted: 84 * 1024 * 1024, most: 96 * 1024 * 1024 } as const
/** A region that was asked within this time is in use and keeps its head, unless memory exceeds `most`. */
const IN_USE_MS = 60_000
/** A region that nobody asked for this long drops its text, and later its head. */
const TEXT_IDLE_MS = 5 * 60_000
const HEAD_IDLE_MS = 15 * 60_000
/** How often idle regions are looked for. */
const SWEEP_MS = 5_000
/** Another region becomes the own one when it answers this many times as much: two close ones must not alternate. */
const TAKES_OVER = 2
/** After this time, earlier answers count half as much. */
const HALF_LIFE_MS = 60_000

/** A region as `IsolateMemory` sees it. */
export interface Tenant {
  /** Milliseconds since 1970 UTC; set back when the clock goes back. */
  askedAt: number
  readonly headBytes: number
  readonly textBytes: number
  limitText(bytesMax: number): void
  /** Decides from now on with the faster engine, which takes more memory. */
  useFastEngine(): void
  dropText(): void
  dropHead(): void
}

/**
 * Shares an isolate's memory among its regions. The own region (the first asked, then the one that answers most) keeps
 * text; all keep their heads; regions that nobody asks for are dropped.
 */
export class IsolateMemory {
  private readonly answers = new Map<Tenant, number>()
  private own: Tenant | null = null
  private sweptAt = Number.NEGATIVE_INFINITY
  private halvedAt = Number.NEGATIVE_INFINITY

  /** @param besideBytes what the isolate caches that belongs to no region: viewers and kinds of requests */
  constructor(private readonly besideBytes: () => number = () => 0) {}

  /** Notes that a request needs this region. `now` in milliseconds since 1970 UTC. */
  asked(tenant: Tenant, now: number): void {
    if (!this.answers.has(tenant)) this.answers.set(tenant, 0)
    if (this.own === null) this.makeOwn(tenant)
    if (ageOf(this.sweptAt, now) >= SWEEP_MS) this.sweep(tenant, now)
  }

  /** Notes that this region answered a device. */
  answered(tenant: Tenant, now: number): void {
    if (ageOf(this.halvedAt, now) >= HALF_LIFE_MS) {
      for (const [each, count] of this.answers) this.answers.set(each, count / 2)
      this.halvedAt = now
    }
    const count = (this.answers.get(tenant) ?? 0) + 1
    this.answers.set(tenant, count)
    const owned = this.own === null ? 0 : (this.answers.get(this.own) ?? 0)
    if (tenant !== this.own && count > TAKES_OVER * Math.max(1, owned)) this.makeOwn(tenant)
  }

  /**
   * Whether a head of this size may have an engine with its own memory, which takes about as much again. The own region
   * always may.
   */
  hasRoom(tenant: Tenant, headBytes: number): boolean {
    const others = this.heldBytes() - tenant.headBytes
    return tenant === this.own || others + 2 * headBytes <= HELD_BYTES.engines
  }

  /** Whether an optional head of this size, such as a canary's, fits without anything being dropped. */
  hasRoomBeside(headBytes: number): boolean {
    return this.heldBytes() + headBytes <= HELD_BYTES.wanted
  }

  /** Whether such a head may also have an engine with its own memory. */
  hasEngineRoomBeside(headBytes: number): boolean {
    return this.heldBytes() + 2 * headBytes <= HELD_BYTES.engines
  }

  /** Notes that a region holds more than before: other regions may have to drop something. */
  grew(tenant: Tenant, now: number): void {
    this.sweep(tenant, now)
  }

  private makeOwn(tenant: Tenant): void {
    this.own?.limitText(OTHER_TEXT_BYTES)
    tenant.limitText(OWN_TEXT_BYTES)
    tenant.useFastEngine()
    this.own = tenant
  }

  private sweep(asking: Tenant, now: number): void {
    this.sweptAt = now
    // When the clock goes back, a region would otherwise count as in use until the clock has caught up.
    for (const tenant of this.answers.keys()) tenant.askedAt = Math.min(tenant.askedAt, now)
    const others = [...this.answers.keys()].filter((tenant) => tenant !== asking).sort((a, b) => a.askedAt - b.askedAt)
    for (const tenant of others) {
      if (now - tenant.askedAt >= TEXT_IDLE_MS) tenant.dropText()
      if (now - tenant.askedAt >= HEAD_IDLE_MS) tenant.dropHead()
    }
    const idle = others.filter(({ askedAt }) => now - askedAt >= IN_USE_MS)
    this.shrink(HELD_BYTES.wanted, [
      ...others.map((tenant) => () => tenant.dropText()),
      ...idle.map((tenant) => () => tenant.dropHead()),
    ])
    this.shrink(
      HELD_BYTES.most,
      others.map((tenant) => () => tenant.dropHead()),
    )
  }

  private shrink(bytes: number, drops: readonly (() => void)[]): void {
    for (const drop of drops) {
      if (this.heldBytes() <= bytes) return
      drop()
    }
  }

  private heldBytes(): number {
    return [...this.answers.keys()].reduce(
      (sum, { headBytes, textBytes }) => sum + headBytes + textBytes,
      this.besideBytes(),
    )
  }
}
