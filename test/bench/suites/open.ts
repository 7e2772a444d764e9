import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { byName, largeSchedule, largeShards } from '../catalogue/large-snapshot.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { compared } from '../tables/comparison.ts'
import { interleaved, type Plan } from '../tables/measure.ts'

const FLOOR = 'JSON.parse of the records'

export const suite: Suite = {
  about: 'a snapshot from bytes to usable, and its bytes a candidate, beside JSON.parse of the records',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [1000, 10_000, 100_000])) rows.push(...(await openAt(run, candidates)))
    return rows
  },
}

async function openAt(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  run.say(`open: ${candidates} candidates`)
  const shards = byName(largeShards(candidates))
  const text = JSON.stringify(largeSchedule(candidates))
  const plan: Plan = {
    ...{ suite: 'open', candidates, floor: FLOOR, repeats: 9, unit: 'ms', sampleMs: 5, warmMs: 100 },
    longestRunMs: 10_000,
  }
  const rows = await interleaved(run, plan, [
    { name: FLOOR, run: () => Object.keys(JSON.parse(text)).length },
    { name: 'decodeSnapshot', run: () => decodeSnapshot('bench', shards).hot.candidateAsset.length },
    { name: 'decodeSnapshot + every text', run: () => everyText(decodeSnapshot('bench', shards)) },
  ])
  const kept = decodeSnapshot('bench', shards).hot.candidateAsset.length
  const all = [...shards.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  const sizeOf = (name: string, bytes: number) => bytesRow({ candidates, kept, records: text.length }, name, bytes)
  return [
    ...rows,
    sizeOf('records as JSON', text.length),
    sizeOf('shard hot', shards.get('hot')?.length ?? 0),
    sizeOf('all shards', all),
  ]
}

function everyText(snapshot: ReturnType<typeof decodeSnapshot>): number {
  let letters = 0
  for (const asset of snapshot.hot.candidateAsset) letters += snapshot.text.asset(asset).assetId.length
  return letters
}

/** Bytes do not vary: their median is the value. */
function bytesRow(
  { candidates, kept, records }: { readonly candidates: number; readonly kept: number; readonly records: number },
  name: string,
  bytes: number,
): BenchRow {
  const each = Math.round((bytes / kept) * 10) / 10
  const ratio = Number((bytes / records).toPrecision(4))
  const row = compared('open', { name, candidates, unit: 'bytes/candidate', values: [each] }, null)
  return { ...row, ratioTo: 'records as JSON', ratio }
}
