import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { exportJWK, generateKeyPair } from 'jose'
import { modulesOf, type WorkerBundle } from '../../src/dev/stack/bundle-workers.ts'
import type { SnapshotKey } from '../edge/edge-world.ts'
import { FaultStorage } from '../edge/residence/fault-storage.ts'
import { getOnce } from './load/get-once.ts'
import { statusBytes } from './load/status-bytes.ts'
import { workerModules } from './product/edge.ts'
import { KEYS_PATH, type ServedWorker } from './workerd/configuration.ts'
import { serveWorker } from './workerd/serve.ts'

/** The deployable edge worker in a workerd of its own, with a KV on disk that tells which keys were read. */
export interface LoadedEdge {
  readonly storage: FaultStorage
  readonly key: SnapshotKey
  get(path: string): Promise<Record<string, unknown>>
  /** Keys that were read so far, but those of text pages: the first of them, which are all of one region. */
  keysRead(): Promise<readonly string[]>
  /** Resident memory of workerd, bytes; null where `/proc` does not tell. */
  residentBytes(): number | null
  /** The most that it ever was. */
  peakBytes(): number | null
  close(): Promise<void>
}

/** What is put is a file at once, as another process reads it. */
class DiskStorage extends FaultStorage {
  constructor(private readonly folder: string) {
    super()
  }

  override put(key: string, value: string | Uint8Array): void {
    super.put(key, value)
    const path = join(this.folder, key)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.new`, value)
    renameSync(`${path}.new`, path)
  }
}

/** Pointers are believed this long: short enough to see a swap, long enough not to measure looks at storage. */
const REFRESH_MS = 1_000

/** Starts the worker of this bundle, cold and with nothing published. */
export async function startLoadedEdge(bundle: WorkerBundle): Promise<LoadedEdge> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const key: SnapshotKey = { kid: 'bench', jwk: await exportJWK(privateKey) }
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-kv-'))
  const storage = new DiskStorage(folder)
  const served = await serveWorker(workerOf(bundle, key), folder)
  return {
    storage,
    key,
    get: async (path) => JSON.parse(await getOnce(served.port, path, { 'x-debug-context': 'country=US' })),
    keysRead: async () => JSON.parse(await getOnce(served.readsPort, KEYS_PATH)),
    residentBytes: () => statusBytes(served.pid, 'VmRSS'),
    peakBytes: () => statusBytes(served.pid, 'VmHWM'),
    close: async () => {
      await served.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function workerOf(bundle: WorkerBundle, key: SnapshotKey): ServedWorker {
  const sealing = randomBytes(32).toString('base64url')
  return {
    modules: workerModules(modulesOf(bundle)),
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['nodejs_compat'],
    variables: {
      MEDIA_ORIGIN: '',
      VIEWER_ISSUER: 'https://accounts.test',
      SNAPSHOT_PUBLIC_KEYS: JSON.stringify([{ kid: key.kid, x: key.jwk.x }]),
      VIEWER_PUBLIC_KEYS: '[]',
      SESSION_KEYS: JSON.stringify([{ kid: 's1', key: sealing }]),
      DECISION_KEYS: JSON.stringify([{ kid: 'd1', key: sealing }]),
      UNIT_KEYS: JSON.stringify([{ kid: 'u1', key: sealing }]),
      POINTER_REFRESH_MS: String(REFRESH_MS),
      DEBUG_CONTEXT: 'on',
    },
  }
}
