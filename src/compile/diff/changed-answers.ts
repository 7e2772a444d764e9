import { indexOfHash } from '../../decide/rows/hash-search.ts'
import { assetOf, campaignOf, columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { ComparedAssetCells, changedFields } from './asset-cells.ts'
import { type ReportedAct, touchedCampaigns } from './campaign-acts.ts'
import type { PanelRequest } from './panel.ts'
import { NO_WINNER } from './winners.ts'

/**
 * Why an answer differs. `schedule`: somebody edited the campaign of the old or the new winner; or lifted what had
 * withdrawn the new winner, which is unchanged in both snapshots; or a change withdrew the new winner, which also won
 * before that change. Where both winners are unchanged in both snapshots: `learned`, if another run teaches `next`, or if
 * the weights and shares of both campaigns are the same, so that only results of assets can have changed their order;
 * else `weights`. `unexplained`: assets, titles, ratings or rules changed without an edit; vectors may, with the run.
 */
export type AnswerCause = 'schedule' | 'weights' | 'learned' | 'unexplained'

/** An answer of the panel that differs in `next`. Winners are rows, or `NO_WINNER`. */
export interface ChangedAnswer {
  readonly request: PanelRequest
  readonly before: number
  readonly after: number
  readonly cause: AnswerCause
}

/** The answers whose winning asset differs, each with its cause. */
export function changedAnswers(
  [live, next]: readonly [Snapshot, Snapshot],
  requests: readonly PanelRequest[],
  won: { readonly before: Int32Array; readonly after: Int32Array },
  acts: ReadonlyMap<CampaignId, ReportedAct>,
): readonly ChangedAnswer[] {
  const causes = new AnswerCauses(live, next, acts)
  return requests.flatMap((request, index) => {
    const [before, after] = [won.before[index] ?? NO_WINNER, won.after[index] ?? NO_WINNER]
    if (isSameAsset([live, before], [next, after])) return []
    return [{ request, before, after, cause: causes.of(before, after) }]
  })
}

/**
 * Whether two answers show the same asset, or both nothing. An answer is a snapshot and its winning row, or
 * `NO_WINNER`.
 */
export function isSameAsset(one: readonly [Snapshot, number], other: readonly [Snapshot, number]): boolean {
  const [shown, then] = [one, other].map(([snapshot, row]) => (row === NO_WINNER ? NO_WINNER : hashOf(snapshot, row)))
  return shown === then
}

/** Determines causes; caches what it learns of an asset, because many answers share their winners. */
class AnswerCauses {
  private readonly touched: readonly [Uint8Array, Uint8Array]
  private readonly cells: readonly [ComparedAssetCells, ComparedAssetCells]
  private readonly pairs: readonly [Float64Array, Float64Array]
  private readonly same = new Map<number, boolean>()
  private readonly isTaughtAnew: boolean

  constructor(
    private readonly live: Snapshot,
    private readonly next: Snapshot,
    acts: ReadonlyMap<CampaignId, ReportedAct>,
  ) {
    this.touched = [touchedCampaigns(live, acts), touchedCampaigns(next, acts)]
    this.cells = [new ComparedAssetCells(live), new ComparedAssetCells(next)]
    this.pairs = [pairsOf(live), pairsOf(next)]
    this.isTaughtAnew = live.rules.learned !== next.rules.learned
  }

  of(before: number, after: number): AnswerCause {
    const campaign = ({ hot }: Snapshot, row: number): number => campaignOf(hot, row)
    if (before !== NO_WINNER && this.touched[0][campaign(this.live, before)] === 1) return 'schedule'
    if (after !== NO_WINNER && this.touched[1][campaign(this.next, after)] === 1) return 'schedule'
    if (after === NO_WINNER || this.live.rules.version !== this.next.rules.version) return 'unexplained'
    if (!this.stayed(this.next, after)) return 'unexplained'
    if (before === NO_WINNER) return 'schedule'
    if (!this.stayed(this.live, before)) return 'unexplained'
    if (this.isTaughtAnew) return 'learned'
    return this.isWeighedAlike(this.live, before) && this.isWeighedAlike(this.next, after) ? 'learned' : 'weights'
  }

  /** Whether the campaign of a row has the same weight and share in both snapshots. */
  private isWeighedAlike(snapshot: Snapshot, row: number): boolean {
    const hash = columnValue(snapshot.hot.campaigns.idHash, campaignOf(snapshot.hot, row))
    const [before, after] = [this.live, this.next].map(({ hot, weights }) => {
      const campaign = hot.campaigns.idHash.indexOf(hash)
      return [weights.weight, weights.pacing, weights.pacingNeed].map((column) => column[campaign]).join(' ')
    })
    return before === after
  }

  /** Whether a row of one snapshot is in both, with asset and title unchanged. */
  private stayed(snapshot: Snapshot, row: number): boolean {
    const pair = pairOf(snapshot, row)
    return this.pairs.every((pairs) => has(pairs, pair)) && this.isSame(hashOf(snapshot, row))
  }

  /** Whether an asset and its title are the same in both snapshots. */
  private isSame(hash: number): boolean {
    const known = this.same.get(hash)
    if (known !== undefined) return known
    const indexes = [this.live, this.next].map(({ hot }) => indexOfHash(hot.assets.idHash, hash))
    const [before = -1, after = -1] = indexes
    const same = before >= 0 && after >= 0 && this.sameRecords(before, after)
    this.same.set(hash, same)
    return same
  }

  private sameRecords(before: number, after: number): boolean {
    const [old, young] = this.cells
    const changed = changedFields(old.asset(before), young.asset(after))
    if (changed.some((field) => field !== 'taste' || !this.isTaughtAnew)) return false
    const [oldTitle, youngTitle] = [this.live.hot.assets.title[before], this.next.hot.assets.title[after]]
    if (oldTitle === undefined || oldTitle === NO_INDEX || youngTitle === undefined) return true
    return changedFields(old.title(oldTitle), young.title(youngTitle)).length === 0
  }
}

function hashOf({ hot }: Pick<Snapshot, 'hot'>, row: number): number {
  return columnValue(hot.assets.idHash, assetOf(hot, row))
}

/** A pair of asset and campaign as one number that does not depend on their indexes. */
function pairOf({ hot }: Snapshot, row: number): number {
  return hashOf({ hot }, row) * 2 ** 20 + (columnValue(hot.campaigns.idHash, campaignOf(hot, row)) % 2 ** 20)
}

/** Sorted array of the pairs: a set of so many numbers would take ten times the memory. */
function pairsOf(snapshot: Snapshot): Float64Array {
  return Float64Array.from(snapshot.hot.candidateAsset, (_, row) => pairOf(snapshot, row)).sort()
}

function has(ascending: Float64Array, value: number): boolean {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? value) < value) low = middle + 1
    else high = middle
  }
  return ascending[low] === value
}
