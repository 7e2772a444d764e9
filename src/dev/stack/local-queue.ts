import { randomUUID } from 'node:crypto'
import { type Request as MiniflareRequest, Response as MiniflareResponse, type WorkerOptions } from 'miniflare'

/** The settings of a consumer in `wrangler.toml`. */
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
  /** The number of tries, including the current one. */
  readonly attempts: number
}

/** Takes one batch; returns the ids of messages to be tried again. When it throws, all of them are tried again. */
type Consumer<Body> = (batch: readonly QueuedMessage<Body>[]) => Promise<readonly string[]>

/**
 * The edge's queue in a local stack, held in this process. Miniflare's own queue is in the memory of workerd, and
 * Ctrl-C ends workerd with the terminal's whole process group, so its accepted messages would be lost.
 */
export class LocalQueue<Body> {
  private waiting: QueuedMessage<Body>[] = []
  private timer: NodeJS.Timeout | null = null
  private working: Promise<void> | null = null
  /** The number of messages that were given up. */
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

  /** Passes all remaining messages to this consumer now, one batch after another. */
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

/** This process has a message before the Worker gets the answer that it was accepted. */
const PRODUCER_MODULE = `export default function (environment) {
  const post = async (bodies) => {
    const answer = await environment.NODE.fetch('http://queue/', { method: 'POST', body: JSON.stringify(bodies) })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error('Queue send failed')
  }
  return { send: (body) => post([body]), sendBatch: (messages) => post([...messages].map(({ body }) => body)) }
}`

/** The Worker that replaces a queue's binding, under its name (`wrappedBindings`). */
export function producerOptions<Body>(name: string, queue: LocalQueue<Body>): WorkerOptions {
  const node = async (request: MiniflareRequest): Promise<MiniflareResponse> => {
    // The module above sends this body, so its shape is known.
    queue.add((await request.json()) as Body[])
    return new MiniflareResponse(null)
  }
  return {
    name,
    modules: [{ type: 'ESModule', path: `${name}.js`, contents: PRODUCER_MODULE }],
    serviceBindings: { NODE: node },
  }
}
