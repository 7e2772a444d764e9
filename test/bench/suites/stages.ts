import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Generator, startGenerator } from '../load/generator-process.ts'
import { edgeProduct } from '../product/edge.ts'
import { type StageContender, startStages } from '../stages/contenders.ts'
import { type Costs, stageRows } from '../stages/rows.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { cpuMicroseconds } from '../tables/cpu-time.ts'
import type { Served } from '../workerd/serve.ts'

interface Effort {
  readonly repeats: number
  readonly burstMs: number
  /** Before each burst, uncounted: the processor's caches are still full of the contender before. */
  readonly leadInMs: number
  readonly warmMs: number
  /** How often a stage is run once more: what it costs is far above the noise of a request then. */
  readonly times: number
}

const FULL: Effort = { repeats: 7, burstMs: 800, leadInMs: 200, warmMs: 3000, times: 100 }
const QUICK: Effort = { repeats: 2, burstMs: 60, leadInMs: 10, warmMs: 60, times: 20 }
const CONCURRENCY = 16

export const suite: Suite = {
  about: 'CPU in workerd of each stage of an answer to a viewer, µs, beside an empty worker and a constant answer',
  measure: async (run) => {
    const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-stages-'))
    const generator = startGenerator()
    try {
      const product = await edgeProduct(run, join(folder, 'keys'))
      const rows: BenchRow[] = []
      for (const candidates of sizes(run, [100_000])) {
        const kvFolder = join(folder, `kv-${candidates}`)
        run.say(`stages: ${candidates} candidates: writing the snapshot`)
        await product.publish(candidates, kvFolder)
        const { times } = run.quick ? QUICK : FULL
        const served: Served[] = []
        try {
          const contenders = await startStages(product, { kvFolder, empty: join(folder, 'empty') }, times, served)
          rows.push(...stageRows(await costs(run, generator, contenders), candidates, times))
        } finally {
          await Promise.all(served.map((each) => each.close()))
        }
      }
      return rows
    } finally {
      await generator.close()
      await rm(folder, { recursive: true, force: true })
    }
  },
}

/** One burst after another, in turns. */
async function costs(run: Run, generator: Generator, contenders: readonly StageContender[]): Promise<Costs> {
  const { repeats, burstMs, leadInMs, warmMs } = run.quick ? QUICK : FULL
  for (const { name, target } of contenders) {
    run.say(`stages: warming ${name}`)
    await generator.fire(target, CONCURRENCY, warmMs)
  }
  const values = new Map<string, number[]>(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round < repeats; round++) {
    run.say(`stages: round ${round + 1} of ${repeats}`)
    for (const offset of contenders.keys()) {
      const contender = contenders[(offset + round) % contenders.length]
      if (contender === undefined) continue
      const { name, server, target } = contender
      await generator.fire(target, CONCURRENCY, leadInMs)
      const before = cpuMicroseconds(server.pid)
      const { answers } = await generator.fire(target, CONCURRENCY, burstMs)
      const after = cpuMicroseconds(server.pid)
      if (before === null || after === null) throw new Error('stages: nothing here tells what a process computed')
      values.get(name)?.push((after - before) / answers)
    }
  }
  return values
}
