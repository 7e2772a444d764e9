import type { OpenedSnapshot } from '../../decide/opened/opened-snapshot.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import type { DenyList } from '../../model/denies/deny-list.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import type { Rules } from '../../model/policies/rules.ts'
import type { ScheduledCampaign } from '../columns/campaign-terms.ts'
import { campaignActs, type ReportedAct } from './campaign-acts.ts'
import { type ChangedAnswer, changedAnswers, isSameAsset } from './changed-answers.ts'
import { type LostCell, lostCells } from './coverage.ts'
import { type PanelRequest, panel } from './panel.ts'
import { panelTastes, tastesIn } from './panel-tastes.ts'
import { type AgeBand, ageBands } from './panel-viewers.ts'
import { type PlaceMoments, placeMoments } from './place-moments.ts'
import { NO_WINNER, winners } from './winners.ts'

const HOUR_MS = 3_600_000

/** The takedown lists of two snapshots; each knows of different changes of the schedule. */
export interface PairDenies {
  readonly next: DenyList
  readonly live: DenyList
  /**
   * The list for `live` with orders only, without changes of the schedule. Losses are measured against it: a change
   * that empties screens at once would otherwise no longer be a loss by the time it is published.
   */
  readonly liveBefore: DenyList
}

/** Two snapshots, and the conditions that they are compared under. */
export interface Pair {
  readonly next: OpenedSnapshot
  /** The snapshot that `next` replaces; null if there is nothing to compare with. */
  readonly live: OpenedSnapshot | null
  /** True if everything that decisions depend on is equal in both, byte for byte. */
  readonly sameDecisions: boolean
  /** The schedule that `next` was compiled from; null if unknown. */
  readonly campaigns: readonly ScheduledCampaign[] | null
  readonly rules: Rules
  /** Milliseconds since 1970 UTC. */
  readonly now: number
  readonly denies: PairDenies
}

/** The input of the checks that compare answers, computed once. */
export interface Comparison {
  readonly places: readonly PlaceMoments[]
  readonly bands: readonly AgeBand[]
  readonly requests: readonly PanelRequest[]
  /** The winners of `next`, by request. */
  readonly after: Int32Array
  readonly acts: ReadonlyMap<CampaignId, ReportedAct>
  /** Lost cells and changed answers; empty without a live snapshot. */
  readonly lost: readonly LostCell[]
  readonly changed: readonly ChangedAnswer[]
}

/** Finds the cells that lost their answer. */
export function coverage(pair: Pair): Pick<Comparison, 'places' | 'bands' | 'acts' | 'lost'> {
  const { next, live, now, denies, rules } = pair
  const { limits } = rules.publish
  const snapshots = live === null ? [next.snapshot] : [next.snapshot, live.snapshot]
  const horizon = { now, end: now + limits.horizonHours * HOUR_MS, most: limits.edges }
  const edges = [denies.next, denies.live].flatMap(({ named, packed }) => [...named, ...packed])
  const places = placeMoments(snapshots, horizon, edges)
  const bands = ageBands(rules)
  if (live === null || pair.sameDecisions) return { places, bands, acts: new Map(), lost: [] }
  const acts = campaignActs(live.snapshot, next.snapshot, pair.campaigns)
  // Losses are measured from before the changes of the schedule took effect; otherwise a change would hide its own
  // loss.
  const withdrawn = { next: denies.next, live: denies.liveBefore }
  return { places, bands, acts, lost: lostCells(live, next, { places, bands, denies: withdrawn }) }
}

/** Finds the cells that lost their answer, and decides the panel on both snapshots. */
export function comparison(pair: Pair): Comparison {
  const { next, live, denies, rules } = pair
  const covered = coverage(pair)
  const requests = panel(next.snapshot, { ...covered, least: rules.publish.limits.panelRequests })
  const tastes = panelTastes(live?.snapshot ?? null, next.snapshot)
  const after = winners(next, requests, { denies: denies.next, tasteFor: tastes.next })
  if (live === null || pair.sameDecisions) return { ...covered, requests, after, changed: [] }
  const before = winners(live, requests, { denies: denies.live, tasteFor: tastes.live })
  const changed = changedAnswers([live.snapshot, next.snapshot], requests, { before, after }, covered.acts)
  return { ...covered, requests, after, changed: cameBack(live, next.snapshot, denies, changed) }
}

/**
 * Attributes answers to the schedule if a change withdrew the winner at once and `next`, which knows the change
 * exactly, shows it again. Without that withdrawal the answer would be the same as before.
 */
function cameBack(
  live: OpenedSnapshot,
  next: Snapshot,
  denies: PairDenies,
  changed: readonly ChangedAnswer[],
): readonly ChangedAnswer[] {
  const asked = changed.filter(({ cause, after }) => cause === 'unexplained' && after !== NO_WINNER)
  const once = winners(
    live,
    asked.map(({ request }) => request),
    { denies: denies.liveBefore, tasteFor: tastesIn(live.snapshot) },
  )
  const back = new Set(
    asked.filter(({ after }, index) => isSameAsset([live.snapshot, once[index] ?? NO_WINNER], [next, after])),
  )
  return changed.map((answer) => (back.has(answer) ? { ...answer, cause: 'schedule' } : answer))
}
