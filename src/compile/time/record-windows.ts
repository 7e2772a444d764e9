import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Rules } from '../../model/policies/rules.ts'
import { expandTerritories } from '../../rules/lookup/expand-territories.ts'
import { localBlackout, localWindow } from './local-time.ts'
import { type CompiledPlace, zonesAt } from './place.ts'
import { type Interval, withoutBlackouts } from './windows.ts'

/** The windows of records at a place, as instants. None at all means: not for this place. */
export class RecordWindows {
  private readonly expansions = new Map<string, ReadonlySet<TerritoryCode>>()

  constructor(private readonly rules: Rules) {}

  /** From `validFrom` to `validUntil`, where the asset's territories reach; a worldwide asset's reach everywhere. */
  ofAsset(record: Asset, place: CompiledPlace): readonly Interval[] {
    if (!this.reaches(record.territories, place, record.worldwide)) return []
    const zones = zonesAt(place, 'territory')
    return withoutBlackouts(localWindow({ start: record.validFrom, end: record.validUntil }, zones), [])
  }

  /** From `start` to `end` without the blackouts, where the campaign's territories reach. */
  ofCampaign(record: Campaign, place: CompiledPlace): readonly Interval[] {
    if (!this.reaches(record.territories, place, false)) return []
    const zones = zonesAt(place, record.timeZone)
    // Windows are narrowed and blackouts widened: what may be shown shrinks with every doubt.
    const blackouts = record.blackouts.map((blackout) => localBlackout(blackout, zones))
    return withoutBlackouts(localWindow(record, zones), blackouts)
  }

  /** The territories that selectors name; the same ones are looked up once. */
  readonly expand = (selectors: readonly string[]): ReadonlySet<TerritoryCode> => {
    const key = selectors.join(' ')
    const known = this.expansions.get(key)
    if (known) return known
    const { territories } = expandTerritories(this.rules, selectors)
    this.expansions.set(key, territories)
    return territories
  }

  /** At an unknown place, which is none of the territories, only `*` and worldwide rights reach. */
  private reaches(selectors: readonly string[], place: CompiledPlace, worldwide: boolean): boolean {
    if (worldwide || selectors.includes('*')) return true
    return this.expand(selectors).has(place.code)
  }
}
