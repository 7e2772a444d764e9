import { randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import {
  Log,
  LogLevel,
  Miniflare,
  type Request as MiniflareRequest,
  Response as MiniflareResponse,
  type WorkerOptions,
} from 'miniflare'
import { inject } from 'vitest'
import { modulesOf } from '../../src/dev/stack/bundle-workers.ts'
import type { EdgeMessage, ProfileMessage } from '../../src/model/messages/queue-message.ts'
import { FaultStorage, KV_MODULE, QUEUE_MODULE } from './residence/fault-storage.ts'

export const ISSUER = 'https://accounts.test'

/** One key that may sign snapshots, with its private half. */
export interface SnapshotKey {
  readonly kid: string
  readonly jwk: JWK
}

/** One edge worker: its own isolate, cold at first, with a KV and a queue of its own. */
export interface EdgeIsolate {
  readonly url: string
  readonly storage: FaultStorage
  readonly messages: EdgeMessage[]
  /** How the queue answers: 200 when it takes a batch; null hangs. */
  queueStatus: number | null
  /** What was sent for profiles, over the queue that nobody else reads. */
  readonly profileMessages: ProfileMessage[]
  /** As `queueStatus`, of the queue for profiles. */
  profileQueueStatus: number | null
}

export interface EdgeWorld {
  readonly miniflare: Miniflare
  readonly key: SnapshotKey
  /** In the edge's list, and past its `notAfter`. */
  readonly expiredKey: SnapshotKey
  /** 32 bytes, base64url: seals sessions, cursors and decisions. */
  readonly sealingKey: string
  /** `UNIT_KEYS`, unless the variables say otherwise. */
  readonly unitKeys: string
  /** A viewer token with the claims of a member that nobody objects to, changed as told. */
  viewerToken(claims?: Record<string, unknown>): Promise<string>
  isolate(name: string): EdgeIsolate
  close(): Promise<void>
}

/** Pointers are believed this long here: every look is at most a moment away. */
const REFRESH_MS = 20

interface WorldSettings {
  readonly variables?: Readonly<Record<string, string>>
  /** All isolates stand at one place, and share its Cache API; false: there is none. */
  readonly cache?: boolean
  /** Told of everything that the workers write to their log. */
  readonly onLog?: (text: string) => void
}

/** Starts so many isolates of the deployable bundle in workerd, each named, and cold. */
export async function startEdgeWorld(
  names: readonly string[],
  { variables = { DEBUG_CONTEXT: 'on' }, cache = true, onLog }: WorldSettings = {},
): Promise<EdgeWorld> {
  const [key, expiredKey, viewer] = await Promise.all([snapshotKey('now'), snapshotKey('old'), snapshotKey('viewer')])
  const { privateKey: viewerKey, jwk: viewerJwk } = viewer
  const sealingKey = randomBytes(32).toString('base64url')
  const unitKeys = JSON.stringify([{ kid: 'u1', key: randomBytes(32).toString('base64url') }])
  const bindings = {
    MEDIA_ORIGIN: '',
    VIEWER_ISSUER: ISSUER,
    SNAPSHOT_PUBLIC_KEYS: JSON.stringify([
      { kid: key.kid, x: key.jwk.x },
      { kid: expiredKey.kid, x: expiredKey.jwk.x, notAfter: '2026-01-01T00:00:00Z' },
    ]),
    VIEWER_PUBLIC_KEYS: JSON.stringify([{ kid: 'viewer', x: viewerJwk.x }]),
    SESSION_KEYS: JSON.stringify([{ kid: 's1', key: sealingKey }]),
    DECISION_KEYS: JSON.stringify([{ kid: 'd1', key: sealingKey }]),
    UNIT_KEYS: unitKeys,
    POINTER_REFRESH_MS: String(REFRESH_MS),
    ...variables,
  }
  const storages = new Map(names.map((name) => [name, new FaultStorage()]))
  const isolates = new Map<string, EdgeIsolate>()
  const miniflare = new Miniflare({
    cf: false,
    log: new Log(LogLevel.ERROR),
    ...(onLog && {
      handleRuntimeStdio: (...streams: Readable[]) => {
        for (const stream of streams) stream.on('data', (chunk: Buffer) => onLog(chunk.toString()))
      },
    }),
    workers: names.flatMap((name) => isolateOptions(name, { bindings, cache }, () => isolates.get(name))),
  })
  await miniflare.ready
  for (const name of names) {
    const url = String(await miniflare.unsafeGetDirectURL(name)).replace(/\/$/, '')
    const storage = storages.get(name) ?? new FaultStorage()
    const queues = { messages: [], queueStatus: 200, profileMessages: [], profileQueueStatus: 200 }
    isolates.set(name, { url, storage, ...queues })
  }
  return {
    miniflare,
    key,
    expiredKey,
    sealingKey,
    unitKeys,
    viewerToken: (claims = {}) => signViewer(viewerKey, claims),
    isolate: (name) => {
      const isolate = isolates.get(name)
      if (!isolate) throw new Error(`no isolate ${name}`)
      return isolate
    },
    close: () => miniflare.dispose(),
  }
}

function isolateOptions(
  name: string,
  settings: { readonly bindings: Record<string, string>; readonly cache: boolean },
  isolate: () => EdgeIsolate | undefined,
): WorkerOptions[] {
  const bundle = inject('edgeBundle')
  if ('problem' in bundle) throw new Error(`the edge worker could not be bundled:\n${bundle.problem}`)
  const node = {
    kv: async (request: MiniflareRequest) => {
      const key = decodeURIComponent(new URL(request.url).pathname.slice(1))
      return (await isolate()?.storage.answer(key)) ?? new MiniflareResponse(null, { status: 500 })
    },
    queue: (request: MiniflareRequest) => {
      const to = isolate()
      return queued<EdgeMessage>(request, to?.queueStatus ?? null, to?.messages ?? [])
    },
    profiles: (request: MiniflareRequest) => {
      const to = isolate()
      return queued<ProfileMessage>(request, to?.profileQueueStatus ?? null, to?.profileMessages ?? [])
    },
  }
  const standIn = (kind: keyof typeof node, script: string): WorkerOptions => ({
    name: `${name}-${kind}`,
    modules: [{ type: 'ESModule', path: `${name}-${kind}.js`, contents: script }],
    serviceBindings: { NODE: node[kind] },
  })
  return [
    {
      name,
      modules: modulesOf(bundle),
      compatibilityDate: '2026-04-01',
      compatibilityFlags: ['nodejs_compat'],
      ...settings,
      wrappedBindings: {
        SNAPSHOTS: { scriptName: `${name}-kv` },
        EVENTS: { scriptName: `${name}-queue` },
        PROFILES: { scriptName: `${name}-profiles` },
      },
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
    },
    standIn('kv', KV_MODULE),
    standIn('queue', QUEUE_MODULE),
    standIn('profiles', QUEUE_MODULE),
  ]
}

async function queued<Message>(
  request: MiniflareRequest,
  status: number | null,
  messages: Message[],
): Promise<MiniflareResponse> {
  if (status === null) return new Promise<MiniflareResponse>(() => undefined)
  // Our own stand-in posted it, from what the worker sent.
  if (status === 200) messages.push(...((await request.json()) as Message[]))
  return new MiniflareResponse(null, { status })
}

async function snapshotKey(kid: string): Promise<SnapshotKey & { readonly privateKey: CryptoKey }> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return { kid, jwk: await exportJWK(privateKey), privateKey }
}

function signViewer(key: CryptoKey, claims: Record<string, unknown>): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  return new SignJWT({ iss: ISSUER, aud: 'firstframe', sub: 'u1', iat, exp: iat + 3600, ...claims })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'viewer+jwt', kid: 'viewer' })
    .sign(key)
}
