import { NO_INDEX, type Snapshot } from '../model/snapshot.ts'
import { type Chance, chanceFrom, streamName } from './chance.ts'
import type { Placement } from './context.ts'
import { type CapCounts, countCaps } from './count-caps.ts'
import type { DecisionRequest } from './decision-request.ts'
import { EXCLUDED } from './engine/engine.ts'
import type { GateInput } from './gates/gate.ts'
import { REMEMBERED_CAPS } from './gates/pair-gates.ts'
import { rowOfId } from './hash-search.ts'
import type { Memory } from './memory.ts'
import type { OpenedSnapshot } from './opened-snapshot.ts'
import { penaltiesFor, placementTerms } from './preferences.ts'
import { type ComposedSlate, composeSlate, type SlatePick } from './slate/compose-slate.ts'
import type { Trace } from './slate/slate-item.ts'
import type { SlatePlan, Sticky } from './slate/slate-plan.ts'
import { slateItems, traceOf, tracesOf } from './slate-items.ts'
import { type Pool, type PoolRequest, poolFor, poolOf } from './slate-pool.ts'
import { reserveOf } from './slate-reserve.ts'

/** What is already on the screen: a slate never shows an asset or a title twice. `hash32` of their ids. */
export interface OnScreen {
  readonly assets: Set<number>
  readonly titles: Set<number>
}

const NONE: ReadonlySet<number> = new Set()

/** One placement's surroundings. */
export interface Deciding {
  readonly snapshot: Snapshot
  readonly opened: OpenedSnapshot
  readonly request: DecisionRequest
  readonly input: GateInput
  readonly deniesKey: string
  /** What is remembered of capped campaigns, with what the placements before hold. */
  readonly counts: CapCounts
}

/** What is picked, and why not the others of the pool. */
export interface DecidedPlacement {
  readonly picks: readonly SlatePick[]
  readonly turned: ComposedSlate['rejected']
}

const NOBODY: DecidedPlacement = { picks: [], turned: [] }

/**
 * Pool, slate, draw: the picks of one placement and behind them its backups, best first; what is picked goes onto the
 * screen. Empty when nothing may be shown.
 *
 * @param chance what is drawn with
 */
export function decidePlacement(
  deciding: Deciding,
  placement: Placement,
  screen: OnScreen,
  position: number,
  chance: Chance = chanceOf(deciding, placement),
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
  const unseen = fresh === null ? first : compose(deciding, fresh, placement, { seen, position, chance, so: first })
  // What the session has seen comes back only where nothing new is left.
  const { picks, turned } = compose(deciding, asked, placement, { seen, position, chance, so: unseen })
  if (!pinned) putOnScreen(deciding, picks, screen)
  return { picks, turned }
}

/** Without a seed the least number is drawn at each place, which falls on the best. */
function chanceOf({ request: { seed, attempt = 0 } }: Deciding, { id }: Placement): Chance {
  return seed === null ? () => 0 : chanceFrom(streamName(seed, attempt, id))
}

/** What is picked so far, and what the windows of the next picks look back on. */
interface Composed {
  readonly picks: readonly SlatePick[]
  readonly trail: readonly Trace[]
  readonly turned: ComposedSlate['rejected']
}

function isFeed({ policy }: PoolRequest): boolean {
  return policy.titles === 'spaced'
}

function withoutSeen(asked: PoolRequest, { shown }: Memory): PoolRequest {
  const { input, deniesKey, terms, counts, withheld, policy, places } = asked
  const penalties = asked.penalties.concat(shown.map((hash) => ({ hash, points: EXCLUDED })))
  return { input, deniesKey, terms, penalties, counts, withheld, policy, places }
}

function withCounts(asked: PoolRequest, counts: CapCounts): PoolRequest {
  const { input, deniesKey, terms, penalties, withheld, policy, places } = asked
  return { input, deniesKey, terms, penalties, counts, withheld, policy, places }
}

