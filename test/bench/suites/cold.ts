import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Starter, startTrial } from '../cold/start.ts'
import { type ColdContender, coldTrial, type Trial } from '../cold/trial.ts'
import { guestRequests, HOT_PATHS } from '../http/product-targets.ts'
import { rawRequest } from '../load/raw-request.ts'
import { type EdgeProduct, edgeProduct } from '../product/edge.ts'
import { putNaiveSchedule } from '../product/naive-schedule.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { compared, type Series } from '../tables/comparison.ts'
import { benchWorker } from '../workers/bundle.ts'

const EVERYTHING = 'reads of KV alone, everything'
const HEAD = 'reads of KV alone, without text pages'
const PRODUCT = 'Firstframe'
const BARE = 'bare ok'
const NAIVE = 'JSON from KV, objects'
/** The platform's greatest value. */
const KV_BYTES_MAX = 25 * 1024 * 1024
/** Odd, so that the median is one of them. */
const TRIALS = 7
const LOAD_MS = 1000
/** Shorter than a trial, and less far apart from one another. */
const STARTS = 11

export const suite: Suite = {
  about:
    'the start of a worker, the first answer of a fresh isolate with its reads of KV, and how far the memory of workerd grows',
  measure: async (run) => {
    const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-cold-'))
    try {
      const product = await edgeProduct(run, join(folder, 'keys'))
      const rows: BenchRow[] = await starts(run, product, join(folder, 'kv-none'))
      for (const candidates of sizes(run, [10_000, 54_000, 100_000])) {
        const contenders = await prepare(run, product, join(folder, `kv-${candidates}`), candidates)
        rows.push(...(await coldAt(run, candidates, contenders)))
      }
      return rows
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** The stand-ins and the product over one KV folder. */
async function prepare(
  run: Run,
  product: EdgeProduct,
  kvFolder: string,
  candidates: number,
): Promise<readonly ColdContender[]> {
  run.say(`cold: ${candidates} candidates: writing the snapshot and the naive schedule`)
  const keys = await product.publish(candidates, kvFolder)
  const naiveBytes = await putNaiveSchedule(candidates, kvFolder)
  if (naiveBytes > KV_BYTES_MAX) {
    run.say(`cold: ${naiveBytes >> 20} MB of JSON are more than KV takes; here a disk stands in, which takes all`)
  }
  const hot = HOT_PATHS.map((path) => rawRequest(path))
  const reads = (some: readonly string[]) => benchWorker('kv-only', product.worker, { KEYS: some.join(' ') })
  const plain = { kvFolder, settled: () => true, requests: hot }
  return [
    { ...plain, name: BARE, worker: await benchWorker('ok', product.worker) },
    { ...plain, name: EVERYTHING, worker: await reads(keys.every) },
    { ...plain, name: HEAD, worker: await reads(keys.head) },
    { ...plain, name: NAIVE, worker: await benchWorker('naive-objects', product.worker) },
    {
      ...{ name: PRODUCT, worker: product.worker, kvFolder, requests: guestRequests() },
      // Until its snapshot is there the edge answers from the baseline.
      settled: (body) => body.includes('"rung":"fresh"'),
    },
  ]
}

/** What the edge's code takes to start, beside the least worker there is. */
async function starts(run: Run, product: EdgeProduct, kvFolder: string): Promise<BenchRow[]> {
  const starters: readonly Starter[] = [
    { name: BARE, worker: await benchWorker('ok', product.worker), path: '/' },
    { name: PRODUCT, worker: product.worker, path: '/healthz' },
  ]
  const used = new Map<string, number[]>(starters.map(({ name }) => [name, []]))
  run.say('cold: starts')
  for (let round = 0; round < (run.quick ? 1 : STARTS); round++) {
    for (const offset of starters.keys()) {
      const starter = starters[(offset + round) % starters.length]
      const cpuMs = starter ? await startTrial(starter, kvFolder) : null
      if (starter && cpuMs !== null) used.get(starter.name)?.push(cpuMs)
    }
  }
  const series = (name: string): Series => ({
    ...{ name: `${name}, start`, candidates: 0, unit: 'ms CPU', values: used.get(name) ?? [] },
  })
  const measured = series(BARE).values.length > 0
  if (!measured) run.say('cold: no /proc here, so no processor time')
  return measured ? starters.map(({ name }) => compared('cold', series(name), series(BARE))) : []
}

async function coldAt(run: Run, candidates: number, contenders: readonly ColdContender[]): Promise<BenchRow[]> {
  const trials = new Map<string, Trial[]>(contenders.map(({ name }) => [name, []]))
  const count = run.quick ? 1 : TRIALS
  for (let round = 0; round < count; round++) {
    run.say(`cold: ${candidates} candidates: trial ${round + 1} of ${count}`)
    for (const offset of contenders.keys()) {
      const contender = contenders[(offset + round) % contenders.length]
      if (contender) trials.get(contender.name)?.push(await coldTrial(contender, run.quick ? 50 : LOAD_MS))
    }
  }
  const series = (what: string, name: string, unit: string, value: (trial: Trial) => number): Series => ({
    ...{ name: `${name}, ${what}`, candidates, unit, values: (trials.get(name) ?? []).map(value) },
  })
  const first = (name: string) => series('first answer', name, 'ms', ({ firstMs }) => firstMs)
  const settled = series('first answer from the snapshot', PRODUCT, 'ms', ({ settledMs }) => settledMs)
  const grown = (name: string) =>
    series('memory after the first answer', name, 'MB', ({ grownMb }) => grownMb?.first ?? Number.NaN)
  const later = (name: string) => series('memory after load', name, 'MB', ({ grownMb }) => grownMb?.later ?? Number.NaN)
  const cpu = (name: string) =>
    series('processor time of the first answer', name, 'ms CPU', ({ settledCpuMs }) => settledCpuMs ?? Number.NaN)
  const counted = [...trials.values()].flat().every(({ settledCpuMs }) => settledCpuMs !== null)
  const known = [...trials.values()].flat().every(({ grownMb }) => grownMb !== null)
  if (!known) run.say('cold: no ps here, so no memory')
  return [
    ...contenders.map(({ name }) => compared('cold', first(name), first(EVERYTHING))),
    ...[EVERYTHING, HEAD, NAIVE].map((name) => compared('cold', settled, first(name))),
    ...(counted ? [EVERYTHING, HEAD, NAIVE].map((name) => compared('cold', cpu(name), cpu(EVERYTHING))) : []),
    ...(counted ? [EVERYTHING, HEAD, NAIVE].map((name) => compared('cold', cpu(PRODUCT), cpu(name))) : []),
    ...(known ? [grown, later] : []).flatMap((of) =>
      [NAIVE, PRODUCT].map((name) => compared('cold', of(name), of(NAIVE))),
    ),
  ]
}
