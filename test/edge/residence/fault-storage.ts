import { Response as MiniflareResponse } from 'miniflare'

/** What may go wrong with one key of KV. `grow` answers with more bytes than were put, `flip` changes one bit. */
export type Fault = 'throw' | 'hang' | 'absent' | 'truncate' | 'flip' | 'grow'

/** One isolate's KV: what was put, and what goes wrong at the moment. */
export class FaultStorage {
  readonly values = new Map<string, Uint8Array>()
  /** What goes wrong with one key. */
  readonly faults = new Map<string, Fault>()
  /** What goes wrong with every other key; a test sets it, and sets it back. */
  fault: (key: string) => Fault | null = () => null
  reads = 0

  put(key: string, value: string | Uint8Array): void {
    this.values.set(key, typeof value === 'string' ? new TextEncoder().encode(value) : value)
  }

  /** 200 with the value, 404 for none, 500 to throw; a read that hangs never ends. */
  async answer(key: string): Promise<MiniflareResponse> {
    this.reads++
    const value = this.values.get(key)
    const fault = this.faults.get(key) ?? this.fault(key)
    if (fault === 'hang') return new Promise(() => undefined)
    if (fault === 'throw') return new MiniflareResponse(null, { status: 500 })
    if (fault === 'absent' || value === undefined) return new MiniflareResponse(null, { status: 404 })
    return new MiniflareResponse(new Uint8Array(spoiled(value, fault)))
  }
}

function spoiled(value: Uint8Array, fault: 'truncate' | 'flip' | 'grow' | null): Uint8Array {
  if (fault === 'truncate') return value.subarray(0, value.length >> 1)
  if (fault === 'grow') return Uint8Array.from([...value, 0])
  if (fault === null) return value
  const flipped = value.slice()
  const middle = value.length >> 1
  flipped[middle] = (flipped[middle] ?? 0) ^ 1
  return flipped
}

/** Stands in for a KV namespace: the unmodified worker calls `get`, and Node answers it. */
export const KV_MODULE = `export default function (environment) {
  return {
    async get(key, options) {
      const answer = await environment.NODE.fetch('http://kv/' + encodeURIComponent(key))
      if (answer.status === 404) { await answer.arrayBuffer(); return null }
      if (!answer.ok) { await answer.arrayBuffer(); throw new Error('KV GET failed: 500 Internal Server Error') }
      if (options.type === 'stream') return answer.body
      return options.type === 'arrayBuffer' ? answer.arrayBuffer() : answer.text()
    },
  }
}`

/** Stands in for a queue producer: what was sent is in Node's hands before the worker hears that it was taken. */
export const QUEUE_MODULE = `export default function (environment) {
  const post = async (bodies) => {
    const answer = await environment.NODE.fetch('http://queue/', { method: 'POST', body: JSON.stringify(bodies) })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error('Queue send failed')
  }
  return { send: (body) => post([body]), sendBatch: (messages) => post([...messages].map(({ body }) => body)) }
}`