/** Fills the places that are still open. */
function compose(
  deciding: Deciding,
  asked: PoolRequest,
  placement: Placement,
  {
    seen,
    position,
    chance,
    so,
  }: { readonly seen: OnScreen; readonly position: number; readonly chance: Chance; readonly so: Composed },
): Composed {
  const open = asked.places - so.picks.length
  if (open <= 0) return so
  const { snapshot, opened, input } = deciding
  const pinned = placement.titleId !== null
  const counts = countCaps(
    snapshot,
    asked.counts,
    so.picks.map(({ row }) => row),
    deciding.request.context.now,
  )
  const left = counts === asked.counts ? asked : withCounts(asked, counts)
  const plan: SlatePlan = {
    policy: asked.policy,
    count: open,
    firstPosition: position + so.picks.length,
    pinned,
    capRoom: REMEMBERED_CAPS - counts.size,
    sticky: stickyOf(deciding),
  }
  const taken = so.picks.map(({ row }) => assetHash(snapshot, row))
  const screen = { assets: new Set([...seen.assets, ...taken]), titles: seen.titles }
  const pool = pinned ? pinnedPool(deciding, left, placement) : poolFor(snapshot, opened, left)
  const items = slateItems(opened.faces, input, counts, pool.rows)
  const reserve = reserveOf(snapshot, opened, left, pool.cutTiers)
  const slate = composeSlate(items, plan, screen, so.trail, chance, reserve)
  return { picks: [...so.picks, ...slate.picks], turned: slate.rejected, trail: slate.trail }
}

/** A whole surface may be withdrawn; the planes of rows know of assets and campaigns only. */
function isWithdrawn({ denies, surface }: GateInput): boolean {
  return denies.surfaces.has(surface.id)
}

/** What a placement's pool is drawn from; null where the surface has no rules for its slate, so nothing is composed. */
export function poolRequest(deciding: Deciding, placement: Placement, screen: OnScreen): PoolRequest | null {
  const { snapshot, opened, request, input, deniesKey } = deciding
  const policy = snapshot.rules.slate.find(({ surface }) => surface === placement.surface)
  if (policy === undefined) return null
  const { context, memory, served } = request
  return {
    input,
    deniesKey,
    policy,
    counts: deciding.counts,
    withheld: request.withheld ?? NONE,
    terms: placementTerms(snapshot, opened.index, { context, memory, placement }),
    penalties: [
      ...penaltiesFor(snapshot, { memory, served, pinned: placement.titleId !== null }),
      // What the screen has already makes no use of the pool's room.
      ...[...screen.assets, ...screen.titles].map((hash) => ({ hash, points: EXCLUDED })),
    ],
    // Backups stand in for a winner: where none was asked for, there is nothing to back up.
    places: placement.count === 0 ? 0 : placement.count + input.surface.backups,
  }
}

function pinnedPool({ snapshot, opened }: Deciding, asked: PoolRequest, placement: Placement): Pool {
  const title = rowOfId(snapshot.hot.titles, placement.titleId ?? '')
  if (title < 0) return { rows: [], cutTiers: 0 }
  const rows = [...opened.index.assetsOf(title)].flatMap((asset) => [...opened.index.rowsOf(asset)])
  return { rows: poolOf(snapshot, opened, asked, rows), cutTiers: 0 }
}

/** The shared clip that a feed is opened with, where this viewer may be shown it. */
function openerOf(
  { snapshot, opened, request, input }: Deciding,
  asked: PoolRequest,
  position: number,
): SlatePick | null {
  if (request.openWith === null || position !== 0) return null
  const asset = rowOfId(snapshot.hot.assets, request.openWith)
  const [best] = asset < 0 ? [] : poolOf(snapshot, opened, asked, opened.index.rowsOf(asset))
  if (best === undefined) return null
  const [item] = slateItems(opened.faces, input, asked.counts, [best])
  const score = item?.score ?? 0
  const asWanted = { drawn: false, relaxed: [], sticky: false, reserved: false }
  return { row: best.row, score, placeScore: score, propensity: 1, ...asWanted }
}

/** What the session has shown stands for its title again; what it was told to keep, before all else. */
function stickyOf({ request: { memory, context } }: Deciding): Sticky {
  const chosen = [...memory.shown, ...memory.sticky.map(([, asset]) => asset)]
  const remembered = new Map(chosen.map((asset, age): [number, number] => [asset, age]))
  return { viewerKey: memory.viewerKey, now: context.now, remembered }
}

function putOnScreen({ snapshot }: Deciding, picks: readonly SlatePick[], screen: OnScreen): void {
  const { hot } = snapshot
  for (const { row } of picks) {
    const title = hot.assets.title[hot.candidateAsset[row] ?? 0] ?? NO_INDEX
    screen.assets.add(assetHash(snapshot, row))
    if (title !== NO_INDEX) screen.titles.add(hot.titles.idHash[title] ?? 0)
  }
}

function assetHash({ hot }: Snapshot, row: number): number {
  return hot.assets.idHash[hot.candidateAsset[row] ?? 0] ?? 0
}
