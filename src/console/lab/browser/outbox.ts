import type { ReportedEvent } from '../../../contracts/device/requests/events.ts'
import type { DeviceEvent } from '../../../contracts/device/vocabulary.ts'
import { isObject } from './answer.ts'

/** A beacon; `happenedAt` is in the time of `performance.now()`. */
export interface Beacon {
  readonly token: string
  readonly position: number
  readonly event: DeviceEvent
  readonly title: string
  readonly happenedAt: number
  readonly watchedMs?: number
  readonly ttffMs?: number
}

export interface Tally {
  readonly sent: number
  readonly accepted: number
  readonly rejected: number
  readonly waiting: number
  /** Newest first. */
  readonly latest: readonly Beacon[]
  /** The reason that the edge gave for its last refusal. */
  readonly refusal: string | null
}

const BATCH_MAX = 50
const WAITING_MAX = 500
const LATEST_MAX = 6
const BATCH_EVERY_MS = 800
const RETRY_AFTER_MS = 5_000

/** Collects beacons, sends them in batches, and keeps them while the edge does not accept them. */
export class Outbox {
  readonly #url: string
  readonly #changed: (tally: Tally) => void
  #waiting: Beacon[] = []
  #timer: number | null = null
  #tally: Omit<Tally, 'waiting'> = { sent: 0, accepted: 0, rejected: 0, latest: [], refusal: null }

  constructor(edgeUrl: string, changed: (tally: Tally) => void) {
    this.#url = new URL('/v1/events', edgeUrl).href
    this.#changed = changed
    this.#tell()
    // After this event, the page may never run again.
    addEventListener('pagehide', () => void this.#flush())
  }

  add(beacon: Beacon): void {
    this.#waiting = [...this.#waiting, beacon].slice(-WAITING_MAX)
    this.#tally = { ...this.#tally, latest: [beacon, ...this.#tally.latest].slice(0, LATEST_MAX) }
    this.#flushIn(BATCH_EVERY_MS)
    this.#tell()
  }

  #flushIn(delayMs: number): void {
    this.#timer ??= setTimeout(() => void this.#flush(), delayMs)
  }

  async #flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const batch = this.#waiting.slice(0, BATCH_MAX)
    if (batch.length === 0) return
    this.#waiting = this.#waiting.slice(batch.length)
    const answered = await deliver(this.#url, batch)
    if (answered === 'later') {
      this.#waiting = [...batch, ...this.#waiting].slice(-WAITING_MAX)
    } else {
      const { sent, accepted, rejected } = this.#tally
      this.#tally = {
        ...this.#tally,
        sent: sent + batch.length,
        accepted: accepted + answered.accepted,
        rejected: rejected + batch.length - answered.accepted,
        refusal: answered.refusal ?? this.#tally.refusal,
      }
    }
    if (this.#waiting.length > 0) this.#flushIn(answered === 'later' ? RETRY_AFTER_MS : BATCH_EVERY_MS)
    this.#tell()
  }

  #tell(): void {
    this.#changed({ ...this.#tally, waiting: this.#waiting.length })
  }
}

type Delivered = 'later' | { readonly accepted: number; readonly refusal: string | null }

/** `text/plain` spares the preflight, as a device's beacon would. */
async function deliver(url: string, batch: readonly Beacon[]): Promise<Delivered> {
  const now = performance.now()
  const events = batch.map(({ title, happenedAt, ...event }): ReportedEvent => {
    return { ...event, ageMs: Math.max(0, now - happenedAt) }
  })
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({ events }),
      headers: { 'content-type': 'text/plain' },
      credentials: 'omit',
      // The browser accepts at most 64 kB this way, and a few tokens are larger.
      keepalive: document.visibilityState === 'hidden' && batch.length <= 5,
    })
    if (response.status === 429 || response.status >= 500) return 'later'
    const body: unknown = await response.json()
    return { accepted: acceptedIn(body), refusal: refusalIn(body) }
  } catch {
    return 'later'
  }
}

function acceptedIn(body: unknown): number {
  return isObject(body) && typeof body.accepted === 'number' ? body.accepted : 0
}

function refusalIn(body: unknown): string | null {
  if (!isObject(body)) return null
  if (typeof body.detail === 'string') return body.detail
  const [first]: unknown[] = Array.isArray(body.rejected) ? body.rejected : []
  return isObject(first) ? `${String(first.field)}: ${String(first.reason)}` : null
}
