import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { localBlackout, localWindow } from './local-time.ts'
import { type CompiledPlace, zonesAt } from './place.ts'
import { type Interval, withoutBlackouts } from './windows.ts'

/** Converts the windows of records at a place to instants. No window means: not for this place. */
export class RecordWindows {
  private readonly expansions = new Map<string, ReadonlySet<TerritoryCode>>()

  constructor(private readonly rules: Rules) {}

  /**
   * The window from `validFrom` to `validUntil`, if the asset's territories include the place; a worldwide asset's
   * include every place.
   */
  ofAsset(record: Asset, place: CompiledPlace): readonly Interval[] {
    if (!this.reaches(record.territories, place, record.worldwide)) return []
    const zones = zonesAt(place, record.timeZone)
    return withoutBlackouts(localWindow({ start: record.validFrom, end: record.validUntil }, zones), [])
  }

  /** The windows from `start` to `end` minus the blackouts, if the campaign's territories include the place. */
  ofCampaign(record: Campaign, place: CompiledPlace): readonly Interval[] {
    if (!this.reaches(record.territories, place, false)) return []
    const zones = zonesAt(place, record.timeZone)
    // In doubt windows are narrowed and blackouts widened, so that less is shown.
    const blackouts = record.blackouts.map((blackout) => localBlackout(blackout, zones))
    return withoutBlackouts(localWindow(record, zones), blackouts)
  }

  /** The territories that selectors stand for; cached. */
  readonly expand = (selectors: readonly string[]): ReadonlySet<TerritoryCode> => {
    const key = selectors.join(' ')
    const known = this.expansions.get(key)
    if (known) return known
    const { territories } = expandTerritories(this.rules, selectors)
    this.expansions.set(key, territories)
    return territories
  }

  /**
   * Whether selectors include a place. At an unknown place, which is none of the territories, only `*` and worldwide
   * rights do.
   */
  private reaches(selectors: readonly string[], place: CompiledPlace, worldwide: boolean): boolean {
    if (worldwide || selectors.includes('*')) return true
    return this.expand(selectors).has(place.code)
  }
}
