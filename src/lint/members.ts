import { common, type Times, united } from '../compile/time/intervals.ts'
import { intervalsOf } from '../decide/time/windows.ts'
import { columnValue } from '../model/columns/column-value.ts'
import { NO_INDEX, RATING_STATE, type SnapshotHot, type WindowClasses } from '../model/columns/snapshot.ts'
import { ASPECTS, ASSET_KINDS } from '../model/nouns/asset-vocabulary.ts'
import type { SurfaceId } from '../model/nouns/surface.ts'
import type { Rules } from '../model/policies/rules.ts'

/** Videos of a campaign that nothing here tells apart: the same rights, ratings and form. */
export interface MemberKind {
  readonly window: number
  readonly access: number
  readonly form: number
  readonly rating: number
  /** How many of its videos are so. */
  count: number
}

/** The candidates of each campaign by kind, and when and where each kind may be shown: all read from the columns. */
export class Members {
  private readonly byCampaign: readonly ReadonlyMap<number, MemberKind>[]
  private readonly rights = new Map<string, Times>()

  constructor(
    private readonly hot: SnapshotHot,
    private readonly rules: Pick<Rules, 'surfaces'>,
  ) {
    this.byCampaign = kindsOf(hot)
  }

  /** The kinds of a campaign, by its number in the columns. */
  of(column: number | null): readonly MemberKind[] {
    return column === null ? [] : [...(this.byCampaign[column]?.values() ?? [])]
  }

  /** When a kind may be promoted at a place: its own rights, and the offers of its title after every embargo. */
  rightsOf({ window, access }: MemberKind, place: number): Times {
    const key = `${window} ${access} ${place}`
    const known = this.rights.get(key)
    if (known !== undefined) return known
    const { hot } = this
    const own = timesOf(hot.windows, window * hot.territories.length + place, hot.windows.start)
    const offer = columnValue(hot.classes.access.offer, access)
    const isFree = offer === NO_INDEX || hot.classes.access.worldwide[access] === 1
    const times = isFree ? own : common(own, this.offered(offer * hot.territories.length + place))
    this.rights.set(key, times)
    return times
  }

  /** Its rating at a place: rated, unrated or refused, as numbers of `RATING_STATE`. */
  ratingStateOf({ rating }: MemberKind, place: number): number {
    return this.hot.ratings.state[rating * this.hot.ratingPlaces.length + place] ?? RATING_STATE.unrated
  }

  /** Whether a surface takes its aspect and kind. */
  fits({ form }: MemberKind, surface: SurfaceId): boolean {
    const rule = this.rules.surfaces.get(surface)
    const aspect = ASPECTS[columnValue(this.hot.classes.form.aspect, form)]
    const kind = ASSET_KINDS[columnValue(this.hot.classes.form.kind, form)]
    return rule?.aspects.some((each) => each === aspect) === true && rule.kinds.some((each) => each === kind)
  }

  private offered(cell: number): Times {
    const { offers } = this.hot
    const embargo = columnValue(offers.embargoUntil, columnValue(offers.cells, cell))
    return timesOf(offers, cell, offers.promoteFrom, embargo)
  }
}

function timesOf(
  classes: WindowClasses,
  cell: number,
  starts: Float64Array,
  notBefore = Number.NEGATIVE_INFINITY,
): Times {
  const [first, end] = intervalsOf(classes, cell)
  const all = Array.from({ length: end - first }, (_, index) => ({
    start: Math.max(starts[first + index] ?? 0, notBefore),
    end: classes.end[first + index] ?? 0,
  }))
  return united(all)
}

function kindsOf({ candidateAsset, candidateCampaign, assets, classes, campaigns }: SnapshotHot) {
  const kinds = Array.from({ length: campaigns.idHash.length }, () => new Map<number, MemberKind>())
  for (let row = 0; row < candidateAsset.length; row += 1) {
    const asset = columnValue(candidateAsset, row)
    const [window, access, form] = [assets.window, assets.access, assets.form].map((each) => columnValue(each, asset))
    const content = columnValue(assets.content, asset)
    // Some hundreds of classes of each: together below 2 ** 53.
    const key = (((window ?? 0) * 8192 + (access ?? 0)) * 64 + (form ?? 0)) * 65_536 + content
    const known = kinds[columnValue(candidateCampaign, row)]?.get(key)
    if (known) known.count += 1
    else {
      const rating = columnValue(classes.content.rating, content)
      const kind = { window: window ?? 0, access: access ?? 0, form: form ?? 0, rating, count: 1 }
      kinds[columnValue(candidateCampaign, row)]?.set(key, kind)
    }
  }
  return kinds
}
