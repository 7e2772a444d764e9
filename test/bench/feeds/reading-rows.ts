import type { BenchRow, Run } from '../suite.ts'
import { compared, type Series } from '../tables/comparison.ts'
import { cpuOf } from './cpu-of.ts'
import type { FeedsWorker } from './feeds-worker.ts'

/** One way to read a document, and the one that it is compared with. */
interface Reading {
  readonly name: string
  /** As the worker knows it. */
  readonly what: string
  readonly floor: string | null
}

const READINGS: readonly Reading[] = [
  { name: 'saxes alone', what: 'saxes', floor: null },
  { name: 'Media RSS, read and mapped', what: 'mrss', floor: 'saxes alone' },
  { name: 'JSON.parse of lines alone', what: 'json-parse', floor: null },
  { name: 'NDJSON, read and mapped', what: 'ndjson', floor: 'JSON.parse of lines alone' },
  { name: 'JSON.parse of all alone', what: 'json-whole', floor: null },
  { name: 'Roku JSON, read and mapped', what: 'roku', floor: 'JSON.parse of all alone' },
  { name: 'csv-parse alone', what: 'csv-parse', floor: null },
  { name: 'CSV template, read and mapped', what: 'csv', floor: 'csv-parse alone' },
]

const FULL = { repeats: 9, items: 5000, warmings: 3 }
const QUICK = { repeats: 2, items: 1000, warmings: 0 }

/** Processor time of workerd for an item, by the way it is read, in turns. */
export async function readingRows(run: Run, { served, ask }: FeedsWorker): Promise<readonly BenchRow[]> {
  const { repeats, items, warmings } = run.quick ? QUICK : FULL
  const read = async ({ what }: Reading) => {
    const found = await ask(`/read?what=${what}&items=${items}`)
    if (found !== items) throw new Error(`feeds: ${what} gave ${found} items instead of ${items}`)
  }
  run.say('feeds: warming the readers')
  for (let time = 0; time < warmings; time++) for (const reading of READINGS) await read(reading)
  const values = new Map<string, number[]>(READINGS.map(({ name }) => [name, []]))
  for (let round = 0; round < repeats; round++) {
    run.say(`feeds: reading, round ${round + 1} of ${repeats}`)
    for (const offset of READINGS.keys()) {
      const reading = READINGS[(offset + round) % READINGS.length]
      if (reading === undefined) continue
      values.get(reading.name)?.push((await cpuOf(served, () => read(reading))) / items)
    }
  }
  const series = (name: string): Series => {
    return { name, candidates: items, unit: 'µs CPU/item', values: values.get(name) ?? [] }
  }
  return READINGS.map(({ name, floor }) => compared('feeds', series(name), floor === null ? null : series(floor)))
}
