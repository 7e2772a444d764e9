import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { OwnedValues } from '../../model/policies/owned-values.ts'
import { type OwnedParameter, ownedParameter } from '../../model/policies/parameter-path.ts'
import type { RankingPolicy, RankingTerm, RegionRules } from '../../model/policies/rules.ts'
import type { PersonalTerm } from '../../model/policies/taste-policy.ts'
import { campaignOfId } from '../rows/hash-search.ts'
import { learningAs } from './other-learning.ts'

type Armed = Pick<Snapshot, 'hot' | 'weights' | 'rules' | 'otherLearning'>

/**
 * The snapshot as an arm has it: its rules and weights with the owned values, and with the vectors and points of what
 * `learned` names. `learned` is applied first, so that points which the same arm has stand; no other experiment may own
 * any of them. A path that is not known changes nothing: whoever assigns arms refuses it before.
 *
 * @throws RangeError for a value of `learned` that the snapshot brings nothing for
 */
export function armedSnapshot<Kept extends Armed>(snapshot: Kept, values: OwnedValues): Kept {
  const owned = Object.entries(values).flatMap(([path, value]): Owned[] => {
    const parameter = ownedParameter(path)
    return parameter === null ? [] : [{ parameter, value }]
  })
  const { hot, rules, points } = learningAs(snapshot, values.learned)
  const learned = { ...rules, ranking: rankingWith(rules.ranking, points) }
  const weights = withWeights(snapshot, owned)
  return { ...snapshot, hot, rules: withSlates(withPoints(learned, owned), owned), weights }
}

/** Those of the owned values that differ from the snapshot's own: an arm that changes nothing needs no room. */
export function differingValues({ hot, weights, rules }: Armed, values: OwnedValues): OwnedValues {
  const { ranking, slate } = rules
  const ownPoints: Readonly<Record<string, number>> = { ...ranking.weights, ...ranking.personal.points }
  const ownOf = (parameter: OwnedParameter | null): number | null | undefined => {
    if (parameter === null || parameter.kind === 'learned') return undefined
    if (parameter.kind === 'points') return ownPoints[parameter.term]
    if (parameter.kind === 'weight') return weights.weight[campaignOfId(hot.campaigns, parameter.campaignId)]
    return slate.find(({ surface }) => surface === parameter.surface)?.[parameter.value]
  }
  const { learned, ...others } = values
  // Points that another value changes with what was learned are no longer the snapshot's own.
  if (learned !== undefined && learned !== rules.learned) return values
  return Object.fromEntries(Object.entries(others).filter(([path, value]) => ownOf(ownedParameter(path)) !== value))
}

/** Owned values of slates, and all others: those say how rows rank. */
export function dividedValues(values: OwnedValues): { readonly slates: OwnedValues; readonly others: OwnedValues } {
  const isSlate = (path: string) => ownedParameter(path)?.kind === 'slate'
  const entries = Object.entries(values)
  return {
    slates: Object.fromEntries(entries.filter(([path]) => isSlate(path))),
    others: Object.fromEntries(entries.filter(([path]) => !isSlate(path))),
  }
}

interface Owned {
  readonly parameter: OwnedParameter
  readonly value: number | string | null
}

type Term = RankingTerm | PersonalTerm

function withPoints(rules: RegionRules, owned: readonly Owned[]): RegionRules {
  const points: Partial<Record<Term, number>> = {}
  for (const { parameter, value } of owned) {
    if (parameter.kind === 'points' && typeof value === 'number') points[parameter.term] = value
  }
  return Object.keys(points).length === 0 ? rules : { ...rules, ranking: rankingWith(rules.ranking, points) }
}

function rankingWith(ranking: RankingPolicy, points: Readonly<Partial<Record<Term, number>>>): RankingPolicy {
  const { weights, personal } = ranking
  const among = (terms: object) => Object.fromEntries(Object.entries(points).filter(([term]) => term in terms))
  return {
    ...ranking,
    weights: { ...weights, ...among(weights) },
    personal: { ...personal, points: { ...personal.points, ...among(personal.points) } },
  }
}

function withSlates(rules: RegionRules, owned: readonly Owned[]): RegionRules {
  const slates = owned.flatMap(({ parameter, value }) =>
    parameter.kind === 'slate' ? [{ ...parameter, set: value }] : [],
  )
  if (slates.length === 0) return rules
  const slate = rules.slate.map((policy) => {
    const own = slates.filter(({ surface }) => surface === policy.surface).map(({ value, set }) => [value, set])
    return own.length === 0 ? policy : { ...policy, ...Object.fromEntries(own) }
  })
  return { ...rules, slate }
}

function withWeights({ hot, weights }: Armed, owned: readonly Owned[]): Armed['weights'] {
  const own = owned.flatMap(({ parameter, value }) => {
    if (parameter.kind !== 'weight' || typeof value !== 'number') return []
    const campaign = campaignOfId(hot.campaigns, parameter.campaignId)
    return campaign < 0 ? [] : [{ campaign, value }]
  })
  if (own.length === 0) return weights
  const weight = weights.weight.slice()
  for (const { campaign, value } of own) weight[campaign] = value
  return { ...weights, weight }
}
