import { compileLarge, largeSchedule, shardsOf } from '../large-snapshot.ts'
import { interleaved } from '../measure.ts'
import type { BenchRow, Suite } from '../suite.ts'

/** The publisher's work on one region, from records to shards, beside writing the same records as JSON. */
export const suite: Suite = async () => [1000, 10_000, 100_000].flatMap(compileAt)

function compileAt(candidates: number): BenchRow[] {
  const schedule = largeSchedule(candidates)
  const compiled = compileLarge(schedule)
  const floor = 'JSON.stringify of the records'
  const plan = { suite: 'publish-compile', candidates, floor, repeats: candidates > 10_000 ? 5 : 15, warmups: 1 }
  return interleaved(plan, [
    { name: floor, run: () => JSON.stringify(schedule).length },
    { name: 'compile', run: () => compileLarge(schedule).hot.candidateAsset.length },
    { name: 'encode', run: () => shardsOf(compiled).size },
  ])
}
