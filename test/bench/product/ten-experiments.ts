import { servedExperiments } from '../../../src/compile/experiments/served-experiments.ts'
import { experimentRecord } from '../../../src/model/experiments/experiment.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { encodeSnapshot } from '../../../src/snapshot/encode.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import { compileLarge, largeSchedule, REGION } from '../catalogue/large-snapshot.ts'

/**
 * What ten experiments own, each in a layer of its own, all of them on the surface that is asked most. The values are near
 * those of the rules: one that turns on what the rules leave off, such as likeness, would be measured as the arm's cost.
 */
const OWNED: readonly (readonly [path: string, value: number])[] = [
  ['slate.home-hero.temperature', 2.2],
  ['slate.home-hero.floor', 0.06],
  ['slate.home-hero.head', 9],
  ['ranking.terms.context.points', 18],
  ['slate.home-hero.twinPoints', 38],
  ['slate.home-hero.tierLead', 1],
  ['ranking.terms.taste.points', 50],
  ['ranking.terms.sessionTaste.points', 20],
  ['ranking.terms.freshness.points', 15],
  ['ranking.terms.engagement.points', 12],
]

/** Ten experiments of half and half that everybody is in, and the holdout of the rules. */
export function tenExperiments() {
  const running = OWNED.map(([path, value], index) => {
    const key = `experiment-${index}`
    const variations = [
      { key: 'control', parameters: {} },
      { key: 'changed', parameters: { [path]: value } },
    ]
    return { record: experimentRecord().parse({ key, layer: key, variations, metrics: ['start-rate'] }), coverage: 1 }
  })
  const { served, armColumns, refused } = servedExperiments(running, bundledRules(), REGION)
  if (refused.length > 0)
    throw new Error(`refused: ${refused.map(({ key, reason }) => `${key}: ${reason}`).join('; ')}`)
  return { served, armColumns }
}

/** The made-up schedule of a size, with ten experiments. */
export function shardsWithTen(candidates: number): readonly Shard[] {
  const compiled = compileLarge(largeSchedule(candidates))
  const { served, armColumns } = tenExperiments()
  return encodeSnapshot({ ...compiled, rules: { ...compiled.rules, experiments: served }, armColumns })
}
