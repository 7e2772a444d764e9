import type { RibbonViewer } from '../../contracts/ops/requests/preview/preview-ribbon.ts'

/** The highest cap: a proven adult has it. */
const ADULT_CAP = 21

/** What a question to explain states of a viewer's token. */
export interface StatedClaims {
  /** Maturity cap in years. */
  readonly cap?: number
  readonly kids?: true
  readonly adult?: true
}

/**
 * The viewer of a row of the ribbon, in the words of a question to explain.
 *
 * @param kidsCap the cap of a kids profile by the rules, in years
 */
export function claimsOfViewer(viewer: RibbonViewer, kidsCap: number): StatedClaims {
  if (viewer === 'guest') return {}
  if (viewer === 'kids') return { cap: kidsCap, kids: true }
  if (viewer === 'adult') return { cap: ADULT_CAP, adult: true }
  return { cap: viewer }
}

/** A viewer in words: what they are called, and what that means. */
export function viewerWords(viewer: RibbonViewer): { readonly name: string; readonly means: string } {
  if (viewer === 'guest') return { name: 'Guest', means: 'not signed in' }
  if (viewer === 'kids') return { name: 'Kids profile', means: 'a child' }
  if (viewer === 'adult') return { name: 'Adult', means: 'proven' }
  return { name: `Viewer of ${viewer}`, means: `cap ${viewer}` }
}
