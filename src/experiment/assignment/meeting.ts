import type { ServedExperiment } from '../../model/experiments/served-experiment.ts'
import { ownedParameter, setTheSame } from '../../model/policies/parameter-path.ts'
import { areDisjoint } from './sound-experiment.ts'

type Targeting = ServedExperiment['targeting']

/** Whether one request could be for both: an empty list stands for everything. Surfaces do not count here. */
export function mayMeet(one: Targeting, other: Targeting): boolean {
  return (
    shareOne(one.territories, other.territories) &&
    shareOne(one.devices, other.devices) &&
    (one.viewers === 'any' || other.viewers === 'any' || one.viewers === other.viewers)
  )
}

/** Whether one unit could be in both, whatever it asks for. */
export function mayShareUnits(one: ServedExperiment, other: ServedExperiment): boolean {
  if (!mayMeet(one.targeting, other.targeting)) return false
  const [name, from, to] = one.namespace ?? [null, 0, 1]
  const [otherName, otherFrom, otherTo] = other.namespace ?? [null, 0, 1]
  if (
    name !== null &&
    name === otherName &&
    areDisjoint([
      [from, to],
      [otherFrom, otherTo],
    ])
  )
    return false
  return one.seed !== other.seed || !areDisjoint([...one.ranges, ...other.ranges])
}

/**
 * The first path of the other that sets what one of the first sets too, although a unit could be in both, or in another
 * layer.
 */
export function contestedPath(one: ServedExperiment, other: ServedExperiment): string | null {
  const owned = [...pathsOf(one)]
  const shared = [...pathsOf(other)].find((path) => owned.some((each) => setTheSame(each, path))) ?? null
  if (shared === null) return null
  return one.layer !== other.layer || (mayShareUnits(one, other) && surfacesMeet(one, other, shared)) ? shared : null
}

/** Every path that an arm of the experiment sets. */
export function pathsOf({ variations }: Pick<ServedExperiment, 'variations'>): ReadonlySet<string> {
  return new Set(variations.flatMap(({ parameters }) => Object.keys(parameters)))
}

/** A path of one surface meets itself; every other path only where both experiments are for a surface. */
function surfacesMeet(one: ServedExperiment, other: ServedExperiment, path: string): boolean {
  return ownedParameter(path)?.kind === 'slate' || shareOne(one.targeting.surfaces, other.targeting.surfaces)
}

function shareOne<Word>(one: readonly Word[], other: readonly Word[]): boolean {
  return one.length === 0 || other.length === 0 || one.some((word) => other.includes(word))
}
