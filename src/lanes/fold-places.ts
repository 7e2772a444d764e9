import { type CompiledPlace, zonesAt } from '../compile/time/place.ts'
import type { Interval } from '../compile/time/windows.ts'
import type { LanePlan, PlacedPlans } from './lane-plan.ts'

/** Places with the same clocks that the same plans go to: whatever is true of one is true of all. */
export interface LanePlaces {
  /** The first of them stands for all. */
  readonly place: CompiledPlace
  readonly territories: readonly string[]
  readonly span: Interval
  /** Those that go there. */
  readonly plans: readonly LanePlan[]
}

/**
 * Puts places together that cannot differ, before anything is worked out for them: a region has few clocks, and a
 * schedule few lists of territories.
 *
 * @param spanOf the time that a lane at a territory shows
 */
export function foldPlaces(
  places: readonly CompiledPlace[],
  plans: readonly LanePlan[],
  { placed, spanOf }: { readonly placed: PlacedPlans; readonly spanOf: (territory: string) => Interval },
): readonly LanePlaces[] {
  const bySelectors = new Map<string, { readonly selectors: readonly string[]; readonly plans: LanePlan[] }>()
  for (const plan of plans) {
    const selectors = plan.record.territories
    const key = selectors.join(' ')
    const known = bySelectors.get(key) ?? { selectors, plans: [] }
    known.plans.push(plan)
    bySelectors.set(key, known)
  }
  const groups = [...bySelectors.values()]
  const folded = new Map<string, LanePlaces & { readonly territories: string[] }>()
  for (const place of places) {
    const span = spanOf(place.code)
    const reaching = groups.flatMap(({ selectors }, index) => (placed.reaches(selectors, place.code) ? [index] : []))
    const key = `${zonesAt(place, 'territory').join(' ')}\n${span.start} ${span.end}\n${reaching}`
    const known = folded.get(key)
    if (known !== undefined) known.territories.push(place.code)
    else {
      const going = reaching.flatMap((index) => groups[index]?.plans ?? [])
      folded.set(key, { place, territories: [place.code], span, plans: going })
    }
  }
  return [...folded.values()]
}
