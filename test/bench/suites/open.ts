import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { compileLarge, largeSchedule, shardsOf } from '../large-snapshot.ts'
import { interleaved } from '../measure.ts'
import type { BenchRow, Suite } from '../suite.ts'

const FLOOR = 'JSON.parse of the records'

/** From bytes to the first decision's reach: opening a snapshot, beside parsing the records that it was made from. */
export const suite: Suite = async () => [1000, 10_000, 100_000].flatMap(openAt)

function openAt(candidates: number): BenchRow[] {
  const schedule = largeSchedule(candidates)
  const text = JSON.stringify(schedule)
  const compiled = compileLarge(schedule)
  const shards = shardsOf(compiled)
  const plan = { suite: 'open', candidates, floor: FLOOR, repeats: candidates > 10_000 ? 7 : 25, warmups: 2 }
  const rows = interleaved(plan, [
    { name: FLOOR, run: () => Object.keys(JSON.parse(text)).length },
    { name: 'decodeSnapshot', run: () => decodeSnapshot('bench', shards).hot.candidateAsset.length },
    { name: 'decodeSnapshot + every text', run: () => everyText(decodeSnapshot('bench', shards)) },
  ])
  const kept = compiled.hot.candidateAsset.length
  const all = [...shards.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  return [
    ...rows,
    ...bytesRow(candidates, kept, 'records as JSON', Buffer.byteLength(text), Buffer.byteLength(text)),
    ...bytesRow(candidates, kept, 'shard hot', shards.get('hot')?.length ?? 0, Buffer.byteLength(text)),
    ...bytesRow(candidates, kept, 'all shards', all, Buffer.byteLength(text)),
  ]
}

function everyText(snapshot: ReturnType<typeof decodeSnapshot>): number {
  let letters = 0
  for (const asset of snapshot.hot.candidateAsset) letters += snapshot.text.asset(asset).assetId.length
  return letters
}

function bytesRow(candidates: number, kept: number, name: string, bytes: number, floor: number): BenchRow[] {
  const each = Math.round((bytes / kept) * 10) / 10
  const ratio = Number((bytes / floor).toPrecision(4))
  const unit = 'bytes/candidate'
  return [{ suite: 'open', name, candidates, unit, median: each, p99: each, ratioTo: 'records as JSON', ratio }]
}
