import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { ScheduledCampaign } from '../columns/campaign-terms.ts'
import { campaignActs, type ReportedAct } from './campaign-acts.ts'
import { type ChangedAnswer, changedAnswers, isSameAsset } from './changed-answers.ts'
import { type LostCell, lostCells } from './coverage.ts'
import { type PanelRequest, panel } from './panel.ts'
import { type AgeBand, ageBands } from './panel-viewers.ts'
import { type PlaceMoments, placeMoments } from './place-moments.ts'
import { NO_WINNER, winners } from './winners.ts'

const HOUR_MS = 3_600_000

/** What is withdrawn from each of two snapshots: what one knows of, the other may not. */
export interface PairDenies {
  readonly next: DenyList
  readonly live: DenyList
  /**
   * From `live` as it was before any change of the schedule withdrew something of it: orders alone. What is lost is told
   * against this, or a change that empties screens at once would be no loss by the time that it is published.
   */
  readonly liveBefore: DenyList
}

/** Two snapshots, and under what they are compared. */
export interface Pair {
  readonly next: Snapshot
  /** What `next` replaces; null where there is nothing to compare with. */
  readonly live: Snapshot | null
  /** All that decides is the same in both, byte for byte. */
  readonly sameDecisions: boolean
  /** The schedule that `next` was compiled from; null where it is not known. */
  readonly campaigns: readonly ScheduledCampaign[] | null
  readonly rules: Rules
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly denies: PairDenies
}

/** What the checks that compare answers look at, worked out once. */
export interface Comparison {
  readonly places: readonly PlaceMoments[]
  readonly bands: readonly AgeBand[]
  readonly requests: readonly PanelRequest[]
  /** The winners of `next`, by request. */
  readonly after: Int32Array
  readonly acts: ReadonlyMap<CampaignId, ReportedAct>
  /** What got lost and what changed; nothing without a live snapshot. */
  readonly lost: readonly LostCell[]
  readonly changed: readonly ChangedAnswer[]
}

/** Looks for cells that lost their answer. */
export function coverage(pair: Pair): Pick<Comparison, 'places' | 'bands' | 'acts' | 'lost'> {
  const { next, live, now, denies, rules } = pair
  const { limits } = rules.publish
  const snapshots = live === null ? [next] : [next, live]
  const horizon = { now, end: now + limits.horizonHours * HOUR_MS, most: limits.edges }
  const edges = [denies.next, denies.live].flatMap(({ named, packed }) => [...named, ...packed])
  const places = placeMoments(snapshots, horizon, edges)
  const bands = ageBands(rules)
  if (live === null || pair.sameDecisions) return { places, bands, acts: new Map(), lost: [] }
  const acts = campaignActs(live, next, pair.campaigns)
  // What is lost is told as of before whatever a change of the schedule withdrew: that very change would hide it.
  const withdrawn = { next: denies.next, live: denies.liveBefore }
  return { places, bands, acts, lost: lostCells(live, next, { places, bands, denies: withdrawn }) }
}

/** Looks for cells that lost their answer, and decides the panel on both snapshots. */
export function comparison(pair: Pair): Comparison {
  const { next, live, denies, rules } = pair
  const covered = coverage(pair)
  const requests = panel(next, { ...covered, least: rules.publish.limits.panelRequests })
  const after = winners(next, requests, denies.next)
  if (live === null || pair.sameDecisions) return { ...covered, requests, after, changed: [] }
  const before = winners(live, requests, denies.live)
  return {
    ...covered,
    requests,
    after,
    changed: cameBack(live, next, denies, changedAnswers([live, next], requests, { before, after }, covered.acts)),
  }
}

/**
 * What a change of the schedule withdrew at once, and is shown again now that `next` knows the change exactly, is that
 * change's work: had nothing been withdrawn meanwhile, the answer would be the one of before.
 */
function cameBack(
  live: Snapshot,
  next: Snapshot,
  denies: PairDenies,
  changed: readonly ChangedAnswer[],
): readonly ChangedAnswer[] {
  const asked = changed.filter(({ cause, after }) => cause === 'unexplained' && after !== NO_WINNER)
  const once = winners(
    live,
    asked.map(({ request }) => request),
    denies.liveBefore,
  )
  const back = new Set(asked.filter(({ after }, index) => isSameAsset([live, once[index] ?? NO_WINNER], [next, after])))
  return changed.map((answer) => (back.has(answer) ? { ...answer, cause: 'schedule' } : answer))
}
