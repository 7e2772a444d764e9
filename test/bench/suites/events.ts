import { consumerRows } from '../events/consumer-rows.ts'
import { tokenRows } from '../events/token-rows.ts'
import { type BenchRow, type Suite, sizes } from '../suite.ts'

export const suite: Suite = {
  about: 'events a second through the consumer beside raw writes, what they leave in Redis; bytes and cost of a token',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const decisions of sizes(run, [2_000])) rows.push(...(await consumerRows(run, decisions)))
    return [...rows, ...(await tokenRows(run))]
  },
}
