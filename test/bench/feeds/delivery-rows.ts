import type { BenchRow, Run } from '../suite.ts'
import { compared, type Series } from '../tables/comparison.ts'
import type { Outcome } from '../workers/feeds/outcome.ts'
import { cpuOf } from './cpu-of.ts'
import type { FeedsWorker } from './feeds-worker.ts'

const RAW = 'raw pipelined writes of records'
const INGEST = 'ingest of new records'
const FIRST = 'first delivery of these records'
const AGAIN = 'the same delivery again'
const MRSS_FIRST = 'first delivery of Media RSS'
const MRSS_AGAIN = 'the same Media RSS again'

/** What is done with an item, in this order: what is sent again was there before. */
interface Step {
  readonly name: string
  /** As the worker knows it. */
  readonly what: 'raw' | 'ingest' | 'ndjson' | 'mrss'
  /** What becomes of every item. */
  readonly becomes: 'accepted' | 'unchanged'
  readonly comparedWith: string | null
}

const NEW = { becomes: 'accepted' } as const
const KNOWN = { becomes: 'unchanged' } as const
/** Ingest and a first delivery would find each other's records: each begins with an empty store. */
const TURNS: readonly (readonly Step[])[] = [
  [{ ...NEW, name: RAW, what: 'raw', comparedWith: null }],
  [{ ...NEW, name: INGEST, what: 'ingest', comparedWith: RAW }],
  [
    { ...NEW, name: FIRST, what: 'ndjson', comparedWith: INGEST },
    { ...KNOWN, name: AGAIN, what: 'ndjson', comparedWith: FIRST },
  ],
  [
    { ...NEW, name: MRSS_FIRST, what: 'mrss', comparedWith: INGEST },
    { ...KNOWN, name: MRSS_AGAIN, what: 'mrss', comparedWith: MRSS_FIRST },
  ],
]

/**
 * Processor time of the publisher's part of a delivery for an item, in turns; the store is another process.
 *
 * @param empty the store, before each turn
 */
export async function deliveryRows(
  run: Run,
  { served, ask }: FeedsWorker,
  items: number,
  empty: () => void,
): Promise<readonly BenchRow[]> {
  const repeats = run.quick ? 1 : 7
  const steps = TURNS.flat()
  const values = new Map<string, number[]>(steps.map(({ name }) => [name, []]))
  const take = async (step: Step): Promise<number> =>
    cpuOf(served, async () => mustBe(step, items, (await ask(`/work?what=${step.what}`)) as Outcome))
  // One round more, uncounted: it warms the compilers.
  for (let round = run.quick ? 1 : 0; round <= repeats; round++) {
    run.say(`feeds: ${items} items, ${round === 0 ? 'warming' : `round ${round} of ${repeats}`}`)
    await ask(`/prepare?name=r${round}&items=${items}`)
    for (const offset of TURNS.keys()) {
      empty()
      for (const step of TURNS[(offset + round) % TURNS.length] ?? []) {
        const used = await take(step)
        if (round > 0) values.get(step.name)?.push(used / items)
      }
    }
  }
  const series = (name: string): Series => {
    return { name, candidates: items, unit: 'µs CPU/item', values: values.get(name) ?? [] }
  }
  return steps.map(({ name, comparedWith }) =>
    compared('feeds', series(name), comparedWith === null ? null : series(comparedWith)),
  )
}

/** A bench of refusals measures nothing. */
function mustBe({ name, becomes }: Step, items: number, outcome: Outcome): void {
  if (outcome.problem === null && outcome[becomes] === items) return
  throw new Error(`feeds: ${name}: ${outcome[becomes]} of ${items} ${becomes}; ${outcome.problem ?? ''}`)
}
