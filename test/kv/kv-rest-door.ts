import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export const DOOR_TOKEN = 'cloudflare-secret-token'
export const NAMESPACE = 'a'.repeat(32)

/** What goes wrong with one request. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly code?: number }
  /** Hung up on before anything was done. */
  | { readonly kind: 'reset' }
  /** Done, and hung up on. */
  | { readonly kind: 'lost-answer' }
  /** Done, and half of the answer sent. */
  | { readonly kind: 'cut-body' }
  /** `success: false` inside a 200; not done. */
  | { readonly kind: 'refused-200' }
  /** A page of somebody in between; not done. */
  | { readonly kind: 'wrong-json' }
  /** Never answered; not done. */
  | { readonly kind: 'slow' }
  /** A read that finds what was there before. */
  | { readonly kind: 'stale' }
  /** A read that finds a changed byte. */
  | { readonly kind: 'spoilt' }
  /** A bulk write that takes every other value; it says so, or it does not. */
  | { readonly kind: 'partial'; readonly says: boolean }

export interface DoorRequest {
  readonly method: string
  /** `bulk`, or the key. */
  readonly what: string
  readonly body: Buffer
}

/** Cloudflare's REST API of one KV namespace, in this process: right until a test says what goes wrong. */
export interface KvRestDoor {
  /** All before `/storage/kv`. */
  readonly url: string
  readonly values: Map<string, Uint8Array>
  readonly requests: DoorRequest[]
  /** Asked of each request before it is answered. */
  fault: (request: DoorRequest) => Fault | null
  /** Forgets requests, values and faults. */
  reset(values?: ReadonlyMap<string, Uint8Array>): void
  close(): Promise<void>
}

interface Store {
  readonly values: Map<string, Uint8Array>
  readonly before: Map<string, Uint8Array | null>
}

export async function startKvRestDoor(): Promise<KvRestDoor> {
  const store: Store = { values: new Map(), before: new Map() }
  const server = createServer((request, response) => void serve(door, store, request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const door: KvRestDoor = {
    url: `http://127.0.0.1:${port}/client/v4`,
    values: store.values,
    requests: [],
    fault: () => null,
    reset(values = new Map()) {
      door.requests.length = 0
      door.fault = () => null
      store.values.clear()
      store.before.clear()
      for (const [key, value] of values) store.values.set(key, value)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return door
}

async function serve(door: KvRestDoor, store: Store, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const prefix = `/client/v4/storage/kv/namespaces/${NAMESPACE}/`
  const path = request.url ?? ''
  const what = decodeURIComponent(path.slice(prefix.length).replace(/^values\//, ''))
  const asked = { method: request.method ?? '', what, body: Buffer.concat(chunks) }
  door.requests.push(asked)
  if (request.headers.authorization !== `Bearer ${DOOR_TOKEN}`) return refuse(response, 403, 10_000)
  if (!path.startsWith(prefix)) return refuse(response, 404, 10_013)
  const fault = door.fault(asked)
  if (fault?.kind === 'reset') return void request.socket.destroy()
  if (fault?.kind === 'slow') return
  if (fault?.kind === 'status') return refuse(response, fault.status, fault.code, fault.retryAfter)
  if (fault?.kind === 'refused-200') return refuse(response, 200, 10_001)
  if (fault?.kind === 'wrong-json' && asked.method !== 'GET') return void response.end('<html>hello</html>')
  const answer = asked.method === 'GET' ? read(store, asked.what, fault) : write(store, asked, fault)
  if (fault?.kind === 'lost-answer') return void request.socket.destroy()
  if (answer === null) return refuse(response, 404, 10_009)
  const body = fault?.kind === 'wrong-json' ? Buffer.from('<html>hello</html>') : answer
  response.writeHead(200, { 'content-length': body.length })
  if (fault?.kind !== 'cut-body') return void response.end(body)
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy())
}

function refuse(response: ServerResponse, status: number, code = 10_002, retryAfter?: string): void {
  response.writeHead(status, { 'content-type': 'application/json', ...(retryAfter && { 'retry-after': retryAfter }) })
  response.end(JSON.stringify({ success: false, errors: [{ code, message: 'no' }], messages: [], result: null }))
}

function read({ values, before }: Store, key: string, fault: Fault | null): Buffer | null {
  const value = fault?.kind === 'stale' ? (before.get(key) ?? null) : (values.get(key) ?? null)
  if (value === null) return null
  return Buffer.from(fault?.kind === 'spoilt' ? value.map((byte, at) => (at === 8 ? byte ^ 1 : byte)) : value)
}

function write(store: Store, { method, what, body }: DoorRequest, fault: Fault | null): Buffer {
  const put = (key: string, value: Uint8Array) => {
    store.before.set(key, store.values.get(key) ?? null)
    store.values.set(key, value)
  }
  const unsuccessful: string[] = []
  if (what === 'bulk') {
    const pairs = JSON.parse(body.toString()) as { key: string; value: string; base64: boolean }[]
    pairs.forEach(({ key, value, base64 }, at) => {
      if (fault?.kind === 'partial' && at % 2 === 0) unsuccessful.push(key)
      else put(key, new Uint8Array(Buffer.from(value, base64 ? 'base64' : 'utf8')))
    })
  } else if (method === 'DELETE') store.values.delete(what)
  else put(what, new Uint8Array(body))
  const says = fault?.kind === 'partial' && !fault.says ? [] : unsuccessful
  const result = what === 'bulk' ? { successful_key_count: 1, unsuccessful_keys: says } : null
  return Buffer.from(JSON.stringify({ success: true, errors: [], messages: [], result }))
}
