import type { KVNamespace, Queue } from '@cloudflare/workers-types'
import { base64url, exportJWK, generateKeyPair } from 'jose'
import type { PublishResult } from '../../src/contracts/ops/answers/publish.ts'
import { simdEngine } from '../../src/decide/engine/simd/simd-engine.ts'
import type { CommandBackend } from '../../src/dev/store/backend.ts'
import { Database, type Entry } from '../../src/dev/store/database.ts'
import { embeddedBackend } from '../../src/dev/store/embedded-backend.ts'
import type { RegionId } from '../../src/model/nouns/region.ts'
import { createSigner } from '../../src/publisher/announce/signer.ts'
import { createPublisherApp } from '../../src/publisher/app.ts'
import type { PublisherEnvironment } from '../../src/publisher/environment.ts'
import { feedSources } from '../../src/publisher/feeds/pull/feed-sources.ts'
import { LintedRegions } from '../../src/publisher/lanes/linted-regions.ts'
import { LearnedRuns } from '../../src/publisher/learned/learned-runs.ts'
import { runPublish } from '../../src/publisher/publish/run-publish.ts'
import type { PublisherContext } from '../../src/publisher/publisher-context.ts'
import { ListDesk } from '../../src/publisher/takedowns/lists/list-desk.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { connectSchedule } from '../../src/schedule/store/connect.ts'
import { unitsOfSubject } from '../../src/units/unit.ts'
import { readUnitKeys } from '../../src/units/unit-keys.ts'
import { instantiateKernel } from '../decide/engine/engines.ts'
import { type FaultyDoor, startFaultyDoor } from '../schedule/faulty-door.ts'
import { type EdgeView, edgeView } from './edge-reader.ts'
import { heldToContract } from './held-to-contract.ts'
import { MemorySink } from './memory-sink.ts'
import { MemoryEventSink } from './queue/memory-event-sink.ts'
import { withSmallPanel } from './small-panel.ts'

export const OPS_TOKEN = 'ops-token-of-the-tests'

/** 22 November 2026, 12:00 UTC. */
const START = Date.UTC(2026, 10, 22, 12)

/** A whole publisher in this process: real app, cycle and store; KV in memory; a clock that stands. */
export interface PublisherWorld {
  readonly publisher: PublisherContext
  readonly app: ReturnType<typeof createPublisherApp>
  readonly environment: PublisherEnvironment
  readonly backend: CommandBackend
  readonly door: FaultyDoor
  readonly sink: MemorySink
  readonly analytics: MemoryEventSink
  readonly clock: { now: number }
  /**
   * A request to the ops API with its token; an object becomes a JSON body, a list one of NDJSON. The answer is held to
   * its contract.
   */
  ops(method: string, path: string, body?: object | readonly object[]): Promise<Response>
  /** Approved, and meant, whatever it withdraws. */
  ingest(...records: object[]): Promise<void>
  publish(region?: RegionId, dryRun?: boolean): Promise<PublishResult>
  /** As the cron asks for it. */
  cron(region?: RegionId): Promise<PublishResult>
  /** What an edge serves, or null; throws what an edge would refuse. */
  edge(region?: RegionId, highWater?: number): Promise<EdgeView | null>
  /** One command, past the door. */
  redis(...command: string[]): Promise<unknown>
  /** All of this world as it stands, for others to begin from. */
  keep(): KeptWorld
  close(): Promise<void>
}

/** What a world has outside of its publisher; a publisher that begins from it remembers nothing. */
export interface KeptWorld {
  readonly entries: readonly (readonly [string, Entry])[]
  readonly values: ReadonlyMap<string, Uint8Array>
  readonly environment: PublisherEnvironment
  readonly now: number
  readonly tokens: number
}

/** The same for every world, as for every request of one isolate: what is worked out from rules is kept by them. */
const SMALL_PANEL = withSmallPanel(bundledRules())

/**
 * @param panel how many requests a publish decides: as many as the rules say, or one for each cell, now
 * @param kept what to begin from: a test that needs one prepared world many times prepares it once
 */
