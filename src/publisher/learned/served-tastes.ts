import { METADATA_TASTES, type TasteSource } from '../../compile/columns/taste-source.ts'
import { isHeldOut } from '../../experiment/assignment/held-out.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import { otherLearningShard } from '../../snapshot/format.ts'
import type { ShardEntry } from '../../snapshot/pointer.ts'

/** Where the vectors come from that a region compares the tastes of its viewers with. */
export class ServedTastes {
  readonly #isUnlearned: boolean

  constructor(
    /** Of what it serves to all but those who are held out. */
    readonly own: TasteSource,
    private readonly rules: Pick<RegionRules, 'experiments'>,
    shards: readonly Pick<ShardEntry, 'name'>[],
  ) {
    this.#isUnlearned = shards.some(({ name }) => name === otherLearningShard(null))
  }

  /**
   * Those of one viewer: of metadata, if they are held out and the snapshot has vectors of it.
   * @param units the pseudonyms of the viewer, that of now first; empty: nobody is held out
   */
  of([unit]: readonly string[]): TasteSource {
    const isOut = this.#isUnlearned && unit !== undefined && isHeldOut(this.rules.experiments?.holdout, unit)
    return isOut ? METADATA_TASTES : this.own
  }
}
