import type { TakedownId, TitleId } from '../../model/identifier.ts'
import type { Narrowing } from '../../model/narrowing.ts'
import type { TerritoryCode } from '../../model/region.ts'
import type { Takedown } from '../../model/takedown.ts'
import { contentSha256 } from '../approvals.ts'
import type { StagedRecord } from '../stage-batch.ts'
import { TitleLines } from '../title-lines.ts'
import type { MovesContext } from './moves-context.ts'

/** An order that stands, and where. */
export interface StandingOrder {
  readonly takedown: Pick<Takedown, 'id' | 'target' | 'territories' | 'until'>
  /** As `Narrowing.territories`. */
  readonly places: readonly TerritoryCode[] | null
}

/** A record that comes under an order, or out of its reach, by what a feed says of it. */
export interface OrderMove {
  readonly what: 'joined' | 'left'
  readonly record: string
  /** The tag, feed, owner or title that it joined or left. */
  readonly group: string
  /** The order on that. */
  readonly order: string
  /** The order that has to be lifted for the record to be shown. */
  readonly lift: string
}

/** What standing orders make of a batch. */
export interface OrderMoves {
  readonly moves: readonly OrderMove[]
  /** Withdraws what joins: older snapshots do not know that the order reaches it. */
  readonly narrowings: readonly Narrowing[]
  /** Keeps withdrawn what leaves: nobody has lifted the order. */
  readonly kept: readonly Takedown[]
}

export const NO_ORDER_MOVES: OrderMoves = { moves: [], narrowings: [], kept: [] }

/** Longest name of a group in the reason of an order. */
const NAME_LENGTH = 200

/**
 * What joins a group that is withdrawn is withdrawn with it, at once. What leaves one stays withdrawn, by an order on the
 * record itself with the same places and end: a feed ends no order.
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
  const lines = new TitleLines(context.redis)
  const found = { moves: [] as OrderMove[], narrowings: [] as Narrowing[], kept: [] as Takedown[] }
  for (const record of moved) {
    for (const group of joinedGroups(record)) {
      for (const order of byTarget.get(group) ?? []) join(found, record, group, order)
    }
    for (const group of [...leftGroups(record), ...(await titlesLeft(record, byTarget, lines))]) {
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
  // Of the same order on the same record the same id: what is sent again is no other order.
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

/** Ordered titles above which it was and is no longer; what comes under another title is withdrawn for that alone. */
async function titlesLeft(
  { move }: StagedRecord,
  ordered: ReadonlyMap<string, unknown>,
  lines: TitleLines,
): Promise<readonly string[]> {
  const before = move?.titleBefore ?? null
  if (before === null) return []
  const after = move?.titleAfter ?? null
  const titles = [...ordered.keys()].filter((target): target is TitleId => target.startsWith('ttl_'))
  if (titles.length === 0) return []
  await lines.load([before, ...(after === null ? [] : [after])])
  return titles.filter((title) => {
    const only = new Set([title])
    return lines.isUnder(before, only) && !(after !== null && lines.isUnder(after, only))
  })
}
