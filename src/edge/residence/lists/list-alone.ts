import { within } from '../../../kv/deadline.ts'
import { ageOf } from '../../../model/nouns/age.ts'
import type { HolderSettings } from '../holder-settings.ts'
import { RefreshBackOff } from '../refresh-back-off.ts'
import type { KeepAlive } from '../text/page-reader.ts'
import { LOOK_FIRST_AFTER, LOOK_FIRST_MS } from './list-bounds.ts'
import type { RegionList } from './region-list.ts'

/** A region's list for viewers whose snapshot is another region's: it is looked up as often, and nothing else is read. */
export class ListAlone {
  private readonly lookout: RefreshBackOff

  constructor(
    private readonly list: RegionList,
    private readonly settings: HolderSettings,
  ) {
    this.lookout = new RefreshBackOff(settings)
  }

  /** Null: it is not here in time, or too old to be answered from. */
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
