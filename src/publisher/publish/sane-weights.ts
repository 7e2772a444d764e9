import type { ReportedCheck } from '../../contracts/ops/answers/publish.ts'
import type { SnapshotWeights } from '../../model/columns/snapshot.ts'

/** What each column by campaign may hold; the edge plays nothing of a share that is no number. */
const COLUMNS = [
  { name: 'weight', column: 'weight', isSane: (value: number) => value >= 0 && value <= 1000 },
  { name: 'share', column: 'pacing', isSane: (value: number) => value >= 0 && value <= 1 },
  { name: 'need', column: 'pacingNeed', isSane: (value: number) => value >= 0 && value <= 8 },
  { name: 'end of its share', column: 'pacingEnds', isSane: (value: number) => !Number.isNaN(value) },
] as const satisfies readonly {
  readonly name: string
  readonly column: keyof SnapshotWeights
  readonly isSane: (value: number) => boolean
}[]

/** Whether every campaign's weight and pacing are numbers that mean something; the detail names the first that is not. */
export function saneWeights(weights: SnapshotWeights): ReportedCheck {
  const campaigns = weights.weight.length
  const wrong = COLUMNS.flatMap(({ name, column, isSane }) => {
    const values: ArrayLike<number> = weights[column]
    if (values.length !== campaigns) return [`${values.length} values of ${column} for ${campaigns} campaigns`]
    const campaign = Array.from(values).findIndex((value) => !isSane(value))
    return campaign < 0 ? [] : [`campaign ${campaign} has ${name} ${values[campaign]}`]
  })
  const [first] = wrong
  const detail = first ?? `${campaigns} weights from 0 to 1000, shares from 0 to 1, needs from 0 to 8`
  return { check: 'insane-weights', passed: first === undefined, detail }
}
