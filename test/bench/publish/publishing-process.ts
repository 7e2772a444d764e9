import type { BaseParts, OpenEngine } from '../../../src/decide/engine/engine.ts'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import { feedSources } from '../../../src/publisher/feeds/pull/feed-sources.ts'
import { LearnedRuns } from '../../../src/publisher/learned/learned-runs.ts'
import { runPublish } from '../../../src/publisher/publish/run-publish.ts'
import type { PublisherContext } from '../../../src/publisher/publisher-context.ts'
import { regionsOfCampaign } from '../../../src/publisher/regions/regions-of.ts'
import { ListDesk } from '../../../src/publisher/takedowns/lists/list-desk.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { readRegionSchedule } from '../../../src/schedule/publishing/read-schedule.ts'
import { connectSchedule } from '../../../src/schedule/store/connect.ts'
import { sign } from '../../../src/snapshot/signed.ts'
import { instantiateKernel } from '../../decide/engine/engines.ts'
import { withSmallPanel } from '../../publisher/small-panel.ts'
import { FolderSink } from './folder-sink.ts'
import type { PublishOutcome, PublishSetting, PublishStep } from './orders.ts'

/** A publisher in a process of its own: neither the store's memory nor KV's is in it, as none is in a Worker. */

/** Not every call: to collect all garbage takes longer than most of them. */
const LOOK_EVERY_MS = 500

class Held {
  /** Whose memory is counted nowhere else. */
  readonly engines: WeakRef<OpenEngine>[] = []
  private watching = false
  private before = 0
  private greatest = 0
  private lookedAt = 0

  begin(watched: boolean): void {
    this.watching = watched
    if (!watched) return
    this.before = this.bytes()
    this.greatest = this.before
  }

  look(): void {
    if (!this.watching || performance.now() - this.lookedAt < LOOK_EVERY_MS) return
    this.greatest = Math.max(this.greatest, this.bytes())
    this.lookedAt = performance.now()
  }

  end(): number {
    return this.watching ? (this.greatest - this.before) / 1e6 : 0
  }

  private bytes(): number {
    // What a collection frees of ArrayBuffers is counted off by the next one.
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return this.engines.reduce((sum, engine) => sum + (engine.deref()?.bytes ?? 0), heapUsed + arrayBuffers)
  }
}

const held = new Held()
const kernel = simdEngine(instantiateKernel)

function publisherOf(setting: PublishSetting): { readonly publisher: PublisherContext; readonly sink: FolderSink } {
  const { storeUrl, storeToken, jwk, kid, kvFolder, smallPanel, now } = setting
  const sink = new FolderSink(kvFolder, () => held.look())
  // Every call of the store goes through here.
  const { fetch } = globalThis
  globalThis.fetch = (...request) => {
    held.look()
    return fetch(...request)
  }
  const rules = smallPanel ? withSmallPanel(bundledRules()) : bundledRules()
  let tokens = 0
  const publisher: PublisherContext = {
    redis: connectSchedule({ url: storeUrl, token: storeToken, callTimeoutMs: 120_000 }),
    // Compiler and checks ask for these numbers between their steps, where nothing is called.
    rules: {
      ...rules,
      get publish() {
        held.look()
        return rules.publish
      },
    },
    engine: {
      name: kernel.name,
      open: (columns) => {
        const open = kernel.open(columns)
        held.engines.push(new WeakRef(open))
        const spreadBase = open.spreadBase.bind(open)
        return Object.assign(open, {
          spreadBase: (slot: number, parts: BaseParts) => {
            held.look()
            spreadBase(slot, parts)
          },
        })
      },
    },
    waveBakeMs: 0,
    urgentRedis: connectSchedule({ url: storeUrl, token: storeToken }),
    urgentMs: 5_000,
    lists: new ListDesk(),
    learnedRuns: new LearnedRuns({
      sink,
      now: () => now,
      signer: {
        kid,
        publicKeys: [{ kid, x: jwk.x ?? '' }],
        sign: (kind, payload) => sign(kind, payload, { kid, jwk }),
      },
    }),
    sources: feedSources({}, (url, request) => fetch(url, request)),
    sink,
    analytics: { send: async () => undefined },
    unitsOf: () => [],
    signer: { kid, publicKeys: [{ kid, x: jwk.x ?? '' }], sign: (kind, payload) => sign(kind, payload, { kid, jwk }) },
    now: () => {
      held.look()
      return now
    },
    newToken: () => `bench-${String(tokens++).padStart(26, '0')}`,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }
  return { publisher, sink }
}

/** Takes the records and keeps none: what is left is the reading. */
const NOBODY = { addTitle: () => undefined, addAsset: () => undefined, addCampaign: () => undefined }

async function publish(publisher: PublisherContext, { region, what }: PublishStep): Promise<Published> {
  if (what === 'read') {
    const regionsOf = (campaign: Campaign) => regionsOfCampaign(publisher.rules, campaign)
    await readRegionSchedule(publisher.redis, region, {
      regionsOf,
      now: publisher.now(),
      settle: async () => undefined,
      newReceiver: () => NOBODY,
    })
    return { outcome: 'read', problem: null, candidates: 0, shards: 0, bytes: 0 }
  }
  const { outcome, receipt, refusals } = await runPublish(publisher, {
    region,
    scope: what === 'weights' ? 'weights' : 'snapshot',
    ...{ dryRun: false, canary: null, actor: what === 'cron' ? 'cron' : 'bench', reason: 'bench' },
    mend: what === 'by-hand',
  })
  const problem = refusals.length === 0 ? null : refusals.map(({ check, detail }) => `${check}: ${detail}`).join('; ')
  const { candidates = 0, shards = 0, bytes = 0 } = receipt ?? {}
  return { outcome, problem, candidates, shards, bytes }
}

type Published = Pick<PublishOutcome, 'outcome' | 'problem' | 'candidates' | 'shards' | 'bytes'>

async function measured(
  { publisher, sink }: ReturnType<typeof publisherOf>,
  step: PublishStep,
): Promise<PublishOutcome> {
  held.begin(step.watched)
  const [puts, bytesPut] = [sink.puts, sink.bytesPut]
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  const published = await publish(publisher, step)
  const { user, system } = process.cpuUsage(cpu)
  return {
    ...published,
    ms: performance.now() - startedAt,
    cpuMs: (user + system) / 1000,
    heldMb: held.end(),
    puts: sink.puts - puts,
    bytesPut: sink.bytesPut - bytesPut,
  }
}

const setting: PublishSetting = JSON.parse(process.argv[2] ?? '{}')
const opened = publisherOf(setting)
process.on('message', (step: PublishStep) => {
  measured(opened, step).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
      process.exit(1)
    },
  )
})
