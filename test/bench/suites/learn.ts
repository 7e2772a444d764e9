import { measuredRun } from '../learn/measured-run.ts'
import { type BenchRow, type Suite, sizes } from '../suite.ts'
import { compared } from '../tables/comparison.ts'

/** NDJSON is seven times as long: of it, a tenth of the events. */
const NDJSON_SHARE = 0.1
const MOST_EVENTS = 20_000_000

export const suite: Suite = {
  about: 'ff learn run over made-up events, whole: time and most memory, Parquet beside NDJSON',
  mostCandidates: MOST_EVENTS,
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const events of sizes(run, [5_000_000])) {
      for (const form of run.quick ? (['parquet'] as const) : (['parquet', 'ndjson'] as const)) {
        const asked = form === 'parquet' ? events : Math.ceil(events * NDJSON_SHARE)
        run.say(`learn: ${asked} events as ${form}`)
        const { seconds, processorSeconds, peakMb } = await measuredRun(asked, form)
        const row = (name: string, unit: string, value: number) =>
          compared('learn', { name: `${form}, ${name}`, candidates: asked, unit, values: [value] }, null)
        rows.push(
          row('time', 's', seconds),
          row('processor time', 's', processorSeconds),
          row('most memory', 'MB', peakMb),
        )
      }
    }
    return rows
  },
}
