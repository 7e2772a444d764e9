import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compared, type Series } from '../comparison.ts'
import { type HttpContender, OK, startFloors, startSize } from '../http/contenders.ts'
import { type Generator, startGenerator } from '../load/generator-process.ts'
import type { Burst } from '../load/raw-client.ts'
import { edgeProduct } from '../product/edge.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import type { Served } from '../workerd/serve.ts'

interface Effort {
  readonly concurrencies: readonly number[]
  readonly repeats: number
  readonly burstMs: number
  readonly warmMs: number
}

const FULL: Effort = { concurrencies: [1, 16, 64], repeats: 5, burstMs: 800, warmMs: 1500 }
const QUICK: Effort = { concurrencies: [1, 4], repeats: 2, burstMs: 60, warmMs: 60 }

export const suite: Suite = {
  about: 'the whole path in workerd, requests a second and latency, beside bare and naive workers and Fastify',
  measure: async (run) => {
    const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-http-'))
    const served: Served[] = []
    const generator = startGenerator()
    try {
      const product = await edgeProduct(run, join(folder, 'keys'))
      const stage = { run, product, folder, served }
      const contenders = [...(await startFloors(stage))]
      for (const candidates of sizes(run, [10_000, 100_000])) contenders.push(...(await startSize(stage, candidates)))
      return await load(run, generator, contenders)
    } finally {
      await generator.close()
      await Promise.all(served.map((each) => each.close()))
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** One burst after another, every contender once at every concurrency in each round. */
async function load(run: Run, generator: Generator, contenders: readonly HttpContender[]): Promise<BenchRow[]> {
  const { concurrencies, repeats, burstMs, warmMs } = run.quick ? QUICK : FULL
  for (const { name, candidates, target } of contenders) {
    run.say(`http: warming ${name}, ${candidates} candidates`)
    await generator.fire(target, Math.max(...concurrencies), warmMs)
  }
  const bursts = new Map<HttpContender, Map<number, Burst[]>>(
    contenders.map((contender) => [contender, new Map(concurrencies.map((each) => [each, []]))]),
  )
  for (let round = 0; round < repeats; round++) {
    run.say(`http: round ${round + 1} of ${repeats}`)
    for (const concurrency of concurrencies) {
      for (const offset of contenders.keys()) {
        const contender = contenders[(offset + round) % contenders.length]
        if (contender === undefined) continue
        const burst = await generator.fire(contender.target, concurrency, burstMs)
        bursts.get(contender)?.get(concurrency)?.push(burst)
      }
    }
  }
  return concurrencies.flatMap((concurrency) =>
    rowsAt(
      concurrency,
      contenders.map((contender) => ({ contender, bursts: bursts.get(contender)?.get(concurrency) ?? [] })),
    ),
  )
}

interface Measured {
  readonly contender: HttpContender
  readonly bursts: readonly Burst[]
}

function rowsAt(concurrency: number, measured: readonly Measured[]): BenchRow[] {
  const series = ({ contender: { name, candidates }, bursts }: Measured, value: (burst: Burst) => number): Series => ({
    name: `${name}, c=${concurrency}`,
    ...{ candidates, unit: 'requests/s', values: bursts.map(value), moreIsBetter: true },
  })
  const rate = (each: Measured) => series(each, (burst) => burst.rate)
  const rows = measured.flatMap((each) =>
    each.contender.comparedWith.flatMap((name) => {
      const other = measured.find(({ contender }) => contender.name === name && ofSize(contender, each.contender))
      return other === undefined ? [] : [compared('http', rate(each), rate(other))]
    }),
  )
  const floor = measured.find(({ contender }) => contender.name === OK)
  const latency = (each: Measured, value: (burst: Burst) => number): Series => ({
    ...series(each, value),
    ...{ unit: 'ms', moreIsBetter: false },
  })
  return [
    ...rows,
    ...measured.map((each) => {
      const p50 = (one: Measured) => latency(one, (burst) => burst.p50Ms)
      // The median round's 99th percentile over requests; not the worst round's median.
      const p99 = compared(
        'http',
        latency(each, (burst) => burst.p99Ms),
        null,
      ).median
      return { ...compared('http', p50(each), floor === undefined ? null : p50(floor)), p99 }
    }),
  ]
}

/** What decides nothing can stand beside every size. */
const ofSize = (other: HttpContender, own: HttpContender) =>
  other.candidates === 0 || other.candidates === own.candidates
