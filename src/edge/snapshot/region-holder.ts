import type { Deny } from '../../decide/denies.ts'
import type { RegionId } from '../../model/region.ts'
import type { Snapshot } from '../../model/snapshot.ts'
import type { PointerPayload, TakedownsPayload } from '../../snapshot/pointer.ts'
import type { SnapshotPublicKey } from '../../snapshot/signed.ts'
import type { SnapshotCache } from './cache-source.ts'
import { within } from './deadline.ts'
import { loadSnapshot } from './load-snapshot.ts'
import { SecondCopy } from './second-copy.ts'
import type { SnapshotSource } from './source.ts'
import { Distrusted, type Refusal, trustPointer, trustTakedowns } from './trust.ts'

/** Which copy answers. */
export type Rung = 'fresh' | 'stale' | 'cached' | 'baseline'

/** A cold isolate waits this long for its first snapshot, and any request this long for an overdue list. */
const WAIT_MS = 150
/** Time between tries while a source fails, doubled from the first to the last, with jitter. */
const RETRY_MS = { first: 1_000, last: 30_000 } as const
/** A look at storage that takes longer is given up, so that another one can be taken. */
const LOOK_MS = 10_000
/** A snapshot whose bytes were wrong is not asked for again so long; a bad read heals, bad bytes stay refused. */
const DISTRUST_MS = 60_000

export interface HolderSettings {
  readonly source: SnapshotSource
  readonly cache: SnapshotCache | null
  readonly keys: readonly SnapshotPublicKey[]
  readonly baseline: Snapshot
  /** How long a pointer or takedown list is believed before it is looked up again. */
  readonly refreshMs: number
  /** The real clock, milliseconds since 1970 UTC. */
  readonly now: () => number
  /** Uniform in [0, 1): jitter of retries. */
  readonly random: () => number
}

/** What a region serves from at this moment. */
export interface Live {
  readonly snapshot: Snapshot
  readonly pointer: PointerPayload | null
  readonly denies: readonly Deny[]
  readonly rung: Rung
  /** Age of the takedown list's last verification, milliseconds; null when there is none. */
  readonly takedownsAgeMs: number | null
}

interface Held {
  readonly snapshot: Snapshot
  readonly pointer: PointerPayload
  readonly from: 'kv' | 'cache'
}

/** A look at storage that is under way. */
interface Look {
  readonly startedAt: number
  readonly done: Promise<void>
}

/**
 * One region's place on the ladder: isolate → Cache API copy → baseline. It takes only what it has
 * verified, never steps back to a lower sequence, keeps the last good copy whatever happens, and reads
 * storage once at a time, off the request path as soon as there is something to serve.
 */
export class RegionHolder {
  private held: Held | null = null
  /** By itself: what is taken down stays so under whatever snapshot serves. */
  private takedowns: TakedownsPayload | null = null
  private checkedAt = Number.NEGATIVE_INFINITY
  private takedownsCheckedAt = Number.NEGATIVE_INFINITY
  private looking: Look | null = null
  private failures = 0
  private nextTryAt = Number.NEGATIVE_INFINITY
  private readonly copy: SecondCopy
  /** Snapshot id → until when. */
  private readonly distrustedUntil = new Map<string, number>()
  /** Why the last look at storage gave nothing new; null after a good one. */
  lastRefusal: Refusal | 'unavailable' | null = null

  constructor(
    readonly region: RegionId,
    private readonly settings: HolderSettings,
  ) {
    this.copy = new SecondCopy(region, settings.cache)
  }

  /** What to serve from now. `keepAlive` lets a refresh outlive the request (`waitUntil`). */
  async live(keepAlive: (promise: Promise<unknown>) => void): Promise<Live> {
    const age = this.settings.now() - Math.min(this.checkedAt, this.takedownsCheckedAt)
    if (this.held === null || age > this.settings.refreshMs) {
      const refresh = this.refresh()
      if (refresh !== null) {
        keepAlive(refresh)
        // Nothing to serve yet, or a list older than two rounds: worth a short wait, never a long one.
        if (this.held === null || age > 2 * this.settings.refreshMs) await within(refresh, WAIT_MS)
      }
    }
    if (this.held === null) await within(this.adoptCached(), WAIT_MS)
    return this.describe()
  }

  private describe(): Live {
    const { held, takedowns } = this
    const now = this.settings.now()
    const denies = takedowns?.entries ?? []
    const takedownsAgeMs = Number.isFinite(this.takedownsCheckedAt) ? now - this.takedownsCheckedAt : null
    if (held === null) {
      return { snapshot: this.settings.baseline, pointer: null, denies, rung: 'baseline', takedownsAgeMs }
    }
    const { snapshot, pointer } = held
    const overdue = now - this.checkedAt > 2 * this.settings.refreshMs || this.lastRefusal !== null
    const stale = overdue || now >= Date.parse(pointer.softExpiresAt)
    const rung = held.from === 'cache' ? 'cached' : stale ? 'stale' : 'fresh'
    return { snapshot, pointer, denies, rung, takedownsAgeMs }
  }

