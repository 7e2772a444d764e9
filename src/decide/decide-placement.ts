import { assetOf, columnValue, titleOf } from '../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../model/columns/snapshot.ts'
import type { Placement } from './context/context.ts'
import type { Memory } from './context/memory.ts'
import type { DecisionRequest } from './decision-request.ts'
import { chanceFrom, streamName } from './draw/chance.ts'
import { byChance, type Choose } from './draw/choose.ts'
import { type CapCounts, countCaps } from './eligibility/count-caps.ts'
import type { GateInput } from './eligibility/gates/gate.ts'
import { REMEMBERED_CAPS } from './eligibility/gates/pair-gates.ts'
import type { OpenedSnapshot } from './opened/opened-snapshot.ts'
import type { RequestPlan } from './plan/request-plans.ts'
import { poolOf } from './pool/given-rows.ts'
import type { Pool } from './pool/pool.ts'
import { type PoolRequest, poolFor } from './pool/slate-pool.ts'
import { reserveOf } from './pool/slate-reserve.ts'
import { rowOfId } from './rows/hash-search.ts'
import { penaltiesFor } from './score/preferences.ts'
import { tastesIn, withTaste } from './score/taste/request-terms.ts'
import { requestVector } from './score/taste/term-vector.ts'
import { type ComposedSlate, composeSlate, type SlatePick } from './slate/compose-slate.ts'
import type { Trace } from './slate/slate-item.ts'
import { slateItems, traceOf, tracesOf } from './slate/slate-items.ts'
import type { SlatePlan, SlateScreen, Sticky } from './slate/slate-plan.ts'

/** What the screen already shows, as `hash32` of ids. A slate never repeats an asset or a title of it. */
export interface OnScreen {
  readonly assets: Set<number>
  readonly titles: Set<number>
}

/** Everything that the decision on one placement reads. */
export interface Deciding {
  readonly opened: OpenedSnapshot
  readonly request: DecisionRequest
  readonly input: GateInput
  readonly planned: RequestPlan
  /** True when the caller wants only the picks, not why the other candidates were rejected. */
  readonly picksAlone: boolean
  /** Cap counts of the session, plus what earlier placements of this request show. */
  readonly counts: CapCounts
}

/** The picks, and the candidates of the pool that were rejected, with the reason. */
export interface DecidedPlacement {
  readonly picks: readonly SlatePick[]
  readonly turned: ComposedSlate['rejected']
}

const NOBODY: DecidedPlacement = { picks: [], turned: [] }

/**
 * Decides one placement: gathers the pool, composes the slate, draws. Returns the picks and behind them the backups,
 * best first, and adds them to the screen. Empty when nothing may be shown.
 *
 * @param choose what takes one of the head at each place; by chance unless given
 */
export function decidePlacement(
  deciding: Deciding,
  placement: Placement,
  screen: OnScreen,
  position: number,
  choose: Choose = drawnFor(deciding, placement),
): DecidedPlacement {
  const pinned = placement.titleId !== null
  const seen: OnScreen = pinned ? { assets: new Set(), titles: new Set() } : screen
  const asked = poolRequest(deciding, placement, seen)
  if (asked === null || deciding.input.territory < 0 || isWithdrawn(deciding.input)) return NOBODY
  const opener = openerOf(deciding, asked, position)
  const { input, opened } = deciding
  const before = tracesOf(opened.faces, input, opened.index, deciding.request.memory.recent)
  const first: Composed =
    opener === null
      ? { picks: [], turned: [], trail: before }
      : { picks: [opener], turned: [], trail: [...before, traceOf(opened.faces, input, opener.row)] }
  const { memory } = deciding.request
  const fresh = isFeed(asked) && memory.shown.length > 0 ? withoutSeen(asked, memory) : null
  const unseen = fresh === null ? first : compose(deciding, fresh, placement, { seen, position, choose, so: first })
  // Assets that the session has seen fill only the slots that nothing new could fill.
  const { picks, turned } = compose(deciding, asked, placement, { seen, position, choose, so: unseen })
  if (!pinned) putOnScreen(deciding, picks, screen)
  return { picks, turned }
}

/** Draws from the placement's own stream. Without a seed the best is selected at each slot. */
function drawnFor({ request: { seed, attempt } }: Deciding, { id }: Placement): Choose {
  return byChance(seed === null ? () => 0 : chanceFrom(streamName(seed, attempt, id)))
}

/** The picks so far, and the trail that the windows of the next picks look back on. */
interface Composed {
  readonly picks: readonly SlatePick[]
  readonly trail: readonly Trace[]
  readonly turned: ComposedSlate['rejected']
}

function isFeed({ policy }: PoolRequest): boolean {
  return policy.titles === 'spaced'
}

/** The same request without the assets that the session has seen. */
function withoutSeen(asked: PoolRequest, { shown }: Memory): PoolRequest {
  return { ...asked, away: [...asked.away, new Set(shown)] }
}

