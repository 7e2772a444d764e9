import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { Rules } from '../../model/policies/rules.ts'

/** The ages, in years and ascending, that the ratings of a place divide its viewers by; none where nobody rates. */
export function agesOfPlace({ labels }: Pick<Rules, 'labels'>, place: PlaceCode): readonly number[] {
  const ages = new Set<number>()
  for (const { age, known, band } of labels.get(place)?.values() ?? []) {
    if (known && !band && age !== null) ages.add(age)
  }
  return [...ages].sort((left, right) => left - right)
}
