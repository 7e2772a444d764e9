import { type Chance, chanceFrom } from '../../decide/draw/chance.ts'
import type { LearnedPoints } from '../../model/learned/learned-bounds.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { SlatePolicy } from '../../model/policies/slate-policy.ts'

/** A change of the kind that an experiment makes. */
export interface MadeUpChange {
  readonly kind: 'temperature' | 'floor' | 'points'
  /** What it changes, as experiments name it; `*`: on every surface. */
  readonly path: string
  /** What the value of before is multiplied with. */
  readonly factor: number
  readonly change: (rules: Rules) => Rules
}

/** A quarter less, up to a quarter more. */
const GREATEST_SHARE = 0.25
const TERMS = ['taste', 'sessionTaste', 'engagement'] as const satisfies readonly (keyof LearnedPoints)[]

/** Changes by chance, of each kind in turn: the same for the same seed. */
export function madeUpChanges(count: number, seed: number): readonly MadeUpChange[] {
  const chance = chanceFrom(`changes ${seed}`)
  return Array.from({ length: count }, (_, index) => {
    if (index % 3 === 0) return ofSlates('temperature', factorFrom(chance))
    if (index % 3 === 1) return ofSlates('floor', factorFrom(chance))
    return ofPoints(TERMS[Math.floor(chance() * TERMS.length)] ?? 'taste', factorFrom(chance))
  })
}

function factorFrom(chance: Chance): number {
  return 1 - GREATEST_SHARE + 2 * GREATEST_SHARE * chance()
}

function ofSlates(kind: 'temperature' | 'floor', factor: number): MadeUpChange {
  const changed = (policy: SlatePolicy): SlatePolicy => ({ ...policy, [kind]: policy[kind] * factor })
  const change = (rules: Rules): Rules => ({
    ...rules,
    slate: new Map([...rules.slate].map(([surface, policy]) => [surface, changed(policy)])),
  })
  return { kind, path: `slate.*.${kind}`, factor, change }
}

function ofPoints(term: (typeof TERMS)[number], factor: number): MadeUpChange {
  const change = (rules: Rules): Rules => {
    const { personal } = rules.ranking
    const points = { ...personal.points, [term]: personal.points[term] * factor }
    return { ...rules, ranking: { ...rules.ranking, personal: { ...personal, points } } }
  }
  return { kind: 'points', path: `ranking.terms.${term}.points`, factor, change }
}
