import { randomUUID } from 'node:crypto'
import { type Request as MiniflareRequest, Response as MiniflareResponse, type WorkerOptions } from 'miniflare'

/** How a consumer wants its messages: what `wrangler.toml` says of it. */
export interface QueueTerms {
  readonly maxBatchSize: number
  readonly maxBatchTimeoutMs: number
  readonly maxRetries: number
}

/** A message on its way to a consumer. */
export interface QueuedMessage<Body> {
  readonly id: string
  readonly timestamp: Date
  readonly body: Body
  /** Tries so far, with the one that is under way. */
  readonly attempts: number
}

/** Takes one batch; ids of those that are to be tried again. When it fails, all of them are. */
type Consumer<Body> = (batch: readonly QueuedMessage<Body>[]) => Promise<readonly string[]>

/**
 * The edge's queue of a local stack. It is kept in this process: Miniflare's own is memory of workerd, which a Ctrl-C
 * ends together with everything else in the terminal's group, with all that was accepted and not yet counted.
 */
export class LocalQueue<Body> {
  private waiting: QueuedMessage<Body>[] = []
  private timer: NodeJS.Timeout | null = null
  private working: Promise<void> | null = null
  /** Messages that were given up. */
  lost = 0

  constructor(
    private readonly terms: QueueTerms,
    private consumer: Consumer<Body>,
  ) {}

  add(bodies: readonly Body[]): void {
    const timestamp = new Date()
    this.waiting.push(...bodies.map((body) => ({ id: randomUUID(), timestamp, body, attempts: 1 })))
    this.plan()
  }

  /** Hands everything that was ever added to this consumer, now and one batch after the other. */
  async drain(consumer: Consumer<Body>): Promise<void> {
    this.consumer = consumer
    await this.working
    while (this.waiting.length > 0) await this.flush()
  }

  private plan(): void {
    if (this.working !== null || this.waiting.length === 0) return
    if (this.timer !== null && this.waiting.length < this.terms.maxBatchSize) return
    if (this.timer !== null) clearTimeout(this.timer)
    const inMs = this.waiting.length < this.terms.maxBatchSize ? this.terms.maxBatchTimeoutMs : 0
    this.timer = setTimeout(() => void this.flush(), inMs)
  }

  private async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.working ??= this.deliver(this.waiting.splice(0, this.terms.maxBatchSize)).finally(() => {
      this.working = null
      this.plan()
    })
    await this.working
  }

  private async deliver(batch: readonly QueuedMessage<Body>[]): Promise<void> {
    const again = new Set(await this.consumer(batch).catch(() => batch.map(({ id }) => id)))
    const failed = batch.filter(({ id }) => again.has(id))
    const kept = failed.filter(({ attempts }) => attempts <= this.terms.maxRetries)
    this.lost += failed.length - kept.length
    if (failed.length > kept.length) console.error(`${failed.length - kept.length} messages of the queue were given up`)
    this.waiting.push(...kept.map((message) => ({ ...message, attempts: message.attempts + 1 })))
  }
}

/** What was sent is in this process's hands before the worker hears that it was taken. */
const PRODUCER_MODULE = `export default function (environment) {
  const post = async (bodies) => {
    const answer = await environment.NODE.fetch('http://queue/', { method: 'POST', body: JSON.stringify(bodies) })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error('Queue send failed')
  }
  return { send: (body) => post([body]), sendBatch: (messages) => post([...messages].map(({ body }) => body)) }
}`

/** The worker that stands in for a queue's binding, by its name (`wrappedBindings`). */
export function producerOptions<Body>(name: string, queue: LocalQueue<Body>): WorkerOptions {
  const node = async (request: MiniflareRequest): Promise<MiniflareResponse> => {
    // Our own module above sends it, from what a worker of ours queued.
    queue.add((await request.json()) as Body[])
    return new MiniflareResponse(null)
  }
  return {
    name,
    modules: [{ type: 'ESModule', path: `${name}.js`, contents: PRODUCER_MODULE }],
    serviceBindings: { NODE: node },
  }
}
