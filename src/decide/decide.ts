import { hash32 } from '../model/hash32.ts'
import { GATE_REASONS, type GateReason, type SlateReason } from '../model/reason.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { type Autoplay, autoplayOf } from './autoplay.ts'
import { compose, type OnScreen } from './compose.ts'
import type { Context, Placement } from './context.ts'
import type { Deny } from './denies.ts'
import { eligible, PASSED } from './eligible.ts'
import { gateInput } from './gate-input.ts'
import type { CapCount } from './gates/pair-gates.ts'
import { type Ranked, rank } from './rank.ts'

/** Why a placement has nothing to play. */
export type EmptyReason = GateReason | SlateReason | 'no-candidates' | 'end-of-feed' | 'unknown-title'

/** One chosen asset. `propensity` is the chance that it was chosen at this position: 1 while nothing is drawn. */
export interface Pick extends Ranked {
  readonly position: number
  readonly propensity: number
  readonly autoplay: Autoplay
}

/** The answer for one placement: a slate, or why there is none. */
export interface PlacementDecision {
  readonly placement: Placement
  readonly picks: readonly Pick[]
  readonly backups: readonly Pick[]
  readonly empty: EmptyReason | null
}

/** Everything that a decision depends on besides the snapshot. */
export interface DecisionRequest {
  readonly context: Context
  readonly placements: readonly Placement[]
  /** The region's newest takedown list. */
  readonly denies: readonly Deny[]
  /** Hashes of assets that a feed has already shown. */
  readonly served: ReadonlySet<number>
  /** Hashes of assets that the session has seen before: they come last, when nothing new is left. */
  readonly seen: ReadonlySet<number>
  /** What this session has seen of capped campaigns. */
  readonly counts: ReadonlyMap<number, CapCount>
  /** Position of the first pick; a feed counts on across its pages. */
  readonly firstPosition: number
  /** A shared clip that opens the feed, if it is eligible. */
  readonly openWith: string | null
}

/**
 * Snapshot and request in, decision out. No clock, no I/O, no unseeded chance. Placements are answered
 * in order and share one screen: no asset or title twice, but for those pinned to a title.
 */
export function decide(snapshot: Snapshot, request: DecisionRequest): readonly PlacementDecision[] {
  const screen: OnScreen = { assets: new Set(), titles: new Set() }
  const decisions: PlacementDecision[] = []
  let position = request.firstPosition
  for (const placement of request.placements) {
    const decision = decidePlacement(snapshot, request, placement, screen, position)
    position += decision.picks.length + decision.backups.length
    decisions.push(decision)
  }
  return decisions
}

function decidePlacement(
  snapshot: Snapshot,
  request: DecisionRequest,
  placement: Placement,
  shared: OnScreen,
  position: number,
): PlacementDecision {
  const input = gateInput(snapshot, request, placement)
  if (input === null) return { placement, picks: [], backups: [], empty: 'surface' }
  const { verdicts } = eligible(input, request.counts)
  const scope = candidatesFor(snapshot, request, placement, verdicts)
  const pinned = placement.titleId !== null
  const screen = pinned ? { assets: new Set<number>(), titles: new Set<number>() } : shared
  const feed = placement.surface === 'clips-feed'
  const best = rank(snapshot, request.context, scope.kept)
  const ranked = feed ? openedWith(snapshot, unseenFirst(snapshot, best, request.seen), request.openWith) : best
  const titles = feed || pinned ? 'spaced' : 'once'
  const { picks } = compose(snapshot, ranked, { count: placement.count, titles }, screen)
  // Backups stand in for the winner, so a pinned placement's are of its title too.
  if (pinned) screen.titles.clear()
  const backups =
    picks.length === 0 || input.surface.backups === 0
      ? []
      : compose(snapshot, ranked, { count: input.surface.backups, titles }, screen).picks
  const dress = (entry: Ranked, index: number): Pick => ({
    ...entry,
    position: position + index,
    propensity: 1,
    autoplay: autoplayOf(input, snapshot.hot.candidateAsset[entry.candidate] ?? 0),
  })
  return {
    placement,
    picks: picks.map(dress),
    backups: backups.map((entry, index) => dress(entry, picks.length + index)),
    empty: picks.length > 0 ? null : scope.kept.length > 0 ? 'diversity' : scope.empty,
  }
}

/** The eligible candidates that this placement may use, and the reason to give when there are none. */
function candidatesFor(
  snapshot: Snapshot,
  request: DecisionRequest,
  placement: Placement,
  verdicts: Uint8Array,
): { readonly kept: readonly number[]; readonly empty: EmptyReason } {
  const { hot } = snapshot
  const titleHash = placement.titleId === null ? null : hash32(placement.titleId)
  const kept: number[] = []
  let furthest = -1
  let known = 0
  let alreadyServed = 0
  for (let candidate = 0; candidate < verdicts.length; candidate++) {
    const asset = hot.candidateAsset[candidate] ?? 0
    if (titleHash !== null && hot.titles.idHash[hot.assets.title[asset] ?? 0] !== titleHash) continue
    known++
    const verdict = verdicts[candidate] ?? 0
    if (verdict !== PASSED) furthest = Math.max(furthest, verdict)
    else if (request.served.has(hot.assets.idHash[asset] ?? 0)) alreadyServed++
    else kept.push(candidate)
  }
  if (alreadyServed > 0) return { kept, empty: 'end-of-feed' }
  if (known === 0) return { kept, empty: titleHash === null ? 'no-candidates' : 'unknown-title' }
  return { kept, empty: GATE_REASONS[furthest] ?? 'no-candidates' }
}

function assetHash(snapshot: Snapshot, { candidate }: Ranked): number {
  return snapshot.hot.assets.idHash[snapshot.hot.candidateAsset[candidate] ?? 0] ?? 0
}

function unseenFirst(snapshot: Snapshot, ranked: readonly Ranked[], seen: ReadonlySet<number>): readonly Ranked[] {
  if (seen.size === 0) return ranked
  const isNew = (entry: Ranked): boolean => !seen.has(assetHash(snapshot, entry))
  return [...ranked.filter(isNew), ...ranked.filter((entry) => !isNew(entry))]
}

function openedWith(snapshot: Snapshot, ranked: readonly Ranked[], assetId: string | null): readonly Ranked[] {
  if (assetId === null) return ranked
  const hash = hash32(assetId)
  const first = ranked.filter((entry) => assetHash(snapshot, entry) === hash)
  return [...first, ...ranked.filter((entry) => !first.includes(entry))]
}
