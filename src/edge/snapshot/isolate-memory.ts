/** The region that an isolate answers for most keeps so many bytes of text; 128 MB is all there is. */
export const OWN_TEXT_BYTES = 12 * 1024 * 1024
/** Any other region holds its head, and a page or a few. */
export const OTHER_TEXT_BYTES = 1024 * 1024
/** All heads and all text together; beyond it the region that was asked longest ago leaves first. */
const HELD_BYTES_MAX = 80 * 1024 * 1024
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
  /** Milliseconds since 1970 UTC. */
  readonly askedAt: number
  readonly headBytes: number
  readonly textBytes: number
  limitText(bytesMax: number): void
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

  /** Somebody asks for this region. `now` in milliseconds since 1970 UTC. */
  asked(tenant: Tenant, now: number): void {
    if (!this.answers.has(tenant)) this.answers.set(tenant, 0)
    if (this.own === null) this.makeOwn(tenant)
    if (now - this.sweptAt >= SWEEP_MS) this.sweep(tenant, now)
  }

  /** This region answered a device. */
  answered(tenant: Tenant, now: number): void {
    if (now - this.halvedAt >= HALF_LIFE_MS) {
      for (const [each, count] of this.answers) this.answers.set(each, count / 2)
      this.halvedAt = now
    }
    const count = (this.answers.get(tenant) ?? 0) + 1
    this.answers.set(tenant, count)
    const owned = this.own === null ? 0 : (this.answers.get(this.own) ?? 0)
    if (tenant !== this.own && count > TAKES_OVER * Math.max(1, owned)) this.makeOwn(tenant)
  }

  /** A region holds more than before: others may have to hold less. */
  grew(tenant: Tenant, now: number): void {
    this.sweep(tenant, now)
  }

  private makeOwn(tenant: Tenant): void {
    this.own?.limitText(OTHER_TEXT_BYTES)
    tenant.limitText(OWN_TEXT_BYTES)
    this.own = tenant
  }

  private sweep(asking: Tenant, now: number): void {
    this.sweptAt = now
    const others = [...this.answers.keys()].filter((tenant) => tenant !== asking).sort((a, b) => a.askedAt - b.askedAt)
    for (const tenant of others) {
      if (now - tenant.askedAt >= TEXT_IDLE_MS) tenant.dropText()
      if (now - tenant.askedAt >= HEAD_IDLE_MS) tenant.dropHead()
    }
    const drops = [
      ...others.map((tenant) => () => tenant.dropText()),
      ...others.map((tenant) => () => tenant.dropHead()),
    ]
    for (const drop of drops) {
      if (this.heldBytes() <= HELD_BYTES_MAX) return
      drop()
    }
  }

  private heldBytes(): number {
    return [...this.answers.keys()].reduce((sum, { headBytes, textBytes }) => sum + headBytes + textBytes, 0)
  }
}
