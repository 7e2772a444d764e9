import { statusBytes } from '../load/status-bytes.ts'
import type { BenchRow, Run } from '../suite.ts'
import { compared, rounded } from '../tables/comparison.ts'
import { MRSS_FOOT, MRSS_HEAD, mrssItem } from '../workers/feeds/made-up-items.ts'
import type { FeedsWorker } from './feeds-worker.ts'

const STREAMED_MB = 200
const STREAMED_MB_QUICK = 2
const ITEMS_A_CHUNK = 32

/**
 * How much a process of workerd grows while a document of Media RSS comes in through a request, at most: what is read,
 * and what no collector has given back yet. The process has read a small document before.
 */
export async function memoryRows(run: Run, { served, ask }: FeedsWorker): Promise<readonly BenchRow[]> {
  const megabytes = run.quick ? STREAMED_MB_QUICK : STREAMED_MB
  await ask('/stream', documentOf(0.1))
  const before = statusBytes(served.pid, 'VmRSS')
  run.say(`feeds: ${megabytes} MB of Media RSS stream through`)
  const items = await ask('/stream', documentOf(megabytes))
  const most = statusBytes(served.pid, 'VmHWM')
  if (before === null || most === null) return []
  const name = `workerd, growth while ${megabytes} MB of Media RSS stream through`
  return [
    compared('feeds', { name, candidates: Number(items), unit: 'MB', values: [rounded((most - before) / 1e6)] }, null),
  ]
}

/** Every item is another one. */
function* documentOf(megabytes: number): Generator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(MRSS_HEAD)
  for (let [bytes, item] = [0, 0]; bytes < megabytes * 1e6; ) {
    const text = Array.from({ length: ITEMS_A_CHUNK }, () => mrssItem(`clip-${item++}`)).join('')
    bytes += text.length
    yield encoder.encode(text)
  }
  yield encoder.encode(MRSS_FOOT)
}
