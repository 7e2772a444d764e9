import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import type { DescriptorRule } from '../../model/policies/place-policies.ts'
import type { Context } from './context.ts'

/**
 * Whether a rule for certain territories applies: it does where the viewer is, where the rights are from, and at an
 * unknown place.
 */
export function holdsFor(territories: readonly string[], { unknownPlace, place, territory }: Context): boolean {
  if (unknownPlace || territory === UNKNOWN_TERRITORY) return true
  return territories.includes(place) || territories.includes(territory)
}

/** Whether a rule withholds content with its descriptors from this viewer, here. */
export function sparesViewer({ territories, below }: DescriptorRule, context: Context): boolean {
  return (below === 'kids' ? context.kids : context.cap < below) && holdsFor(territories, context)
}
