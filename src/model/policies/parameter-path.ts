import type { CampaignId } from '../fields/identifier.ts'
import { LEARNED_TERMS } from '../learned/learned-bounds.ts'
import { SURFACE_IDS, type SurfaceId } from '../nouns/surface.ts'
import { RANKING_TERMS, type RankingTerm } from './rules.ts'
import { PERSONAL_TERMS, type PersonalTerm } from './taste-policy.ts'

/** The values of a slate that an experiment may own: how a place is drawn and how a page is mixed. */
export const OWNED_SLATE_VALUES = [
  'temperature',
  'floor',
  'head',
  'newAssetEvery',
  'mmrLambda',
  'twinPoints',
  'tierLead',
] as const
export type OwnedSlateValue = (typeof OWNED_SLATE_VALUES)[number]

/**
 * What an experiment may change, taken apart. Nothing that says what may be *seen* has a path: gates, maturity, rights and
 * clocks are the same for everybody.
 */
export type OwnedParameter =
  | { readonly kind: 'points'; readonly term: RankingTerm | PersonalTerm }
  | { readonly kind: 'slate'; readonly surface: SurfaceId; readonly value: OwnedSlateValue }
  | { readonly kind: 'learned' }
  | { readonly kind: 'weight'; readonly campaignId: CampaignId }

const TERMS: readonly (RankingTerm | PersonalTerm)[] = [...RANKING_TERMS, ...PERSONAL_TERMS]

/**
 * The parameter that a path names: `ranking.terms.<term>.points`, `slate.<surface>.<value>`, `learned` or
 * `campaigns.<id>.weight`. Null: the path names nothing that an experiment may own.
 */
export function ownedParameter(path: string): OwnedParameter | null {
  if (path === 'learned') return { kind: 'learned' }
  const [root, ...rest] = path.split('.')
  if (root === 'ranking' && rest.length === 3 && rest[0] === 'terms' && rest[2] === 'points') {
    const term = TERMS.find((each) => each === rest[1])
    return term === undefined ? null : { kind: 'points', term }
  }
  if (root === 'slate' && rest.length === 2) {
    const surface = SURFACE_IDS.find((each) => each === rest[0])
    const value = OWNED_SLATE_VALUES.find((each) => each === rest[1])
    return surface === undefined || value === undefined ? null : { kind: 'slate', surface, value }
  }
  if (root === 'campaigns' && rest.length === 2 && rest[1] === 'weight') {
    const [id = ''] = rest
    return isCampaignId(id) ? { kind: 'weight', campaignId: id } : null
  }
  return null
}

/** Whether two owned paths set the same thing: equal ones do, and `learned` sets the points of terms that may be learned. */
export function setTheSame(one: string, other: string): boolean {
  return one === other || setsPointsOf(one, other) || setsPointsOf(other, one)
}

function setsPointsOf(one: string, other: string): boolean {
  if (one !== 'learned') return false
  return LEARNED_TERMS.some((term) => other === `ranking.terms.${term}.points`)
}

/** As `campaignId` reads it, without its library: edges and consoles carry this code. */
function isCampaignId(id: string): id is CampaignId {
  return /^cmp_[A-Za-z0-9_-]{1,64}$/.test(id)
}
