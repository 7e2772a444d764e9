import { within } from '../../../kv/deadline.ts'
import { ageOf } from '../../../model/nouns/age.ts'
import { LOOK_FIRST_AFTER } from '../../../snapshot/takedowns/takedown-bound.ts'
import type { HolderSettings } from '../holder-settings.ts'
import { RefreshBackOff } from '../refresh-back-off.ts'
import type { KeepAlive } from '../text/page-reader.ts'
import { LOOK_FIRST_MS } from './list-bounds.ts'
import type { RegionList } from './region-list.ts'

/**
 * The takedown list of a region whose snapshot is not needed: the viewer is there, with another region's rights. It is
 * refreshed as often as any list.
 */
export class ListAlone {
  private readonly lookout: RefreshBackOff

  constructor(
    private readonly list: RegionList,
    private readonly settings: HolderSettings,
  ) {
    this.lookout = new RefreshBackOff(settings)
  }

  /** The list; null when it cannot be read in time, or is too old to answer from. */
  async standing(keepAlive: KeepAlive): Promise<RegionList | null> {
    const { list } = this
    const { now, refreshMs, cache } = this.settings
    list.asked()
    const age = ageOf(list.confirmedAt, now())
    if (age > refreshMs) {
      const reading = this.lookout.join(() => list.read(keepAlive))
      if (reading !== null) {
        keepAlive(reading)
        if (age > LOOK_FIRST_AFTER * refreshMs) await within(reading, LOOK_FIRST_MS)
      }
    }
    if (list.sequence === null && cache !== null) await within(list.readCopy(cache), LOOK_FIRST_MS)
    return list.stands ? list : null
  }
}
