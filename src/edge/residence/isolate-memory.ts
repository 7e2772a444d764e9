import { ageOf } from '../../model/nouns/age.ts'

/** The region that an isolate answers for most keeps so many bytes of text; 128 MB is all there is. */
export const OWN_TEXT_BYTES = 12 * 1024 * 1024
/** Any other region holds its head, and a page or a few. */
export const OTHER_TEXT_BYTES = 1024 * 1024
/**
 * Heads, their engines and text, and what is kept beside all of them together: of an isolate's 128 MB, less its code, its answers under way, and the one
 * head that is being loaded beside the one that it replaces. Above the first bound the columns of a region that is
 * not the own one are read in place, which is slower and takes no memory; above the second text goes, and who has not
 * been asked for a while; above the third the region that was asked longest ago, whoever it is.
 */
const HELD_BYTES = { engines: 60 * 1024 * 1024, wanted: 84 * 1024 * 1024, most: 96 * 1024 * 1024 } as const
/** A region that was asked within this time is in use. */
const IN_USE_MS = 60_000
/** A region that nobody has asked for so long drops its text, and later its snapshot. */
const TEXT_IDLE_MS = 5 * 60_000
const HEAD_IDLE_MS = 15 * 60_000
/** How often somebody looks for idle regions. */
const SWEEP_MS = 5_000
/** Another region must answer so many times as much to become the isolate's own: two that are close do not take turns. */
const TAKES_OVER = 2
/** Answers count half as much after this. */
const HALF_LIFE_MS = 60_000

/** A region as memory sees it. */
export interface Tenant {
  /** Milliseconds since 1970 UTC; brought back with a clock that went back. */
  askedAt: number
  readonly headBytes: number
  readonly textBytes: number
  limitText(bytesMax: number): void
  /** Decides with the engine that is dearer in memory, from now on. */
  useFastEngine(): void
  dropText(): void
  dropHead(): void
}

/**
 * Shares out an isolate's memory among its regions: the own one (the first asked, then the one that answers most)
 * keeps text, all keep their heads, and what nobody asks for goes.
 */
export class IsolateMemory {
  private readonly answers = new Map<Tenant, number>()
  private own: Tenant | null = null
  private sweptAt = Number.NEGATIVE_INFINITY
  private halvedAt = Number.NEGATIVE_INFINITY

  /** @param besideBytes what the isolate keeps that is of no region: of those who asked, and what they ask */
  constructor(private readonly besideBytes: () => number = () => 0) {}

  /** Somebody asks for this region. `now` in milliseconds since 1970 UTC. */
  asked(tenant: Tenant, now: number): void {
    if (!this.answers.has(tenant)) this.answers.set(tenant, 0)
    if (this.own === null) this.makeOwn(tenant)
    if (ageOf(this.sweptAt, now) >= SWEEP_MS) this.sweep(tenant, now)
  }

  /** This region answered a device. */
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
   * Whether a head of so many bytes may have an engine with memory of its own, which is about as much again. The own
   * region always may.
   */
  hasRoom(tenant: Tenant, headBytes: number): boolean {
    const others = this.heldBytes() - tenant.headBytes
    return tenant === this.own || others + 2 * headBytes <= HELD_BYTES.engines
  }

  /** Whether a head that nobody needs may be held beside all that is held now, and nothing has to go for it. */
  hasRoomBeside(headBytes: number): boolean {
    return this.heldBytes() + headBytes <= HELD_BYTES.wanted
  }

  /** Whether such a head may have an engine with memory of its own, too. */
  hasEngineRoomBeside(headBytes: number): boolean {
    return this.heldBytes() + 2 * headBytes <= HELD_BYTES.engines
  }

  /** A region holds more than before: others may have to hold less. */
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
    // Else a region would be in use until the clock has caught up.
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
