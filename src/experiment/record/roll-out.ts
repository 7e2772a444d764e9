import type { ExperimentRecord } from '../../model/experiments/experiment.ts'
import { LEARNED_NONE } from '../../model/experiments/experiment-vocabulary.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { type OwnedParameter, ownedParameter } from '../../model/policies/parameter-path.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { pointsOf } from './points-bounds.ts'

/** What a person does so that everybody gets a value of the winner: a line of a rule file, or a command. */
export interface RollOutStep {
  /** The owned path. */
  readonly path: string
  /** The value that the winner has. */
  readonly value: number | string | null
  /** The line of a rule file; null: it stands in none. */
  readonly rule: {
    readonly file: string
    readonly field: string
    readonly before: number | null
  } | null
  /** The command; null: the rule file is changed instead. */
  readonly command: string | null
}

/**
 * What to do so that all get what the winner has, path by path; empty: the winner is control, or has what the rules have.
 *
 * @param regions those for which it won: what is served by region is changed in no other
 */
export function rollOut(
  record: ExperimentRecord,
  winner: string,
  rules: Pick<Rules, 'ranking' | 'slate'>,
  regions: readonly RegionId[],
): readonly RollOutStep[] {
  const arm = record.variations.find(({ key }) => key === winner)
  return Object.entries(arm?.parameters ?? {}).flatMap(([path, value]): readonly RollOutStep[] => {
    const parameter = ownedParameter(path)
    if (parameter === null) return []
    const rule = ruleOf(parameter, rules)
    if (rule !== null) return rule.before === value ? [] : [{ path, value, rule, command: null }]
    return [{ path, value, rule: null, command: commandOf(parameter, value, { key: record.key, regions }) }]
  })
}

/** Where the rules have an owned path, and what they say; null: it stands in no rule file. */
export function ruleOfPath(path: string, rules: Pick<Rules, 'ranking' | 'slate'>): RollOutStep['rule'] {
  const parameter = ownedParameter(path)
  return parameter === null ? null : ruleOf(parameter, rules)
}

function ruleOf(parameter: OwnedParameter, { ranking, slate }: Pick<Rules, 'ranking' | 'slate'>): RollOutStep['rule'] {
  if (parameter.kind === 'points') {
    const { term } = parameter
    return { file: 'rules/ranking.json', field: `terms.${term}.points`, before: pointsOf(term, ranking) }
  }
  if (parameter.kind !== 'slate') return null
  const { surface, value } = parameter
  return {
    file: 'rules/slate.json',
    field: `surfaces.${surface}.${value}`,
    before: slate.get(surface)?.[value] ?? null,
  }
}

function commandOf(
  parameter: OwnedParameter,
  value: RollOutStep['value'],
  { key, regions }: { readonly key: string; readonly regions: readonly RegionId[] },
): string {
  const reason = `--reason "won ${key}"`
  if (parameter.kind === 'weight')
    return `ff campaign edit --ids ${parameter.campaignId} --set weight=${value} ${reason}`
  const where = regions.length === REGION_IDS.length ? '' : `--regions ${regions.join(',')} `
  return value === LEARNED_NONE ? `ff learn retire ${where}${reason}` : `ff learn activate ${value} ${where}${reason}`
}
