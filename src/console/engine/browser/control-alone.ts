import { SlotBases } from '../../../decide/engine/typescript/bases.ts'
import type { OwnedValues } from '../../../model/policies/owned-values.ts'

/**
 * Stands in the bundle of pages for the arms beside an opened snapshot (`decide/opened/arms.ts`): pages decide as viewers
 * do who are in no experiment, and need not carry what makes arms.
 */
class ControlAlone<Opened> {
  /** No arm is held. */
  readonly held: readonly Opened[] = []

  constructor(private readonly headOf: () => Opened) {}

  /** @throws RangeError for the values of an arm */
  of(values: OwnedValues): Opened {
    if (Object.keys(values).length > 0) throw new RangeError('pages decide in control alone')
    return this.headOf()
  }
}

/** Under the name that it stands for. */
export { ControlAlone as Arms }

/** Stands for what reads the shards of other runs: nobody here is in an arm that decides with one. */
export function otherLearningIn(): Record<never, never> {
  return {}
}

/** Stands for the slots of arms in the engine: control has none that is graded. */
export { SlotBases as GradedBases }

/** Stands for what draws again and again to tell chances, which the publisher does. @throws RangeError always */
export function slotChances(): never {
  throw new RangeError('pages tell no chances')
}