/** Fills the slots that are still open. */
function compose(
  deciding: Deciding,
  asked: PoolRequest,
  placement: Placement,
  {
    seen,
    position,
    choose,
    so,
  }: { readonly seen: OnScreen; readonly position: number; readonly choose: Choose; readonly so: Composed },
): Composed {
  const open = asked.slots - so.picks.length
  if (open <= 0) return so
  const { opened } = deciding
  const { snapshot } = opened
  const pinned = placement.titleId !== null
  const counts = countCaps(
    snapshot,
    asked.counts,
    so.picks.map(({ row }) => row),
    deciding.request.context.now,
  )
  const left = counts === asked.counts ? asked : { ...asked, counts }
  const plan: SlatePlan = {
    policy: asked.policy,
    count: open,
    firstPosition: position + so.picks.length,
    pinned,
    capRoom: REMEMBERED_CAPS - counts.size,
    picksAlone: deciding.picksAlone,
    sticky: stickyOf(deciding),
  }
  const pool = pinned ? pinnedPool(deciding, left, placement) : poolFor(opened, left)
  const reserve = reserveOf(opened, left, pool.cutTiers)
  const slate = composeSlate(pool.items, plan, screenWith(snapshot, seen, so.picks), so.trail, choose, reserve)
  const picks = so.picks.length === 0 ? slate.picks : [...so.picks, ...slate.picks]
  return { picks, turned: slate.rejected, trail: slate.trail }
}

/** The screen plus the picks that the page already has. */
function screenWith(snapshot: Snapshot, seen: OnScreen, picks: readonly SlatePick[]): SlateScreen {
  if (picks.length === 0) return seen
  return { assets: new Set([...seen.assets, ...picks.map(({ row }) => assetHash(snapshot, row))]), titles: seen.titles }
}

/** Whether the whole surface is withdrawn: the planes of rows cover takedowns of assets and campaigns only. */
function isWithdrawn({ denies, surface }: GateInput): boolean {
  return denies.surfaces.has(surface.id)
}

/** The request for a placement's pool; null if the surface has no slate policy, so nothing is composed. */
export function poolRequest(deciding: Deciding, placement: Placement, screen: OnScreen): PoolRequest | null {
  const { opened, request, input, planned } = deciding
  const { snapshot } = opened
  const { plan } = planned
  const { policy } = planned
  if (policy === undefined) return null
  const { memory, served, withheld } = request
  const taste = { privacy: request.context.privacy, ...tastesIn(snapshot.rules, memory) }
  const terms = withTaste(plan.moment, taste, snapshot.rules.ranking.personal)
  const vector = terms === plan.moment ? plan.vector : requestVector(terms)
  const penalties = penaltiesFor(snapshot, { memory, served, pinned: placement.titleId !== null })
  const remembered = terms !== plan.moment || penalties.length > 0 || withheld.size > 0
  const plain = remembered ? null : planned.plainRows()
  // The shared ranking includes withheld assets, so it is used only when nothing is withheld.
  const lowered = terms === plan.moment && withheld.size === 0
  return {
    input,
    deniesKey: planned.deniesKey,
    planeKey: plan.planeKeyOf(input),
    policy,
    counts: deciding.counts,
    withheld,
    terms,
    vector,
    penalties,
    // What the screen already shows must not take up room in the pool.
    away: [screen.assets, screen.titles],
    // Backups replace a winner: if no winner was asked for, there is nothing to back up.
    slots: placement.count === 0 ? 0 : placement.count + input.surface.backups,
    ranking: plain === null ? planned.rankingBy({ vector, penalties }, lowered) : planned.rankingOf(plain),
    plain,
  }
}

function pinnedPool({ opened, input }: Deciding, asked: PoolRequest, placement: Placement): Pool {
  const title = rowOfId(opened.snapshot.hot.titles, placement.titleId ?? '')
  if (title < 0) return { items: [], cutTiers: 0 }
  const rows = [...opened.index.assetsOf(title)].flatMap((asset) => [...opened.index.rowsOf(asset)])
  return { items: slateItems(opened.faces, input, asked.counts, poolOf(opened, asked, rows)), cutTiers: 0 }
}

/** The shared clip that opens a feed, if this viewer may be shown it; else null. */
function openerOf({ opened, request, input }: Deciding, asked: PoolRequest, position: number): SlatePick | null {
  if (request.openWith === null || position !== 0) return null
  const asset = rowOfId(opened.snapshot.hot.assets, request.openWith)
  const [best] = asset < 0 ? [] : poolOf(opened, asked, opened.index.rowsOf(asset))
  if (best === undefined) return null
  const [item] = slateItems(opened.faces, input, asked.counts, [best])
  const score = item?.score ?? 0
  const asWanted = { drawn: false, relaxed: [], sticky: false, reserved: false }
  return { row: best.row, score, slotScore: score, propensity: 1, ...asWanted }
}

/**
 * The sticky choices: an asset that the session was shown stands for its title again; choices that it was told to keep
 * come first.
 */
function stickyOf({ request: { memory, context } }: Deciding): Sticky {
  if (memory.shown.length + memory.sticky.length === 0) {
    return { viewerKey: memory.viewerKey, now: context.now, remembered: NOTHING_REMEMBERED }
  }
  const chosen = [...memory.shown, ...memory.sticky.map(([, asset]) => asset)]
  const remembered = new Map(chosen.map((asset, age): [number, number] => [asset, age]))
  return { viewerKey: memory.viewerKey, now: context.now, remembered }
}

const NOTHING_REMEMBERED: Sticky['remembered'] = new Map()

function putOnScreen({ opened: { snapshot } }: Deciding, picks: readonly SlatePick[], screen: OnScreen): void {
  const { hot } = snapshot
  for (const { row } of picks) {
    const title = titleOf(hot, assetOf(hot, row))
    screen.assets.add(assetHash(snapshot, row))
    if (title !== NO_INDEX) screen.titles.add(columnValue(hot.titles.idHash, title))
  }
}

function assetHash({ hot }: Snapshot, row: number): number {
  return columnValue(hot.assets.idHash, assetOf(hot, row))
}
