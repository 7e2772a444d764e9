import { readFeed } from '../../../../src/feeds/read-feed.ts'
import type { SnapshotSink } from '../../../../src/kv/snapshot-sink.ts'
import { feedSettings } from '../../../../src/model/feeds/feed-settings.ts'
import { deliveryDependencies } from '../../../../src/publisher/feeds/delivery-dependencies.ts'
import { feedSources } from '../../../../src/publisher/feeds/pull/feed-sources.ts'
import { LearnedRuns } from '../../../../src/publisher/learned/learned-runs.ts'
import type { PublisherContext } from '../../../../src/publisher/publisher-context.ts'
import { ListDesk } from '../../../../src/publisher/takedowns/lists/list-desk.ts'
import { bundledRules } from '../../../../src/rules/bundled-rules.ts'
import { deliver } from '../../../../src/schedule/feeds/deliver.ts'
import type { DeliveryDependencies } from '../../../../src/schedule/feeds/delivery-run.ts'
import { ingestStream } from '../../../../src/schedule/ingest/ingest.ts'
import { sendPipeline } from '../../../../src/schedule/store/checked-pipeline.ts'
import { connectSchedule } from '../../../../src/schedule/store/connect.ts'
import { MRSS_FOOT, MRSS_HEAD, mrssItem, recordOf } from './made-up-items.ts'
import type { Outcome } from './outcome.ts'

/** What was made ready: making it up is not measured. */
interface Prepared {
  readonly name: string
  readonly ndjson: readonly string[]
  readonly mrss: readonly string[]
}

let prepared: Prepared = { name: '', ndjson: [], mrss: [] }

/** Makes so many items ready; under another name all of them are new. */
export function prepare(name: string, items: number): number {
  const indexes = Array.from({ length: items }, (_, index) => index)
  prepared = {
    name,
    ndjson: indexes.map((index) => JSON.stringify(recordOf(name, index))),
    mrss: indexes.map((index) => mrssItem(`${name}-${index}`)),
  }
  return items
}

const ITEMS_A_CHUNK = 50

async function* arriving(items: readonly string[], head = '', foot = ''): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(head)
  for (let from = 0; from < items.length; from += ITEMS_A_CHUNK) {
    yield encoder.encode(items.slice(from, from + ITEMS_A_CHUNK).join(''))
  }
  yield encoder.encode(foot)
}

const lines = (items: readonly string[]) => arriving(items.map((item) => `${item}\n`))

/** Nothing was ever published. */
const EMPTY_SINK: SnapshotSink = {
  put: async () => undefined,
  getBytes: async () => null,
  getText: async () => null,
  delete: async () => undefined,
  list: async () => [],
}

/** What the store is reached by. */
export interface StoreAddress {
  readonly STORE_URL: string
  readonly STORE_TOKEN: string
}

const never = (): never => {
  throw new Error('a bench of deliveries publishes nothing')
}

/** As in the publisher, apart from what only a publish needs. */
function doorsTo({ STORE_URL: url, STORE_TOKEN: token }: StoreAddress): DeliveryDependencies {
  const redis = connectSchedule({ url, token, callTimeoutMs: 120_000 })
  const publisher: PublisherContext = {
    ...{ redis, urgentRedis: redis, urgentMs: 5_000, lists: new ListDesk(), rules: bundledRules(), waveBakeMs: 0 },
    engine: { name: 'typescript', open: never },
    sink: EMPTY_SINK,
    learnedRuns: new LearnedRuns({
      sink: EMPTY_SINK,
      now: () => Date.now(),
      signer: { kid: 'bench', publicKeys: [], sign: never },
    }),
    analytics: { send: never },
    unitsOf: never,
    sources: feedSources({}, never),
    signer: { kid: 'bench', publicKeys: [], sign: never },
    now: () => Date.now(),
    newToken: () => crypto.randomUUID().replaceAll('-', ''),
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  }
  return deliveryDependencies(publisher, 'bench')
}

type Work = (dependencies: DeliveryDependencies) => Promise<Outcome>

/** The same documents with the same client, in requests of the size that a batch has. */
const REQUEST_ITEMS = 500

const rawWrites: Work = async ({ redis }) => {
  const { name, ndjson } = prepared
  for (let from = 0; from < ndjson.length; from += REQUEST_ITEMS) {
    await sendPipeline(redis, (queue) => {
      for (const [index, text] of ndjson.slice(from, from + REQUEST_ITEMS).entries()) {
        queue.set(`raw:${name}:${from + index}`, text)
      }
    })
  }
  return { accepted: ndjson.length, unchanged: 0, problem: null }
}

const ingest: Work = async (dependencies) => {
  const report = await ingestStream(dependencies, lines(prepared.ndjson), { approve: false, actor: 'bench' })
  const { accepted, unchanged } = report
  const [refused] = report.refused
  return { accepted, unchanged, problem: refused ? JSON.stringify(refused) : null }
}

const delivered =
  (format: 'ndjson' | 'mrss'): Work =>
  async (dependencies) => {
    const settings = feedSettings.parse({ format, owner: 'northlight', territories: ['*'] })
    const feed = { id: `${format}-${prepared.name}`, settings }
    const reading = { ...dependencies.lookups, feedId: feed.id, feed: settings, now: dependencies.now() }
    const stream = format === 'ndjson' ? lines(prepared.ndjson) : arriving(prepared.mrss, MRSS_HEAD, MRSS_FOOT)
    const order = { feed, mode: 'full', dryRun: false, approve: false, actor: 'bench' } as const
    const delivery = `del_${dependencies.newToken()}`
    const report = await deliver(dependencies, { ...order, delivery }, readFeed(stream, reading))
    const refused = report.refused.find(({ severity }) => severity === 'error')
    const problem = report.held?.detail ?? (refused ? JSON.stringify(refused) : null)
    return { accepted: report.accepted, unchanged: report.unchanged, problem }
  }

const WORKS: Readonly<Record<string, Work>> = {
  raw: rawWrites,
  ingest,
  ndjson: delivered('ndjson'),
  mrss: delivered('mrss'),
}

/** Does one thing with what was made ready. */
export function work(what: string, store: StoreAddress): Promise<Outcome> {
  const chosen = WORKS[what]
  if (chosen === undefined) throw new Error(`no work ${what}`)
  return chosen(doorsTo(store))
}
