import type { Viewer } from '../../decide/context/context.ts'
import { ANYBODY } from '../../decide/matrix/matrix-viewers.ts'
import { OFFER_TYPES } from '../../model/nouns/offer-vocabulary.ts'
import type { Rules } from '../../model/policies/rules.ts'

/** One age band: a kind of viewer to ask for. */
export interface AgeBand {
  /** `kids`, `guest`, `up to 12`, `adult`. */
  readonly name: string
  readonly viewer: Viewer
}

/** A cap above the age of any label. */
const NO_BOUND = 21

/** A kids profile, a guest, a member of each cap that the rules name, and a proven adult. */
export function ageBands({ publish, maturity }: Pick<Rules, 'publish' | 'maturity'>): readonly AgeBand[] {
  const member: Viewer = { ...ANYBODY, state: 'member', entitlements: OFFER_TYPES }
  return [
    { name: 'kids', viewer: { ...member, cap: maturity.kidsCap, kids: true } },
    { name: 'guest', viewer: ANYBODY },
    ...publish.ageBands.map((cap) => ({ name: `up to ${cap}`, viewer: { ...member, cap } })),
    { name: 'adult', viewer: { ...member, cap: NO_BOUND, adult: true } },
  ]
}
