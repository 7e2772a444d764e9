import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { exportJWK, generateKeyPair } from 'jose'
import { Log, LogLevel, Miniflare, type Request as MiniflareRequest, Response as MiniflareResponse } from 'miniflare'
import { modulesOf, type WorkerBundle } from '../../src/dev/stack/bundle-workers.ts'
import type { SnapshotKey } from '../edge/edge-world.ts'
import { FaultStorage, KV_MODULE, QUEUE_MODULE } from '../edge/fault-storage.ts'

/** The deployable edge worker in a workerd of its own, with a KV in this process that counts what is read. */
export interface LoadedEdge {
  readonly storage: CountedStorage
  readonly key: SnapshotKey
  get(path: string): Promise<Record<string, unknown>>
  /** Resident memory of workerd, bytes; null where `/proc` does not tell. */
  residentBytes(): number | null
  /** The most that it ever was. */
  peakBytes(): number | null
  close(): Promise<void>
}

/** Notes the keys that the worker reads, since the last `forget`. */
export class CountedStorage extends FaultStorage {
  keysRead: string[] = []

  forget(): void {
    this.keysRead = []
  }

  override async answer(key: string): Promise<MiniflareResponse> {
    this.keysRead.push(key)
    return super.answer(key)
  }
}

/** Pointers are believed this long: short enough to see a swap, long enough not to measure looks at storage. */
const REFRESH_MS = 1_000

/** Starts the worker of this bundle, cold and with nothing published. */
export async function startLoadedEdge(bundle: WorkerBundle): Promise<LoadedEdge> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const key: SnapshotKey = { kid: 'bench', jwk: await exportJWK(privateKey) }
  const storage = new CountedStorage()
  const miniflare = new Miniflare({ cf: false, log: new Log(LogLevel.ERROR), workers: workers(bundle, key, storage) })
  const url = String(await miniflare.ready).replace(/\/$/, '')
  const pid = childNamed('workerd')
  const get = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(url + path, { headers: { 'x-debug-context': 'country=US' } })
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as Record<string, unknown>
  }
  return {
    storage,
    key,
    get,
    residentBytes: () => statusBytes(pid, 'VmRSS'),
    peakBytes: () => statusBytes(pid, 'VmHWM'),
    close: () => miniflare.dispose(),
  }
}

function workers(bundle: WorkerBundle, key: SnapshotKey, storage: FaultStorage) {
  const sealing = randomBytes(32).toString('base64url')
  const node = (answer: (request: MiniflareRequest) => Promise<MiniflareResponse>) => ({ NODE: answer })
  const standIn = (
    name: string,
    contents: string,
    answer: (request: MiniflareRequest) => Promise<MiniflareResponse>,
  ) => ({
    name,
    modules: [{ type: 'ESModule' as const, path: `${name}.js`, contents }],
    serviceBindings: node(answer),
  })
  return [
    {
      name: 'edge',
      modules: modulesOf(bundle),
      compatibilityDate: '2026-04-01',
      compatibilityFlags: ['nodejs_compat'],
      bindings: {
        MEDIA_ORIGIN: '',
        VIEWER_ISSUER: 'https://accounts.test',
        SNAPSHOT_PUBLIC_KEYS: JSON.stringify([{ kid: key.kid, x: key.jwk.x }]),
        VIEWER_PUBLIC_KEYS: '[]',
        SESSION_KEYS: JSON.stringify([{ kid: 's1', key: sealing }]),
        DECISION_KEYS: JSON.stringify([{ kid: 'd1', key: sealing }]),
        POINTER_REFRESH_MS: String(REFRESH_MS),
        DEBUG_CONTEXT: 'on',
      },
      cache: false,
      wrappedBindings: { SNAPSHOTS: { scriptName: 'kv' }, EVENTS: { scriptName: 'queue' } },
    },
    standIn('kv', KV_MODULE, (request) => storage.answer(decodeURIComponent(new URL(request.url).pathname.slice(1)))),
    standIn('queue', QUEUE_MODULE, async () => new MiniflareResponse(null)),
  ]
}

/** The pid of this process's child of that name; null where `/proc` does not tell. */
function childNamed(name: string): number | null {
  try {
    const pids = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))
    const found = pids.find((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
        return stat.includes(`(${name})`) && Number(parent) === process.pid
      } catch {
        return false
      }
    })
    return found === undefined ? null : Number(found)
  } catch {
    return null
  }
}

function statusBytes(pid: number | null, field: string): number | null {
  if (pid === null) return null
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm'))
  return line ? Number(line[1]) * 1024 : null
}
