import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stage, startFloors, startSize } from '../http/contenders.ts'
import { rounds } from '../http/rounds.ts'
import { rowsOf } from '../http/rows.ts'
import { startGenerator } from '../load/generator-process.ts'
import { edgeProduct } from '../product/edge.ts'
import { type Suite, sizes } from '../suite.ts'

export const suite: Suite = {
  about:
    'the whole path in workerd, requests a second, CPU and KV reads a request, latency, beside floors and naive services',
  measure: async (run) => {
    const folder = await mkdtemp(join(tmpdir(), 'firstframe-bench-http-'))
    const stage: Omit<Stage, 'product'> = { run, folder, served: [], contenders: [], failed: [] }
    const generator = startGenerator()
    try {
      const staged: Stage = { ...stage, product: await edgeProduct(run, join(folder, 'keys')) }
      for (const candidates of sizes(run, [10_000, 100_000])) await startSize(staged, candidates)
      await startFloors(staged)
      const { entrants, concurrencies } = await rounds(run, generator, stage.contenders)
      return [...rowsOf(entrants, concurrencies), ...stage.failed]
    } finally {
      await generator.close()
      await Promise.all(stage.served.map((each) => each.close()))
      await rm(folder, { recursive: true, force: true })
    }
  },
}
