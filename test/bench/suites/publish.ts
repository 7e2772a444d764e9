import { compileLarge, encodeLarge, largeSchedule } from '../large-snapshot.ts'
import { interleaved, type Plan } from '../measure.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'

const FLOOR = 'JSON.stringify of the records'

export const suite: Suite = {
  about: 'compiling and encoding one region, from records to shards, beside writing its records as JSON',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [1000, 10_000, 100_000])) rows.push(...(await compileAt(run, candidates)))
    return rows
  },
}

async function compileAt(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  run.say(`publish: ${candidates} candidates`)
  const schedule = largeSchedule(candidates)
  const plan: Plan = {
    ...{ suite: 'publish', candidates, floor: FLOOR, repeats: 5, unit: 'ms', sampleMs: 20, warmMs: 100 },
    longestRunMs: 60_000,
  }
  return interleaved(run, plan, [
    { name: FLOOR, run: () => JSON.stringify(schedule).length },
    { name: 'compile', run: () => compileLarge(schedule).hot.candidateAsset.length },
    { name: 'compile and encode', run: () => encodeLarge(compileLarge(schedule)).length },
  ])
}
