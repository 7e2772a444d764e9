import type { BenchRow } from '../suite.ts'
import { compared, type Series, unmeasured } from '../tables/comparison.ts'
import { type HttpContender, OK } from './contenders.ts'
import type { Entrant, Sample } from './rounds.ts'

const GENERATOR = 'the generator, all that its own core can ask'

/** The rows of all rounds: rates, and beside each what a request cost; then latencies, and the generator. */
export function rowsOf(entrants: readonly Entrant[], concurrencies: readonly number[]): BenchRow[] {
  const running = entrants.filter(({ problem }) => problem === null)
  const dropped = entrants.filter(({ problem }) => problem !== null)
  return [
    ...concurrencies.flatMap((concurrency) => rowsAt(concurrency, running)),
    ...dropped.map(({ contender: { name, candidates }, problem }) =>
      unmeasured('http', { name, candidates, unit: 'requests/s' }, problem),
    ),
  ]
}

function rowsAt(concurrency: number, entrants: readonly Entrant[]): BenchRow[] {
  const series = (
    { contender: { name, candidates }, samples }: Entrant,
    unit: string,
    value: (sample: Sample) => number | null,
  ): Series => {
    const values = (samples.get(concurrency) ?? []).map((sample) => value(sample) ?? Number.NaN)
    return { name: `${name}, c=${concurrency}`, candidates, unit, values, moreIsBetter: unit === 'requests/s' }
  }
  const rate = (entrant: Entrant) => series(entrant, 'requests/s', ({ burst }) => burst.rate)
  const cpu = (entrant: Entrant) => series(entrant, 'µs CPU/request', (sample) => each(sample, sample.cpuMicroseconds))
  const reads = (entrant: Entrant) => series(entrant, 'KV reads/request', (sample) => each(sample, sample.kvReads))
  const latency = (entrant: Entrant) => series(entrant, 'ms', ({ burst }) => burst.p50Ms)
  const floor = entrants.find(({ contender }) => contender.name === OK)
  const beside = (entrant: Entrant, of: (entrant: Entrant) => Series) =>
    entrant.contender.comparedWith.flatMap((name) => {
      const other = entrants.find(({ contender }) => contender.name === name && ofSize(contender, entrant.contender))
      return other === undefined ? [] : [compared('http', of(entrant), of(other))]
    })
  const known = (all: Series) => all.values.every(Number.isFinite)
  return [
    ...entrants.flatMap((entrant) => [
      ...beside(entrant, rate),
      ...(known(cpu(entrant)) ? beside(entrant, cpu) : []),
      ...(known(reads(entrant)) && entrant.contender.candidates > 0 ? [compared('http', reads(entrant), null)] : []),
    ]),
    ...entrants.map((entrant) => {
      // The median round's 99th percentile over requests; not the worst round's median.
      const p99 = compared(
        'http',
        series(entrant, 'ms', ({ burst }) => burst.p99Ms),
        null,
      ).median
      return { ...compared('http', latency(entrant), floor === undefined ? null : latency(floor)), p99 }
    }),
    ...(floor === undefined ? [] : [ceiling(floor, concurrency, series, rate)]),
  ]
}

/** How much the generator could ask, by the processor time that it took for the contender with the most answers. */
function ceiling(
  floor: Entrant,
  concurrency: number,
  series: (entrant: Entrant, unit: string, value: (sample: Sample) => number) => Series,
  rate: (entrant: Entrant) => Series,
): BenchRow {
  const most = series(floor, 'requests/s', ({ burst }) => (burst.answers / burst.cpuMicroseconds) * 1e6)
  return compared('http', { ...most, name: `${GENERATOR}, c=${concurrency}` }, rate(floor))
}

function each({ burst }: Sample, amount: number | null): number | null {
  return amount === null ? null : amount / burst.answers
}

/** What decides nothing can stand beside every size. */
const ofSize = (other: HttpContender, own: HttpContender) =>
  other.candidates === 0 || other.candidates === own.candidates
