/** One file of a worker: JavaScript, or a compiled WebAssembly module. The first one is the worker itself. */
export interface WorkerModule {
  readonly name: string
  readonly kind: 'esModule' | 'wasm'
  readonly contents: string | Uint8Array
}

/** A worker as it would be deployed, and its variables. */
export interface ServedWorker {
  readonly modules: readonly WorkerModule[]
  readonly compatibilityDate: string
  readonly compatibilityFlags: readonly string[]
  readonly variables: Readonly<Record<string, string>>
}

/** The header that brings `request.cf`, as the platform's own proxy does. */
export const CF_HEADER = 'cf-blob'

/** What KV is asked for to say how often it was asked; no key begins so. */
export const READS_PATH = '/bench:reads'

/** What KV is asked for to name the keys that were read first, but those of text pages; no key begins so. */
export const KEYS_PATH = '/bench:keys'

/** KV asks for keys with their slashes escaped; the disk serves files in folders. */
const KV_WORKER = `let reads = 0
const first = new Set()
export default {
  fetch: (request, { DISK }) => {
    const { pathname } = new URL(request.url)
    if (pathname === '${READS_PATH}') return new Response(String(reads))
    if (pathname === '${KEYS_PATH}') return Response.json([...first])
    reads++
    const key = pathname.slice(1).replaceAll('%2F', '/')
    if (first.size < 64 && !key.endsWith('/page')) first.add(key)
    return DISK.fetch('http://disk/' + key)
  },
}`

/** Takes what queues are sent and caches are given, and has nothing. */
const SINK_WORKER = `export default {
  async fetch(request) {
    // Piece by piece: what it is sent is not to stay in the memory that is measured.
    const reader = request.body?.getReader({ mode: 'byob' })
    for (let piece = new ArrayBuffer(65536), done = !reader; !done; ) {
      const read = await reader.readAtLeast(piece.byteLength, new Uint8Array(piece))
      done = read.done
      if (!done) piece = read.value.buffer
    }
    if (request.method !== 'GET') return new Response(null, { status: request.method === 'PUT' ? 204 : 200 })
    return new Response(null, { status: 504, headers: { 'cf-cache-status': 'MISS' } })
  },
}`

const list = (items: readonly string[]) => `[${items.join(', ')}]`
const text = (value: string) => JSON.stringify(value)

/**
 * The configuration of `workerd serve` for one worker with a KV namespace on disk and nothing around it: no proxy
 * and no simulator, so that what is measured is the worker and the runtime. What it fetches stays on this machine.
 * @param fileOf where a module's contents stand, beside the configuration
 */
export function workerdConfiguration(
  worker: ServedWorker,
  { kvFolder, fileOf }: { readonly kvFolder: string; readonly fileOf: (module: WorkerModule) => string },
): string {
  const { modules, variables, compatibilityDate, compatibilityFlags } = worker
  const embedded = modules.map((each) => `(name = ${text(each.name)}, ${each.kind} = embed ${text(fileOf(each))})`)
  const bindings = [
    '(name = "SNAPSHOTS", kvNamespace = "kv")',
    '(name = "EVENTS", queue = "sink")',
    ...Object.entries(variables).map(([name, value]) => `(name = ${text(name)}, text = ${text(value)})`),
  ]
  const plain = (name: string, script: string, own: readonly string[]) =>
    `(name = "${name}", worker = (modules = [(name = "${name}.js", esModule = ${text(script)})], ` +
    `compatibilityDate = ${text(compatibilityDate)}, bindings = ${list(own)}))`
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = ${list(embedded)},
      compatibilityDate = ${text(compatibilityDate)},
      compatibilityFlags = ${list(compatibilityFlags.map(text))},
      bindings = ${list(bindings)},
      cacheApiOutbound = "sink")),
    ${plain('kv', KV_WORKER, ['(name = "DISK", service = "disk")'])},
    ${plain('sink', SINK_WORKER, [])},
    (name = "disk", disk = (path = ${text(kvFolder)})),
    (name = "internet", network = (allow = ["local"])),
  ],
  sockets = [
    (name = "http", address = "127.0.0.1:0", service = "worker", http = (cfBlobHeader = "${CF_HEADER}")),
    (name = "reads", address = "127.0.0.1:0", service = "kv")
  ]
);
`
}
