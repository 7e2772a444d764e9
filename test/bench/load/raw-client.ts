import { connect } from 'node:net'
import { quantile } from '../tables/comparison.ts'

/** What one burst of load found. */
export interface Burst {
  readonly answers: number
  /** Answers a second, from the first request to the last answer. */
  readonly rate: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Processor time that the load itself took. */
  readonly cpuMicroseconds: number
  /** The first answer that was not a 200, or what went wrong with a connection; null: nothing did. */
  readonly problem: string | null
}

/** What is under way when the time is over may still be answered so long. */
const DRAIN_MS = 60_000
const HEAD_END = Buffer.from('\r\n\r\n')
const LENGTH = 'content-length: '
const READ_BYTES = 256 * 1024

interface Shot {
  readonly port: number
  /** Whole requests, asked in turn. */
  readonly requests: readonly string[]
  readonly concurrency: number
  readonly durationMs: number
}

/**
 * Keeps so many requests under way on keep-alive connections, each sent when the one before is answered. Raw
 * sockets with one read buffer a connection, since the load shares its cores with what it loads: it costs about
 * half the processor time of a general load generator for Node.
 */
export function fire({ port, requests, concurrency, durationMs }: Shot): Promise<Burst> {
  const latencies: number[] = []
  const usedBefore = process.cpuUsage()
  const startedAt = performance.now()
  const until = startedAt + durationMs
  let lastAt = startedAt
  let turn = 0
  let open = concurrency
  let problem: string | null = null
  return new Promise((resolve) => {
    const closed = () => {
      open -= 1
      if (open > 0) return
      const [p50Ms, p99Ms] = [quantile(latencies, 0.5), quantile(latencies, 0.99)]
      const { user, system } = process.cpuUsage(usedBefore)
      resolve({
        answers: latencies.length,
        rate: (latencies.length / (lastAt - startedAt)) * 1000,
        p50Ms,
        p99Ms,
        cpuMicroseconds: user + system,
        problem,
      })
    }
    // At least one: on a busy machine a short time may be over before the first connection stands.
    const ask = (): string | null =>
      (turn === 0 || performance.now() < until) && problem === null
        ? (requests[turn++ % requests.length] ?? null)
        : null
    const answered = (sentAt: number) => {
      lastAt = performance.now()
      latencies.push(lastAt - sentAt)
    }
    const failed = (what: string) => {
      problem ??= what
    }
    for (let index = 0; index < concurrency; index++) connection({ port, until }, { ask, answered, failed, closed })
  })
}

interface Talk {
  /** The next request; null ends the connection. */
  readonly ask: () => string | null
  readonly answered: (sentAt: number) => void
  readonly failed: (what: string) => void
  readonly closed: () => void
}

function connection({ port, until }: { readonly port: number; readonly until: number }, talk: Talk): void {
  let sentAt = 0
  /** Bytes of the answer's body that are still to come; null: its head is. */
  let missing: number | null = null
  let ended = false
  const send = () => {
    const request = talk.ask()
    missing = null
    if (request === null) {
      ended = true
      socket.destroy()
    } else {
      sentAt = performance.now()
      socket.write(request, 'latin1')
    }
  }
  const heard = (bytes: number): boolean => {
    try {
      missing = missing === null ? bodyLength(read.subarray(0, bytes)) : missing - bytes
    } catch (error) {
      talk.failed(String(error))
      socket.destroy()
      return false
    }
    if (missing > 0) return true
    talk.answered(sentAt)
    send()
    return true
  }
  const read = Buffer.allocUnsafe(READ_BYTES)
  const onread = { buffer: read, callback: heard }
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread })
  const late = setTimeout(() => socket.destroy(new Error('no answer came')), until - performance.now() + DRAIN_MS)
  socket.once('connect', send)
  socket.on('error', ({ message }) => talk.failed(message))
  socket.once('close', () => {
    clearTimeout(late)
    if (!ended) talk.failed('the connection was closed')
    talk.closed()
  })
}

/** Bytes that are still to come of an answer that began to arrive. @throws when it is none that can be measured */
function bodyLength(bytes: Buffer): number {
  const headBytes = bytes.indexOf(HEAD_END)
  const head = bytes.toString('latin1', 0, Math.max(0, headBytes))
  if (head.slice(9, 12) !== '200') throw new Error(`answered ${bytes.toString('latin1', 0, 300)}`)
  const at = head.toLowerCase().indexOf(LENGTH)
  if (at < 0) throw new Error(`an answer without Content-Length: ${head}`)
  return headBytes + HEAD_END.length + Number.parseInt(head.slice(at + LENGTH.length), 10) - bytes.length
}
