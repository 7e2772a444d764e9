import type { PersonalPolicy } from '../../model/taste-policy.ts'
import { quantised } from '../../model/taste-vector.ts'
import type { PrivacyClass } from '../context.ts'
import { contextTaste, type Moment } from './context-taste.ts'
import { type TermVectors, termVector } from './term-vector.ts'

/** What is known of who asks, and of the moment. */
export interface TasteKnowledge {
  readonly privacy: PrivacyClass
  /** The profile's taste, int8; empty: none. */
  readonly profile: ArrayLike<number>
  /** The session's taste, int8, as it is now; empty: none. */
  readonly session: ArrayLike<number>
  readonly moment: Moment
}

/**
 * The terms that a request is ranked with, each within its points. A profile counts for those alone who agreed; what a
 * session taught counts for all but minors, who are not profiled at all (COPPA, 16 CFR 312; Regulation (EU) 2022/2065
 * art. 28(2)). The moment is no profile, and counts for everyone.
 *
 * @param genres where each genre lies, as the snapshot says
 */
export function requestTerms(
  { privacy, profile, session, moment }: TasteKnowledge,
  genres: ReadonlyMap<string, Int8Array>,
  policy: PersonalPolicy,
): TermVectors {
  const { points } = policy
  return {
    taste: termVector(quantised(privacy === 'consented' ? profile : []), points.taste),
    sessionTaste: termVector(quantised(mayLearn(privacy) ? session : []), points.sessionTaste),
    context: termVector(contextTaste(moment, genres, policy.context), points.context),
  }
}

/** Whether a session may learn from what its viewer does. */
export function mayLearn(privacy: PrivacyClass): boolean {
  return privacy !== 'minor'
}
