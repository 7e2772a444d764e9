import type { RatingKind } from '../../model/nouns/rating-vocabulary.ts'
import type { ResolvedRating } from '../../rules/lookup/resolve-rating.ts'

/**
 * Whether the new rating may refuse a viewer who was served under the old one: a greater age, a kind that kids are not
 * shown, a rating removed, a ban; and, if a clock closes by label, any other label.
 *
 * @param unratedAge gate age of unrated content, in years (`rules/policies/maturity.json`)
 * @param kidsKinds of the same file
 * @param clockByLabel whether some clock of the place closes by label
 */
export function ratingNarrows(
  before: ResolvedRating,
  after: ResolvedRating,
  {
    unratedAge,
    kidsKinds,
    clockByLabel,
  }: { readonly unratedAge: number; readonly kidsKinds: readonly RatingKind[]; readonly clockByLabel: boolean },
): boolean {
  if (before.state === 'refused') return false
  if (after.state === 'refused') return true
  if (before.state === 'unrated') {
    return (after.state === 'rated' ? after.age : Math.max(after.age, unratedAge)) > Math.max(before.age, unratedAge)
  }
  if (after.state !== 'rated') return true
  const lostToKids = kidsKinds.includes(before.kind) && !kidsKinds.includes(after.kind)
  return after.age > before.age || lostToKids || (clockByLabel && after.label !== before.label)
}
