import type { BenchRow } from '../suite.ts'
import { compared, type Series } from '../tables/comparison.ts'
import { CONSTANT, EMPTY, ONCE, PRODUCT, STAGE_NAMES } from './names.ts'

/** Microseconds of processor time a request, by contender: one value a round. */
export type Costs = ReadonlyMap<string, readonly number[]>

const SUM = 'all stages'
const REST = 'rest: sending the answer, promises, garbage'
/** What has another stage in it: its own part is what is left without that. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  read: ['viewer', 'session open'],
  dress: ['decide'],
}

/** The rows of one size: whole requests first, then each stage, then what the stages leave of the product. */
export function stageRows(costs: Costs, candidates: number, times: number): readonly BenchRow[] {
  const series = (name: string, values: readonly number[]): Series => ({ name, candidates, unit: 'µs CPU', values })
  const of = (name: string) => costs.get(name) ?? []
  const whole = STAGE_NAMES.map((name) => ({
    name,
    values: of(name).map((cost, round) => (cost - (of(ONCE)[round] ?? Number.NaN)) / times),
  }))
  const alone = whole.map(({ name, values }) => ({
    name,
    values: values.map((value, round) =>
      (INSIDE[name] ?? []).reduce(
        (left, inner) => left - (whole.find((each) => each.name === inner)?.values[round] ?? Number.NaN),
        value,
      ),
    ),
  }))
  const product = series(`${PRODUCT}, a whole request`, of(PRODUCT))
  const sum = of(PRODUCT).map((_, round) => alone.reduce((all, { values }) => all + (values[round] ?? Number.NaN), 0))
  const rest = of(PRODUCT).map((cost, round) => cost - (of(EMPTY)[round] ?? Number.NaN) - (sum[round] ?? Number.NaN))
  const rows = [
    product,
    series('product, composed of its stages', of(ONCE)),
    series(EMPTY, of(EMPTY)),
    series(CONSTANT, of(CONSTANT)),
    ...alone.map(({ name, values }) => series(`stage ${name}`, values)),
    series(SUM, sum),
    series(REST, rest),
  ]
  return rows.map((row) => compared('stages', row, product))
}