  /** Starts a look at storage, or joins the one under way; null while backing off. */
  private refresh(): Promise<void> | null {
    const now = this.settings.now()
    if (this.looking && now - this.looking.startedAt >= LOOK_MS) {
      // Storage hangs, or the request that looked was cut off, and its I/O with it: it may never end.
      this.looking = null
      this.backOff(null)
    }
    if (this.looking) return this.looking.done
    if (now < this.nextTryAt) return null
    const looking: Look = {
      startedAt: now,
      done: this.look().then(
        () => this.ended(looking, () => this.settle()),
        (error: unknown) => this.ended(looking, () => this.backOff(error)),
      ),
    }
    this.looking = looking
    return looking.done
  }

  /** How a look ended, unless it was given up: then its end no longer says how storage is. */
  private ended(looking: Look, note: () => void): void {
    if (this.looking !== looking) return
    this.looking = null
    note()
  }

  private settle(): void {
    this.failures = 0
    this.lastRefusal = null
  }

  private backOff(error: unknown): void {
    this.lastRefusal = error instanceof Distrusted ? error.refusal : 'unavailable'
    // What is not there yet is no fault of storage: it is looked for as often as anything newer is.
    const last = this.lastRefusal === 'missing' ? this.settings.refreshMs : RETRY_MS.last
    const wait = Math.min(last, RETRY_MS.first * 2 ** this.failures)
    this.failures = Math.min(this.failures + 1, 16)
    this.nextTryAt = this.settings.now() + wait * (0.5 + this.settings.random())
  }

  private async look(): Promise<void> {
    const pointerRead = settled(this.settings.source.pointer(this.region))
    // Takedowns first and by themselves: no trouble with a snapshot may hold them back.
    await this.takeTakedowns(await this.settings.source.takedowns(this.region))
    const pointerText = (await pointerRead)()
    if (pointerText === null) throw new Distrusted('missing')
    const pointer = await this.takePointer(pointerText)
    if (this.held && pointer.snapshot === this.held.pointer.snapshot) {
      this.held = { ...this.held, pointer, from: 'kv' }
    } else {
      const loaded = await this.load(pointer)
      // While it loaded, the cached copy or an earlier look that was given up may have brought a newer one.
      if (this.held && pointer.sequence < this.held.pointer.sequence) throw new Distrusted('rollback')
      this.held = { snapshot: loaded.snapshot, pointer, from: 'kv' }
      await this.copy.keepSnapshot(pointerText, pointer, loaded.shards)
    }
    this.checkedAt = this.settings.now()
  }

  private async takeTakedowns(text: string | null): Promise<void> {
    if (text === null) throw new Distrusted('missing')
    const { keys } = this.settings
    const now = this.settings.now()
    const highWater = this.takedowns?.sequence ?? 0
    const takedowns = await trustTakedowns(this.region, text, { keys, now, highWater })
    this.takedownsCheckedAt = this.settings.now()
    if (this.adoptTakedowns(takedowns)) await this.copy.keepTakedowns(text)
  }

  /** Whether the list was newer than the one in force. */
  private adoptTakedowns(list: TakedownsPayload): boolean {
    if (this.takedowns && this.takedowns.sequence >= list.sequence) return false
    this.takedowns = list
    return true
  }

  private async takePointer(text: string): Promise<PointerPayload> {
    const { keys } = this.settings
    const highWater = this.held?.pointer.sequence ?? 0
    const pointer = await trustPointer(this.region, text, { keys, now: this.settings.now(), highWater })
    const until = this.distrustedUntil.get(pointer.snapshot) ?? Number.NEGATIVE_INFINITY
    if (this.settings.now() < until) throw new Distrusted('blacklisted')
    return pointer
  }

  private async load(pointer: PointerPayload) {
    try {
      return await loadSnapshot(this.region, pointer, this.settings.source)
    } catch (error) {
      // Bytes that are wrong mostly stay wrong under their key; shards that are not there yet may still come.
      const wrong = error instanceof Distrusted && error.refusal !== 'missing'
      if (wrong) this.distrustedUntil.set(pointer.snapshot, this.settings.now() + DISTRUST_MS)
      throw error
    }
  }

  private async adoptCached(): Promise<void> {
    const copied = await this.copy.read(this.settings.keys, this.settings.now())
    if (copied === null) return
    this.adoptTakedowns(copied.takedowns)
    // A look at storage may have come through meanwhile; what it found is newer.
    this.held ??= { snapshot: copied.snapshot, pointer: copied.pointer, from: 'cache' }
  }
}

/** A promise that is waited for later: its error comes out when the result is asked for, not unhandled before. */
async function settled<Value>(promise: Promise<Value>): Promise<() => Value> {
  try {
    const value = await promise
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
