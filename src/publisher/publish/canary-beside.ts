import type { PublishRefusal } from '../../contracts/ops/answers/publish.ts'
import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import type { RegionRules } from '../../model/policies/rules.ts'

/** The check of a canary beside an experiment that tries a run. */
export const CANARY_BESIDE = 'experiment'

/** The refusal of a canary while an experiment tries another run: an edge has room for one of both. */
export function canaryBeside(experiment: string): PublishRefusal {
  return {
    check: CANARY_BESIDE,
    detail: `it would go to a canary, and the experiment ${experiment} tries another run here: an edge has room for one of both; stop or decide it first (\`ff experiment stop ${experiment} --reason …\`)`,
  }
}

/** The experiment in the rules of a snapshot that tries another run than the snapshot's own; null: none does. */
export function runTriedBy({ experiments, learned }: Pick<RegionRules, 'experiments' | 'learned'>): string | null {
  const isOther = (value: unknown) => typeof value === 'string' && value !== LEARNED_NONE && value !== learned
  const found = experiments?.experiments.find(({ variations }) =>
    variations.some(({ parameters }) => isOther(parameters.learned)),
  )
  return found?.key ?? null
}
