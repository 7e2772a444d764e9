import type { OfferType } from '../../model/nouns/offer-vocabulary.ts'
import type { SurfaceId } from '../../model/nouns/surface.ts'
import type { Placement, Viewer } from '../context/context.ts'

/** What a question states of a viewer's token; null or left out: nothing. */
export interface ExplainedClaims {
  /** Years. */
  readonly cap?: number | null | undefined
  readonly kids?: boolean | null | undefined
  readonly adult?: boolean | null | undefined
  readonly pin?: boolean | null | undefined
  readonly residence?: string | null | undefined
  readonly entitlements?: readonly OfferType[] | null | undefined
}

/** Whose page or play a question is about. */
export interface PlacementAsked {
  readonly surface: SurfaceId
  readonly inView?: string | null | undefined
  /** The title in view; `inView` goes before it. */
  readonly titleId?: string | null | undefined
}

/** A member as soon as the question states something that only a token can state; otherwise a guest. */
export function explainedViewer(claims: ExplainedClaims): Viewer {
  const { cap, kids, adult, pin, residence, entitlements } = claims
  const member = [cap, kids, adult, pin, residence, entitlements].some((claim) => claim !== undefined && claim !== null)
  return {
    state: member ? 'member' : 'guest',
    subject: null,
    cap: cap ?? null,
    kids: kids ?? false,
    adult: adult ?? false,
    pin: pin ?? false,
    personalize: false,
    entitlements: entitlements ?? [],
    residence: residence ?? null,
  }
}

/** The placement of a question, for so many videos. */
export function explainedPlacement({ surface, inView, titleId }: PlacementAsked, count: number): Placement {
  return { id: surface, surface, count, titleId: null, inView: inView ?? titleId ?? null, row: null }
}
