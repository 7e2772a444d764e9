import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { TakedownId, TitleId } from '../../model/fields/identifier.ts'
import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { Takedown } from '../../model/nouns/takedown.ts'
import { contentSha256 } from '../approvals/approvals.ts'
import type { StagedRecord } from '../ingest/stage-batch.ts'
import { TitleLines } from '../store/title-lines.ts'
import type { MovesContext } from './moves-context.ts'

/** An order in force, and where. */
export interface StandingOrder {
  readonly takedown: Pick<Takedown, 'id' | 'target' | 'territories' | 'until'>
  /** As `Narrowing.territories`. */
  readonly places: readonly TerritoryCode[] | null
}

/** A record that joins or leaves a group that is withdrawn by order, by what a feed says of it. */
export interface OrderMove {
  readonly what: 'joined' | 'left'
  readonly record: string
  /** The tag, feed, owner or title that it joined or left. */
  readonly group: string
  /** The id of the order on that group. */
  readonly order: string
  /** The id of the order that must be lifted before the record is shown. */
  readonly lift: string
}

/** The effect of orders in force on a batch. */
export interface OrderMoves {
  readonly moves: readonly OrderMove[]
  /** Withdraws records that join: older snapshots do not know that the order reaches them. */
  readonly narrowings: readonly Narrowing[]
  /** Keeps records withdrawn that leave: nobody has lifted the order. */
  readonly kept: readonly Takedown[]
}

export const NO_ORDER_MOVES: OrderMoves = { moves: [], narrowings: [], kept: [] }

/** Longest name of a group in an order's reason, in characters. */
const NAME_LENGTH = 200

/**
 * A record that joins a withdrawn group is withdrawn at once. A record that leaves one stays withdrawn, by an order on
 * the record itself with the same territories and end: a feed cannot end an order.
 */
export async function orderMoves(
  context: MovesContext & { readonly standingOrders: () => Promise<readonly StandingOrder[]> },
  staged: readonly StagedRecord[],
): Promise<OrderMoves> {
  const moved = staged.filter(({ move }) => move !== null)
  if (moved.length === 0) return NO_ORDER_MOVES
  const byTarget = new Map<string, StandingOrder[]>()
  for (const order of await context.standingOrders()) {
    const { target, until } = order.takedown
    if (until !== null && Date.parse(until) <= context.now()) continue
    byTarget.set(target, [...(byTarget.get(target) ?? []), order])
  }
  if (byTarget.size === 0) return NO_ORDER_MOVES
  const titlesApart = ordersAbove(await linesOf(context, moved, byTarget), byTarget)
  const found = { moves: [] as OrderMove[], narrowings: [] as Narrowing[], kept: [] as Takedown[] }
  for (const record of moved) {
    const { titleBefore = null, titleAfter = null } = record.move ?? {}
    const titles = { left: titlesApart(titleBefore, titleAfter), joined: titlesApart(titleAfter, titleBefore) }
    for (const group of [...joinedGroups(record), ...titles.joined]) {
      for (const order of byTarget.get(group) ?? []) join(found, record, group, order)
    }
    for (const group of [...leftGroups(record), ...titles.left]) {
      for (const order of byTarget.get(group) ?? []) await keep(found, record, group, order)
    }
  }
  return found
}

interface Found {
  readonly moves: OrderMove[]
  readonly narrowings: Narrowing[]
  readonly kept: Takedown[]
}

function join(found: Found, { id }: StagedRecord, group: string, { takedown, places }: StandingOrder): void {
  const until = takedown.until === null ? null : Date.parse(takedown.until)
  found.narrowings.push({ target: id as Narrowing['target'], territories: places, from: null, until })
  found.moves.push({ what: 'joined', record: id, group, order: takedown.id, lift: takedown.id })
}

async function keep(found: Found, { id }: StagedRecord, group: string, { takedown }: StandingOrder): Promise<void> {
  const { territories, until } = takedown
  // The id depends on the order and the record, so a repeated feed does not make another order.
  const hash = await contentSha256({ id, group, order: takedown.id, territories, until })
  const lift: TakedownId = `tkd_kept_${hash.slice(0, 32)}`
  const reason = `left ${group.slice(0, NAME_LENGTH)}, which ${takedown.id} withdraws; lift this order to show it again`
  const target = id as Narrowing['target']
  found.kept.push({ v: 1, type: 'takedown', id: lift, target, territories, until, reason, actor: '' })
  found.moves.push({ what: 'left', record: id, group, order: takedown.id, lift })
}

function joinedGroups({ move }: StagedRecord): readonly string[] {
  return move === null ? [] : move.after.filter((group) => !move.before.includes(group))
}

function leftGroups({ move }: StagedRecord): readonly string[] {
  return move === null ? [] : move.before.filter((group) => !move.after.includes(group))
}

const orderedTitles = (ordered: ReadonlyMap<string, unknown>): readonly TitleId[] =>
  [...ordered.keys()].filter((target): target is TitleId => target.startsWith('ttl_'))

/** The ancestors of titles that records leave or join, read at once, if any title is under an order. */
async function linesOf(
  { redis }: MovesContext,
  moved: readonly StagedRecord[],
  ordered: ReadonlyMap<string, unknown>,
): Promise<TitleLines> {
  const lines = new TitleLines(redis)
  if (orderedTitles(ordered).length === 0) return lines
  await lines.load(moved.flatMap(({ move }) => [move?.titleBefore ?? [], move?.titleAfter ?? []].flat()))
  return lines
}

/** Compares two titles: which ordered titles the first is, or is under, and the second is not. */
function ordersAbove(lines: TitleLines, ordered: ReadonlyMap<string, unknown>) {
  const titles = orderedTitles(ordered)
  return (one: TitleId | null, other: TitleId | null): readonly TitleId[] =>
    titles.filter((title) => {
      const only = new Set([title])
      return one !== null && lines.isUnder(one, only) && !(other !== null && lines.isUnder(other, only))
    })
}
