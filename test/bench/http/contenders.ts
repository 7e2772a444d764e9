import { join } from 'node:path'
import type { Target } from '../load/generator-process.ts'
import { rawRequest } from '../load/raw-request.ts'
import type { EdgeProduct } from '../product/edge.ts'
import { putNaiveSchedule } from '../product/naive-schedule.ts'
import { shardsWithTen } from '../product/ten-experiments.ts'
import { serveFastify } from '../servers/serve-fastify.ts'
import type { BenchRow, Run } from '../suite.ts'
import { unmeasured } from '../tables/comparison.ts'
import { type Served, serveWorker } from '../workerd/serve.ts'
import { benchWorker } from '../workers/bundle.ts'
import { HOT_PATHS, productRequests, VIEWER_REQUESTS } from './product-targets.ts'

/** One service that answers, and what it is asked. */
export interface HttpContender {
  readonly name: string
  /** 0 for those that decide nothing. */
  readonly candidates: number
  readonly server: Served
  readonly target: Target
  /** The names of those that it is compared with, of its own size or of none. */
  readonly comparedWith: readonly string[]
}

export const OK = 'bare ok'
const EQUAL = 'equal contract, decides nothing'
const HONO = 'Hono, constant JSON'
const NAIVE = 'objects in memory, Hono'
const FASTIFY = 'objects in memory, Fastify on Node'
/** Parsing more than this for each request takes seconds, and KV would not hold it. */
const PARSE_BYTES_MAX = 25 * 1024 * 1024

/** What the contenders are started with, and where they go. */
export interface Stage {
  readonly run: Run
  readonly product: EdgeProduct
  readonly folder: string
  /** Whatever is started goes here, to be closed whatever happens. */
  readonly served: Served[]
  readonly contenders: HttpContender[]
  /** Of those that could not be started: their rows say why. */
  readonly failed: BenchRow[]
}

const HOT = HOT_PATHS.map((path) => rawRequest(path))
const ours = (name: string) => `Firstframe, ${name}`

type Asked = Pick<HttpContender, 'comparedWith'> & Pick<Target, 'requests'>

/** Starts a service; one that does not start costs its own row alone. */
async function start(
  { served, contenders, failed, run }: Stage,
  { name, candidates }: Pick<HttpContender, 'name' | 'candidates'>,
  serve: () => Promise<Served>,
  requestsOf: (server: Served) => Promise<readonly (Asked & { readonly name: string })[]>,
): Promise<void> {
  try {
    const server = await serve()
    served.push(server)
    for (const { name: own, requests, comparedWith } of await requestsOf(server)) {
      contenders.push({ name: own, candidates, server, target: { port: server.port, requests }, comparedWith })
    }
  } catch (error) {
    const row = unmeasured('http', { name, candidates, unit: 'requests/s' }, error)
    run.say(`http: ${name} does not start: ${row.problem}`)
    failed.push(row)
  }
}

/**
 * Workers that decide nothing: what workerd and Hono cost by themselves, and what the product's contract does. Asked as
 * the product's viewers ask, where those are known.
 */
export async function startFloors(stage: Stage): Promise<void> {
  const { product, folder, contenders } = stage
  const viewers = contenders.find(({ name }) => name === ours(VIEWER_REQUESTS))?.target.requests ?? HOT
  for (const [name, file, requests] of [
    [OK, 'ok', HOT],
    [EQUAL, 'equal-contract', viewers],
    ['constant JSON', 'constant-json', HOT],
    [HONO, 'hono-constant-json', HOT],
  ] as const) {
    const serve = async () => serveWorker(await benchWorker(file, product.worker), join(folder, 'empty'))
    await start(stage, { name, candidates: 0 }, serve, async () => [{ name, requests, comparedWith: [OK] }])
  }
}

/** The product and the naive services with one schedule. */
export async function startSize(stage: Stage, candidates: number): Promise<void> {
  const { run, product, folder } = stage
  const kvFolder = join(folder, `kv-${candidates}`)
  run.say(`http: ${candidates} candidates: writing the snapshot and the naive schedule`)
  await product.publish(candidates, kvFolder)
  const naiveBytes = await putNaiveSchedule(candidates, kvFolder)
  const naive = (name: string, serve: () => Promise<Served>) =>
    start(stage, { name, candidates }, serve, async () => [{ name, requests: HOT, comparedWith: [OK] }])
  const worker = async (file: string) => serveWorker(await benchWorker(file, product.worker), kvFolder)
  await start(
    stage,
    { name: 'Firstframe', candidates },
    () => serveWorker(product.worker, kvFolder),
    async ({ port }) =>
      (await productRequests(product, port)).map(({ name, requests }) => ({
        ...{ name: ours(name), requests, comparedWith: [OK, EQUAL, HONO, NAIVE, FASTIFY] },
      })),
  )
  const kvOfTen = join(folder, `kv-ten-${candidates}`)
  await product.publish(candidates, kvOfTen, shardsWithTen)
  await start(
    stage,
    { name: 'Firstframe, ten experiments', candidates },
    () => serveWorker(product.worker, kvOfTen),
    async ({ port }) =>
      (await productRequests(product, port))
        .filter(({ name }) => name === VIEWER_REQUESTS)
        .map(({ name, requests }) => ({
          name: `${ours(name)}, ten experiments`,
          requests,
          comparedWith: [ours(name)],
        })),
  )
  await naive(NAIVE, () => worker('naive-objects'))
  await naive(FASTIFY, () => serveFastify(join(kvFolder, 'naive.json')))
  if (naiveBytes <= PARSE_BYTES_MAX) await naive('JSON.parse for each request, Hono', () => worker('naive-parse'))
  else run.say(`http: ${candidates} candidates are ${naiveBytes >> 20} MB of JSON: not parsed for each request`)
}
