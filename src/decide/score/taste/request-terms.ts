import { spaceOf } from '../../../model/columns/taste-space.ts'
import { quantised, TASTE_DIMENSIONS } from '../../../model/columns/taste-vector.ts'
import { hash32 } from '../../../model/hash32.ts'
import type { PrivacyClass } from '../../../model/nouns/answer-vocabulary.ts'
import type { RegionRules } from '../../../model/policies/rules.ts'
import type { PersonalPolicy } from '../../../model/policies/taste-policy.ts'
import type { Memory } from '../../context/memory.ts'
import { contextTaste, type Moment } from './context-taste.ts'
import { type TermVectors, termVector } from './term-vector.ts'

/** What is known of the viewer's taste. */
export interface TasteKnowledge {
  readonly privacy: PrivacyClass
  /** The profile's taste, int8; empty: none. */
  readonly profile: ArrayLike<number>
  /** The session's taste, int8, as it is now; empty: none. */
  readonly session: ArrayLike<number>
}

/**
 * The terms of the moment only: those of every viewer without a taste that counts.
 *
 * @param genres taste vector of each genre in the snapshot
 */
export function momentTerms(
  moment: Moment,
  genres: ReadonlyMap<string, Int8Array>,
  policy: PersonalPolicy,
): TermVectors {
  const context = termVector(contextTaste(moment, genres, policy.context), policy.points.context)
  return { taste: NO_TASTE, sessionTaste: NO_TASTE, context }
}

/**
 * The terms of the moment and of the viewer's taste, each within its points. A profile counts only for viewers who
 * agreed. What a session learned counts for all but minors, who are not profiled at all (COPPA, 16 CFR 312; Regulation
 * (EU) 2022/2065 art. 28(2)). The moment is no profile and counts for everyone.
 */
export function withTaste(
  ofMoment: TermVectors,
  { privacy, profile, session }: TasteKnowledge,
  { points }: PersonalPolicy,
): TermVectors {
  const taste = privacy === 'consented' ? profile : []
  const sessionTaste = mayLearn(privacy) ? session : []
  if (taste.length === 0 && sessionTaste.length === 0) return ofMoment
  return {
    taste: termVector(quantised(taste), points.taste),
    sessionTaste: termVector(quantised(sessionTaste), points.sessionTaste),
    context: ofMoment.context,
  }
}

/** Shared by every viewer without a taste: do not change it. */
const NO_TASTE = new Int16Array(TASTE_DIMENSIONS)

/** The tastes of a memory that say something in the space of some rules: an arm of other learning has a space of its own. */
export function tastesIn(
  rules: Pick<RegionRules, 'tasteSpace'>,
  { profile, session, spaces }: Pick<Memory, 'profile' | 'session' | 'spaces'>,
): Pick<TasteKnowledge, 'profile' | 'session'> {
  if (spaces === undefined || profile.length + session.length === 0) return { profile, session }
  const here = hash32(spaceOf({ rules }))
  return {
    profile: spaces.profile === here ? profile : [],
    session: spaces.session === here ? session : [],
  }
}

/** Whether a session may learn from what its viewer does. */
export function mayLearn(privacy: PrivacyClass): boolean {
  return privacy !== 'minor'
}
