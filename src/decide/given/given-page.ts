import { campaignOf } from '../../model/columns/column-value.ts'
import { idCheck } from '../../model/fields/id-check.ts'
import { hash32 } from '../../model/hash32.ts'
import type { Choice, Choose } from '../draw/choose.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { rowOfId } from '../rows/hash-search.ts'

/** What stood in one place of a page. */
export interface GivenPlace {
  readonly assetId: string
  readonly campaignId: string
  /** Null: its asset is about no title. */
  readonly titleId: string | null
}

/** One of the head of a place. */
export interface OfferedRow {
  /** Row of the candidate. */
  readonly row: number
  /**
   * Its chance to take the place, given what stands above: 0 to 1. Where its title has several assets, memory or the viewer's
   * own seed chose it among them before anything is drawn, so that the chance of the title is that of this very asset.
   */
  readonly chance: number
}

/** What a snapshot could have put in one place of a given page. */
export interface PlaceChances {
  /** The chance of what stood there, given what stands above; 0: this snapshot never puts it there. */
  readonly chance: number
  /** False for an asset that the request named, which is not drawn. */
  readonly drawn: boolean
  /** All that could take the place, best first; their chances sum to 1. Empty: nothing could. */
  readonly offered: readonly OfferedRow[]
  /** False below the first place whose chance is 0: this snapshot makes no such page, so it has no chances there. */
  readonly reached: boolean
}

const UNREACHED: PlaceChances = { chance: 0, drawn: true, offered: [], reached: false }

/** Takes what a given page shows, place by place, and notes what else could have been there. */
export class GivenPage {
  private readonly noted = new Map<number, PlaceChances>()
  private readonly rows: readonly number[]
  private ended = false

  /** @param position of the first place on the surface */
  constructor(
    opened: OpenedSnapshot,
    private readonly places: readonly GivenPlace[],
    private readonly position: number,
  ) {
    this.rows = places.map((place) => rowOfPlace(opened, place))
  }

  /** Rows of what is given, in this snapshot, as far as it has them. */
  get known(): readonly number[] {
    return this.rows.filter((row) => row >= 0)
  }

  readonly choose: Choose = (choice, size) => {
    const at = choice.plan.firstPosition + choice.picked.length - this.position
    const place = this.places[at]
    if (this.ended || place === undefined) return -1
    const offered = offeredBy(choice, size)
    const row = this.rows[at] ?? -1
    const entry = offered.findIndex((each) => each.row === row && each.chance > 0)
    const taken = offered[entry]
    this.noted.set(at, { chance: taken?.chance ?? 0, drawn: true, offered, reached: true })
    // Below, the page would be one that this snapshot never makes: what it weighs there is nothing, whatever it holds.
    this.ended = taken === undefined
    return entry
  }

  /**
   * The chances of every place given.
   *
   * @param opener the row that the request named and that opens the page; null: all of it is drawn
   */
  chances(opener: number | null): readonly PlaceChances[] {
    if (opener !== null) {
      const same = this.rows[0] === opener
      const offered = [{ row: opener, chance: 1 }]
      this.noted.set(0, { chance: same ? 1 : 0, drawn: false, offered, reached: true })
      if (!same) for (let at = 1; at < this.places.length; at++) this.noted.delete(at)
    }
    // A place that no candidate was left for is reached as well: nothing is there with certainty.
    const bottom = this.ended || this.noted.get(0)?.chance === 0 ? -1 : this.noted.size
    return this.places.map((_, at) => this.noted.get(at) ?? { ...UNREACHED, reached: at === bottom })
  }
}

function offeredBy({ pool, buffers }: Choice, size: number): readonly OfferedRow[] {
  return Array.from({ length: size }, (_, entry) => {
    const item = pool[buffers.head[entry] ?? -1]
    return { row: item?.row ?? -1, chance: buffers.headChance[entry] ?? 0 }
  })
}

/** The row of an asset under a campaign; −1: this snapshot does not have them. */
function rowOfPlace({ snapshot: { hot }, index }: OpenedSnapshot, { assetId, campaignId }: GivenPlace): number {
  const asset = rowOfId(hot.assets, assetId)
  if (asset < 0) return -1
  const { idHash, idCheck: checks } = hot.campaigns
  const [hash, check] = [hash32(campaignId), idCheck(campaignId)]
  for (const row of index.rowsOf(asset)) {
    const campaign = campaignOf(hot, row)
    if (idHash[campaign] === hash && checks[campaign] === check) return row
  }
  return -1
}