export async function startPublisherWorld(
  panel: 'whole' | 'small' = 'small',
  kept: KeptWorld | null = null,
): Promise<PublisherWorld> {
  const clock = { now: kept?.now ?? START }
  const database = new Database()
  for (const [key, entry] of kept?.entries ?? []) database.put(key, structuredClone(entry))
  const backend = embeddedBackend(database, { append: () => undefined, close: () => undefined }, () => clock.now)
  const door = await startFaultyDoor(backend)
  const sink = new MemorySink()
  const analytics = new MemoryEventSink()
  for (const [key, value] of kept?.values ?? []) sink.values.set(key, value)
  const environment = await environmentOf(door.url, kept?.environment ?? null)
  let tokens = kept?.tokens ?? 0
  const publisher: PublisherContext = {
    redis: connectSchedule({ url: door.url, token: 'test-token', callTimeoutMs: 5000 }),
    rules: panel === 'whole' ? bundledRules() : SMALL_PANEL,
    engine: simdEngine(instantiateKernel),
    waveBakeMs: 0,
    urgentRedis: connectSchedule({ url: door.url, token: 'test-token', callTimeoutMs: 10_000 }),
    // A slow machine is no slow store.
    urgentMs: 20_000,
    lists: new ListDesk(),
    linted: new LintedRegions(),
    learnedRuns: new LearnedRuns({ sink, signer: createSigner(environment), now: () => clock.now }),
    sources: feedSources({ FEED_LOOPBACK: 'on' }, (url, request) => fetch(url, request)),
    sink,
    analytics,
    unitsOf: (subject) => unitsOfSubject(subject, readUnitKeys(environment.UNIT_KEYS)),
    signer: createSigner(environment),
    now: () => clock.now,
    newToken: () => `token-${String(tokens++).padStart(26, '0')}`.split('').reverse().join(''),
    wait: async () => undefined,
  }
  const app = createPublisherApp(() => publisher)
  const ops: PublisherWorld['ops'] = async (method, path, body) => {
    const init = { method, headers: { authorization: `Bearer ${OPS_TOKEN}` }, ...(body && { body: textOf(body) }) }
    return heldToContract(method, path, await app.request(`/ops/v1${path}`, init, environment))
  }
  return {
    publisher,
    app,
    environment,
    backend,
    door,
    sink,
    analytics,
    clock,
    ops,
    async ingest(...records) {
      const sent = await ops('POST', '/ingest?approve=1', records)
      const { impact } = sent.status === 409 ? ((await sent.clone().json()) as { impact?: { confirm: number } }) : {}
      const meant = impact ? await ops('POST', `/ingest?approve=1&confirm=${impact.confirm}`, records) : sent
      const report: unknown = await meant.json()
      const refused = typeof report === 'object' && report !== null && 'refused' in report ? report.refused : null
      if (!Array.isArray(refused) || refused.length > 0) throw new Error(`not taken in: ${JSON.stringify(report)}`)
      await approveHeld(app, environment, (report as { warnings: readonly IngestWarning[] }).warnings)
    },
    publish: (region = 'dach', dryRun = false) =>
      runPublish(publisher, {
        region,
        scope: 'snapshot',
        dryRun,
        mend: true,
        canary: null,
        actor: 'tests',
        reason: 'test',
      }),
    cron: (region = 'dach') =>
      runPublish(publisher, {
        region,
        scope: 'snapshot',
        dryRun: false,
        mend: false,
        canary: null,
        actor: 'cron',
        reason: 'schedule',
      }),
    edge: (region = 'dach', highWater = 0) => edgeView(sink, publisher.signer.publicKeys, region, highWater),
    redis: (...command) => backend.execute(command),
    keep: () => ({
      entries: structuredClone([...database]),
      values: new Map(sink.values),
      environment,
      now: clock.now,
      tokens,
    }),
    async close() {
      await door.close()
      await backend.close()
    },
  }
}

async function environmentOf(storeUrl: string, kept: PublisherEnvironment | null): Promise<PublisherEnvironment> {
  if (kept !== null) return { ...kept, UPSTASH_REDIS_REST_URL: storeUrl }
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  return {
    // Never used: the context has a sink of its own, and nothing here queues jobs.
    SNAPSHOTS: {} as KVNamespace,
    JOBS: {} as Queue,
    UPSTASH_REDIS_REST_URL: storeUrl,
    UPSTASH_REDIS_REST_TOKEN: 'test-token',
    SNAPSHOT_SIGNING_KEY: JSON.stringify(await exportJWK(privateKey)),
    SNAPSHOT_KEY_ID: 'tests',
    OPS_TOKEN,
    UNIT_KEYS: JSON.stringify(
      ['new', 'old'].map((kid, at) => ({ kid, key: base64url.encode(new Uint8Array(32).fill(at)) })),
    ),
  }
}

function textOf(body: object | readonly object[]): string {
  return Array.isArray(body) ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : JSON.stringify(body)
}

interface IngestWarning {
  readonly rule: string
  readonly value: string
}

/** What takes two persons is approved by the other one. */
async function approveHeld(
  app: PublisherWorld['app'],
  environment: PublisherWorld['environment'],
  warnings: readonly IngestWarning[],
): Promise<void> {
  const two = { ...environment, OPS_SECOND_TOKEN: 'second-token' }
  for (const { value } of warnings.filter(({ rule }) => rule === 'two-persons')) {
    const headers = { authorization: 'Bearer second-token', 'if-match': '*' }
    const body = JSON.stringify({ reason: 'test' })
    const answer = await app.request(`/ops/v1/campaigns/${value}/approve`, { method: 'POST', headers, body }, two)
    if (!answer.ok) throw new Error(`not approved: ${await answer.text()}`)
  }
}
