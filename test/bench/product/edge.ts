/** The edge worker as the suites see it: what deploys, with local keys, over HTTP. */

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import type { ModuleDefinition, WorkerOptions } from 'miniflare'
import { stackKeys } from '../../../src/dev/stack/stack-keys.ts'
import { keys as kvKeys, PAGE_NAME } from '../../../src/snapshot/format.ts'
import { sealSnapshot } from '../../../src/snapshot/seal.ts'
import { sign } from '../../../src/snapshot/signed.ts'
import { pointerTo, takedownList } from '../../edge/publish.ts'
import { largeShards, REGION } from '../catalogue/large-snapshot.ts'
import type { Run } from '../suite.ts'
import type { ServedWorker, WorkerModule } from '../workerd/configuration.ts'

export interface EdgeProduct {
  readonly worker: ServedWorker
  /** A token of an adult who consents, by number. */
  viewerToken(viewer: number): Promise<string>
  /** Puts the made-up snapshot of a size into a KV folder; `shardsOf`: another one. */
  publish(candidates: number, kvFolder: string, shardsOf?: typeof largeShards): Promise<PublishedKeys>
}

/** What makes the local stack convenient, and what production leaves out. */
const LOCAL_ONLY = /^DEBUG_|^POINTER_REFRESH_MS$|REDIS/

/** The share of decisions that production logs. */
const LOGGED = '0.001'

/** The edge worker with keys of its own in `folder`; its settings otherwise are the local stack's and production's. */
export async function edgeProduct(run: Run, folder: string): Promise<EdgeProduct> {
  // Only now: it brings all of Miniflare with it, which `--help` need not wait for.
  const { workersOptions } = await import('../../../src/dev/stack/workers-options.ts')
  const { keys, viewer } = await stackKeys(folder)
  const { LocalQueue } = await import('../../../src/dev/stack/queues/local-queue.ts')
  const settings = {
    ...{ port: 0, opsPort: 0, storeUrl: 'http://127.0.0.1:9', country: null },
    viewerPublicKeys: JSON.stringify([{ kid: viewer.kid, x: viewer.jwk.x }]),
  }
  const terms = { maxBatchSize: 1, maxBatchTimeoutMs: 0, maxRetries: 0, retryDelayMs: 0 }
  const nobody = new LocalQueue<unknown>(terms, async () => [])
  const doors = { queues: { named: () => nobody }, sink: { send: async () => undefined }, labViewers: async () => ({}) }
  const [edge] = workersOptions(await run.bundles(), keys, settings, doors)
  if (edge === undefined) throw new Error('the local stack has no edge worker')
  const lineKeys = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const logged = {
    DECISION_LOG_RATE: LOGGED,
    DECISION_LOG_PUBLIC_KEY: JSON.stringify(await exportJWK(lineKeys.publicKey)),
  }
  const viewerKey = await importJWK(viewer.jwk, 'EdDSA')
  return {
    worker: {
      modules: workerModules(definitionsOf(edge)),
      compatibilityDate: edge.compatibilityDate ?? '',
      compatibilityFlags: edge.compatibilityFlags ?? [],
      variables: { ...variablesOf(edge), ...logged },
    },
    viewerToken: (number) => {
      const iat = Math.floor(Date.now() / 1000)
      const claims = { iss: viewer.issuer, aud: 'firstframe', sub: `viewer-${number}`, iat, exp: iat + 3600 }
      return new SignJWT({ ...claims, cap: 18, adult: true, personalize: true, ent: ['subscription'] })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'viewer+jwt', kid: viewer.kid })
        .sign(viewerKey)
    },
    publish: async (candidates, kvFolder, shardsOf = largeShards) => {
      const shards = shardsOf(candidates)
      const { values } = await sealSnapshot(REGION, shards)
      const stored = new Map<string, string | Uint8Array>([
        [kvKeys.takedowns(REGION), await sign('takedowns', takedownList(REGION, 1), keys.snapshot)],
        [kvKeys.pointer(REGION), await sign('pointer', await pointerTo(REGION, shards, 1), keys.snapshot)],
        ...values.map(({ key, bytes }) => [key, bytes] as const),
      ])
      await putAll(kvFolder, stored)
      const every = [...stored.keys()]
      return { every, head: every.filter((key) => !isTextPage(key)) }
    },
  }
}

/** Whether a KV key is that of a text page: what decides is read without them. */
export const isTextPage = (key: string): boolean => key.endsWith(`/${PAGE_NAME}`)

/** What a publish put into KV. */
interface PublishedKeys {
  readonly every: readonly string[]
  /** Without the text pages: all that a decision reads. */
  readonly head: readonly string[]
}

/** Writes KV values as the files that `serveWorker` serves them from. */
export async function putAll(kvFolder: string, values: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  for (const [key, value] of values) {
    await mkdir(dirname(join(kvFolder, key)), { recursive: true })
    await writeFile(join(kvFolder, key), value)
  }
}

const KINDS: Readonly<Record<string, WorkerModule['kind']>> = { ESModule: 'esModule', CompiledWasm: 'wasm' }

function definitionsOf(edge: WorkerOptions): readonly ModuleDefinition[] {
  if (!('modules' in edge) || !Array.isArray(edge.modules)) throw new Error('the edge worker is not made of modules')
  return edge.modules
}

/** Modules of a bundle as workerd itself is told of them. */
export function workerModules(modules: readonly ModuleDefinition[]): readonly WorkerModule[] {
  return modules.map(({ type, path, contents }) => {
    const kind = KINDS[type]
    if (kind === undefined || contents === undefined) throw new Error(`cannot serve ${path}, a module of type ${type}`)
    return { name: path, kind, contents }
  })
}

function variablesOf({ bindings = {} }: WorkerOptions): Record<string, string> {
  const texts = Object.entries(bindings).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return Object.fromEntries(texts.filter(([name]) => !LOCAL_ONLY.test(name)))
}
