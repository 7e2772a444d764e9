import { within } from '../../../kv/deadline.ts'
import { ageOf, isOn, NO_PAUSE, type Pause } from '../../../model/nouns/age.ts'
import { PAGE_NAME } from '../../../snapshot/format.ts'
import { openPage } from '../../../snapshot/text/entry-page.ts'
import type { TextPageEntry } from '../../../snapshot/text/text-index.ts'
import type { SnapshotCache } from '../cache-source.ts'
import { verifiedShard } from '../load-head.ts'
import type { SnapshotSource } from '../source.ts'
import { Distrusted, type TrustRefusal } from '../trust.ts'
import type { HeldPage, PageCache } from './page-cache.ts'

/** After this time without an answer from storage, the point of presence's copy is read too. In milliseconds. */
const COPY_AFTER_MS = 40
/** No new request waits for a read that has taken longer than this, in milliseconds; it may still finish. */
const LATE_MS = 90
/** A read that takes longer counts as a failure of storage. */
const READ_MS = 1_000
/** A request that is cut off ends its reads too: a read older than this, in milliseconds, is started again. */
const ABANDONED_MS = 3_000
/**
 * Pause before a failed page is read again, in milliseconds: a retry at once fails too, and wrong bytes mostly stay
 * wrong.
 */
const PAGE_RETRY_MS = { unavailable: 1_000, wrong: 60_000 } as const
/** How many reads in a row must fail before storage counts as down: one bad key must not hold up the others. */
const DOWN_AFTER = 3
/** Pause between attempts while storage is down, doubled from the first to the last, with jitter. In milliseconds. */
const STORAGE_RETRY_MS = { first: 1_000, last: 30_000 } as const

export interface PageReaderSettings {
  readonly source: SnapshotSource
  readonly cache: SnapshotCache | null
  /** The real clock, milliseconds since 1970 UTC. */
  readonly now: () => number
  /** Uniform in [0, 1): jitter of retries. */
  readonly random: () => number
}

/** Lets work outlive the request that started it (`waitUntil`). */
export type KeepAlive = (promise: Promise<unknown>) => void

interface Reading {
  readonly startedAt: number
  readonly page: Promise<HeldPage>
}

/**
 * Reads one region's text pages into its cache, from storage or else from the point of presence's copy. Each page is
 * verified by size and hash, and read once at a time. While storage is down it is not read.
 */
export class PageReader {
  private readonly reading = new Map<string, Reading>()
  /** Hash → pause during which the page is not read again. */
  private readonly failing = new Map<string, Pause>()
  /** Hashes of pages that the point of presence's copy contains, as far as this isolate knows. */
  private readonly copied = new Set<string>()
  private failures = 0
  private resting: Pause = NO_PAUSE
  /** Why the last page that could not be read failed; null after a successful read. */
  lastRefusal: TrustRefusal | 'unavailable' | null = null

  constructor(
    private readonly pages: PageCache,
    private readonly settings: PageReaderSettings,
  ) {}

  /** Whether a read of the page failed a moment ago. */
  isFailing(sha256: string): boolean {
    const now = this.settings.now()
    const under = this.reading.get(sha256)
    const readingMs = under ? ageOf(under.startedAt, now) : 0
    if (readingMs >= LATE_MS && readingMs < ABANDONED_MS) return true
    const failing = this.failing.get(sha256)
    if (failing === undefined) return false
    if (isOn(failing, now)) return true
    this.failing.delete(sha256)
    return false
  }

  /** The page, read now or already being read. Rejects when it cannot be read. */
  read(entry: TextPageEntry, keepAlive: KeepAlive): Promise<HeldPage> {
    const now = this.settings.now()
    const under = this.reading.get(entry.sha256)
    if (under && ageOf(under.startedAt, now) < ABANDONED_MS) return under.page
    const page = this.fetch(entry).then(
      (held) => {
        this.reading.delete(entry.sha256)
        this.lastRefusal = null
        this.pages.keep(held)
        return held
      },
      (error: unknown) => {
        this.reading.delete(entry.sha256)
        this.refuse(entry.sha256, error instanceof Distrusted ? error.refusal : 'unavailable')
        throw error
      },
    )
    this.reading.set(entry.sha256, { startedAt: now, page })
    keepAlive(page.catch(() => undefined))
    return page
  }

  /** Refuses a page whose bytes are as announced but whose text is invalid. */
  refuse(sha256: string, refusal: TrustRefusal | 'unavailable'): void {
    const wrong = refusal !== 'unavailable' && refusal !== 'missing'
    this.pages.drop(sha256)
    const from = this.settings.now()
    this.failing.set(sha256, { from, until: from + (wrong ? PAGE_RETRY_MS.wrong : PAGE_RETRY_MS.unavailable) })
    this.lastRefusal = refusal
  }

  /** Copies a page that was shown into the point of presence's cache, for when storage is down. */
  keepCopy({ sha256, bytes }: HeldPage, keepAlive: KeepAlive): void {
    const { cache } = this.settings
    if (!cache || this.copied.has(sha256)) return
    this.copied.add(sha256)
    keepAlive(cache.keepShard(sha256, PAGE_NAME, bytes).catch(() => this.copied.delete(sha256)))
  }

  /** Forgets pages that no snapshot names any more. */
  forget(wanted: (sha256: string) => boolean): void {
    for (const known of [this.copied, this.failing]) {
      for (const sha256 of [...known.keys()]) if (!wanted(sha256)) known.delete(sha256)
    }
  }

  private async fetch(entry: TextPageEntry): Promise<HeldPage> {
    const stored = this.fromStorage(entry)
    const early = await within(stored, COPY_AFTER_MS)
    if (early.state === 'done') return early.value
    const copy = await within(this.fromCopy(entry), READ_MS)
    return copy.state === 'done' && copy.value !== null ? copy.value : await stored
  }

  private async fromStorage(entry: TextPageEntry): Promise<HeldPage> {
    if (isOn(this.resting, this.settings.now())) throw new Error('storage is left alone for a while')
    const outcome = await within(verifiedShard({ ...entry, name: PAGE_NAME }, this.settings.source), READ_MS)
    const answered = outcome.state === 'done' || (outcome.state === 'failed' && outcome.error instanceof Distrusted)
    if (answered) this.failures = 0
    else this.backOff()
    if (outcome.state !== 'done')
      throw outcome.state === 'failed' ? outcome.error : new Error('storage does not answer')
    return opened(entry.sha256, outcome.value)
  }

  /** Null when the point of presence has no copy, or none that passes verification. */
  private async fromCopy(entry: TextPageEntry): Promise<HeldPage | null> {
    if (!this.settings.cache) return null
    const bytes = await verifiedShard({ ...entry, name: PAGE_NAME }, this.settings.cache)
    this.copied.add(entry.sha256)
    return opened(entry.sha256, bytes)
  }

  private backOff(): void {
    this.failures = Math.min(this.failures + 1, 16)
    const now = this.settings.now()
    // Reads that started together fail together: they start only one pause.
    if (this.failures < DOWN_AFTER || isOn(this.resting, now)) return
    const wait = Math.min(STORAGE_RETRY_MS.last, STORAGE_RETRY_MS.first * 2 ** (this.failures - DOWN_AFTER))
    this.resting = { from: now, until: now + wait * (0.5 + this.settings.random()) }
  }
}

function opened(sha256: string, bytes: Uint8Array): HeldPage {
  try {
    return { sha256, bytes, page: openPage(bytes) }
  } catch {
    throw new Distrusted('unreadable')
  }
}
