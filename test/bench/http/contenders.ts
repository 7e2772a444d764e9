import { join } from 'node:path'
import type { Target } from '../load/generator-process.ts'
import { rawRequest } from '../load/raw-request.ts'
import type { EdgeProduct } from '../product/edge.ts'
import { putNaiveSchedule } from '../product/naive-schedule.ts'
import { serveFastify } from '../servers/serve-fastify.ts'
import type { Run } from '../suite.ts'
import { type Served, serveWorker } from '../workerd/serve.ts'
import { benchWorker } from '../workers/bundle.ts'
import { HOT_PATHS, productRequests } from './product-targets.ts'

/** One service that answers, and what it is asked. */
export interface HttpContender {
  readonly name: string
  /** 0 for those that decide nothing. */
  readonly candidates: number
  readonly target: Target
  /** The names of those that it is compared with, of its own size or of none. */
  readonly comparedWith: readonly string[]
}

export const OK = 'bare ok'
const HONO = 'Hono, constant JSON'
const NAIVE = 'objects in memory, Hono'
const FASTIFY = 'objects in memory, Fastify on Node'
/** Parsing more than this for each request takes seconds, and KV would not hold it. */
const PARSE_BYTES_MAX = 25 * 1024 * 1024

interface Stage {
  readonly run: Run
  readonly product: EdgeProduct
  readonly folder: string
  /** Whatever is started goes here, to be closed whatever happens. */
  readonly served: Served[]
}

const HOT = HOT_PATHS.map((path) => rawRequest(path))

/** Workers that decide nothing: what workerd and Hono cost by themselves. */
export async function startFloors({ product, folder, served }: Stage): Promise<readonly HttpContender[]> {
  const contenders: HttpContender[] = []
  for (const [name, file] of [
    [OK, 'ok'],
    ['constant JSON', 'constant-json'],
    [HONO, 'hono-constant-json'],
  ] as const) {
    const floor = await serveWorker(await benchWorker(file, product.worker), join(folder, 'empty'))
    served.push(floor)
    contenders.push({ name, candidates: 0, target: { port: floor.port, requests: HOT }, comparedWith: [OK] })
  }
  return contenders
}

/** The product and the naive services with one schedule. */
export async function startSize(stage: Stage, candidates: number): Promise<readonly HttpContender[]> {
  const { run, product, folder, served } = stage
  const kvFolder = join(folder, `kv-${candidates}`)
  run.say(`http: ${candidates} candidates: writing the snapshot and the naive schedule`)
  await product.publish(candidates, kvFolder)
  const naiveBytes = await putNaiveSchedule(candidates, kvFolder)
  const start = async (server: Promise<Served>): Promise<number> => {
    const started = await server
    served.push(started)
    return started.port
  }
  const naive = async (name: string, server: Promise<Served>): Promise<HttpContender> => {
    const target = { port: await start(server), requests: HOT }
    return { name, candidates, target, comparedWith: [OK] }
  }
  const worker = async (file: string) => serveWorker(await benchWorker(file, product.worker), kvFolder)
  const contenders = [
    await naive(NAIVE, worker('naive-objects')),
    await naive(FASTIFY, serveFastify(join(kvFolder, 'naive.json'))),
  ]
  if (naiveBytes <= PARSE_BYTES_MAX)
    contenders.push(await naive('JSON.parse for each request, Hono', worker('naive-parse')))
  else run.say(`http: ${candidates} candidates are ${naiveBytes >> 20} MB of JSON: not parsed for each request`)
  const port = await start(serveWorker(product.worker, kvFolder))
  const ours = (await productRequests(product, port)).map(({ name, requests }) => ({
    ...{ name: `Firstframe, ${name}`, candidates, target: { port, requests } },
    comparedWith: [OK, HONO, NAIVE, FASTIFY],
  }))
  return [...ours, ...contenders]
}
