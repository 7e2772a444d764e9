import { randomUUID } from 'node:crypto'
import { type QueueClock, SYSTEM_CLOCK } from './queue-clock.ts'

/** The settings of a consumer in `wrangler.toml`. */
export interface QueueTerms {
  readonly maxBatchSize: number
  readonly maxBatchTimeoutMs: number
  readonly maxRetries: number
  /** How long a message waits for its next try, unless its consumer says. */
  readonly retryDelayMs: number
}

/** A message on its way to a consumer. */
export interface QueuedMessage<Body> {
  readonly id: string
  readonly timestamp: Date
  readonly body: Body
  /** The number of tries, including the current one. */
  readonly attempts: number
}

/** A message that is to be tried again. */
export interface TryAgain {
  readonly id: string
  /** Null: as long as the terms say. */
  readonly delayMs: number | null
}

/** Takes one batch; returns what is to be tried again. When it throws, all of them are. */
export type BatchConsumer<Body> = (batch: readonly QueuedMessage<Body>[]) => Promise<readonly TryAgain[]>

/** What a queue has beside its terms and its consumer. */
export interface QueueSurroundings<Body> {
  readonly clock?: QueueClock
  /** Takes what ran out of tries; without it that is gone, as on the platform. */
  readonly bury?: (dead: readonly QueuedMessage<Body>[]) => void
}

interface WaitingMessage<Body> extends QueuedMessage<Body> {
  /** When it may be delivered, milliseconds since 1970. */
  readonly dueAt: number
}

/**
 * A queue of a local stack, held in this process, that behaves as the platform's do. Miniflare's own is in the memory
 * of workerd, and Ctrl-C ends workerd with the terminal's whole process group, so its accepted messages would be lost.
 */
export class LocalQueue<Body> {
  private waiting: WaitingMessage<Body>[] = []
  private cancelTimer: (() => void) | null = null
  private working: Promise<void> | null = null
  private readonly clock: QueueClock
  /** The number of messages that ran out of tries and went nowhere. */
  lost = 0

  constructor(
    private readonly terms: QueueTerms,
    private readonly consumer: BatchConsumer<Body>,
    private readonly surroundings: QueueSurroundings<Body> = {},
  ) {
    this.clock = surroundings.clock ?? SYSTEM_CLOCK
  }

  add(bodies: readonly Body[]): void {
    const timestamp = new Date(this.clock.now())
    this.resume(bodies.map((body) => ({ id: randomUUID(), timestamp, body, attempts: 1 })))
  }

  /** Takes messages that another queue, or this one at an earlier start, had already. */
  resume(messages: readonly QueuedMessage<Body>[]): void {
    const dueAt = this.clock.now()
    this.waiting.push(...messages.map((message) => ({ ...message, dueAt })))
    this.plan()
  }

  /**
   * Passes all remaining messages to this consumer now, once each, whatever they wait for. After a batch of which it
   * took nothing, the rest is not tried.
   *
   * @returns what it did not take
   */
  async drain(consumer: BatchConsumer<Body>): Promise<readonly QueuedMessage<Body>[]> {
    await this.working
    this.cancelTimer?.()
    this.cancelTimer = null
    const rest = this.waiting.splice(0).map(({ dueAt: _dueAt, ...message }) => message)
    const left: QueuedMessage<Body>[] = []
    while (rest.length > 0) {
      const batch = rest.splice(0, this.terms.maxBatchSize)
      const again = await triesAfter(consumer, batch)
      const failed = batch.filter(({ id }) => again.has(id))
      left.push(...failed)
      if (failed.length === batch.length) break
    }
    return [...left, ...rest]
  }

  private plan(): void {
    if (this.working !== null || this.waiting.length === 0) return
    this.cancelTimer?.()
    const now = this.clock.now()
    const isFull = this.waiting.filter(({ dueAt }) => dueAt <= now).length >= this.terms.maxBatchSize
    const firstDueAt = this.waiting.reduce((first, { dueAt }) => Math.min(first, dueAt), Number.POSITIVE_INFINITY)
    const inMs = isFull ? 0 : Math.max(0, firstDueAt + this.terms.maxBatchTimeoutMs - now)
    this.cancelTimer = this.clock.after(inMs, () => this.flush())
  }

  private flush(): void {
    this.cancelTimer = null
    if (this.working !== null) return
    const now = this.clock.now()
    const batch = this.waiting.filter(({ dueAt }) => dueAt <= now).slice(0, this.terms.maxBatchSize)
    const taken = new Set(batch)
    this.waiting = this.waiting.filter((message) => !taken.has(message))
    this.working = this.deliver(batch.map(({ dueAt: _dueAt, ...message }) => message)).finally(() => {
      this.working = null
      this.plan()
    })
  }

  private async deliver(batch: readonly QueuedMessage<Body>[]): Promise<void> {
    // A timer may act a moment early; then nothing is due yet.
    if (batch.length === 0) return
    const again = await triesAfter(this.consumer, batch)
    const failed = batch.filter(({ id }) => again.has(id))
    const kept = failed.filter(({ attempts }) => attempts <= this.terms.maxRetries)
    const now = this.clock.now()
    for (const message of kept) {
      const dueAt = now + (again.get(message.id) ?? this.terms.retryDelayMs)
      this.waiting.push({ ...message, attempts: message.attempts + 1, dueAt })
    }
    const dead = failed.filter(({ attempts }) => attempts > this.terms.maxRetries)
    if (dead.length === 0) return
    if (this.surroundings.bury) return this.surroundings.bury(dead)
    this.lost += dead.length
    console.error(`${dead.length} messages of the queue were given up`)
  }
}

async function triesAfter<Body>(
  consumer: BatchConsumer<Body>,
  batch: readonly QueuedMessage<Body>[],
): Promise<ReadonlyMap<string, number | null>> {
  const again = await consumer(batch).catch(() => batch.map(({ id }) => ({ id, delayMs: null })))
  return new Map(again.map(({ id, delayMs }) => [id, delayMs]))
}
