import { FORGOTTEN_FROM, LIFTED_MAX } from '../../snapshot/takedowns/limits.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import { type Change, type Order, together, type Withdrawn } from './withdrawn.ts'

/** What the store says of a region. */
export interface StoreView {
  readonly orders: readonly DatedOrder[]
  /** As they reach the region. */
  readonly changes: readonly Change[]
  /** Changes up to this number were forgotten on purpose. */
  readonly droppedTo: number
  /** Whether a change with this number is there and narrows this record, anywhere. */
  readonly has: (number: number, target: string) => boolean
  /** Whether the documents say what the change with this number says, because somebody sent them so. */
  readonly covers: (number: number) => boolean
  /** Changes up to this number are known to everything that may be announced here. */
  readonly needed: number
}

/** An order, and when it was given, milliseconds since 1970 UTC. */
export interface DatedOrder {
  readonly order: Order
  readonly addedAt: number
}

/** What is to become of a list besides what is true already. */
export interface Wish {
  readonly add: readonly DatedOrder[]
  /** Ids of orders, and `change:<number>` for a change that the store forgot. */
  readonly lift: readonly { readonly id: string; readonly at: number }[]
}

/** All that a list is made of. */
export interface Sources {
  readonly announced: Withdrawn
  readonly lifted: TakedownsPayload['lifted']
  /** Null: it was not asked, or does not answer. Then nothing leaves but what is lifted or over. */
  readonly store: StoreView | null
  readonly journal: readonly DatedOrder[]
  readonly wish: Wish
}

/** What a list is to say. */
export interface Merged {
  readonly withdrawn: Withdrawn
  readonly lifted: TakedownsPayload['lifted']
  /** Announced orders that the store does not have. */
  readonly forgottenOrders: readonly string[]
}

/** The name under which a forgotten change is lifted; null for any other. */
export function forgottenName({ number }: Pick<Change, 'number'>): string | null {
  return number >= FORGOTTEN_FROM ? `change:${number - FORGOTTEN_FROM}` : null
}

/**
 * What is withdrawn is what is announced, and what the store and the journal say besides. An order leaves by being
 * lifted or by its own end; a change also once everything that may be announced here knows of it. That the store does
 * not know something is no reason: a store may have lost it.
 */
export function mergeWithdrawn(sources: Sources, now: number): Merged {
  const { announced, store, journal, wish } = sources
  const lifted = liftedAfter(sources)
  const liftedAt = new Map(lifted.map(({ id, at }) => [id, at]))
  const stands = ({ order, addedAt }: DatedOrder): boolean => addedAt > (liftedAt.get(order.id) ?? -1)
  const given = [...(store?.orders ?? []), ...journal, ...wish.add].filter(stands).map(({ order }) => order)
  // What is announced stood when its list was signed; only what was lifted since is gone.
  const gone = new Set(wish.lift.map(({ id }) => id))
  const orders = [...announced.orders.filter(({ id }) => !gone.has(id)), ...given]
  const isLifted = (change: Change): boolean => liftedAt.has(forgottenName(change) ?? '')
  const changes = changesAfter(announced.changes, store, now).filter((change) => !isLifted(change))
  const open = ({ until }: { readonly until: number | null }): boolean => until === null || until > now
  const withdrawn = together({ orders: orders.filter(open), changes: changes.filter(open) })
  const stored = new Set(store?.orders.map(({ order }) => order.id))
  const forgottenOrders = store === null ? [] : announced.orders.filter(({ id }) => !stored.has(id)).map(({ id }) => id)
  return { withdrawn, lifted, forgottenOrders }
}

/** Who gives an order again under a lifted id means it: it is no longer lifted. */
function liftedAfter({ lifted, wish }: Sources): TakedownsPayload['lifted'] {
  const again = new Map(wish.add.map(({ order, addedAt }) => [order.id, addedAt]))
  const now = new Set(wish.lift.map(({ id }) => id))
  const kept = lifted.filter(({ id, at }) => !now.has(id) && (again.get(id) ?? -1) <= at)
  return [...kept, ...wish.lift].slice(-LIFTED_MAX)
}

/**
 * The store's changes, and those of the announced ones that it does not have: content that is compiled from it now does
 * not know of these, however far it counts.
 */
function changesAfter(announced: readonly Change[], store: StoreView | null, now: number): readonly Change[] {
  if (store === null) return announced
  const covered = coverage(store.changes.filter(({ number }) => store.covers(number)))
  const left = (change: Change): Change[] => {
    const targets = change.targets.filter((target) => !covered(change, target, change.number - FORGOTTEN_FROM))
    return targets.length === 0 ? [] : [{ ...change, targets }]
  }
  const stored = store.changes
    .filter(({ number, until }) => number > store.needed && (until === null || until > now))
    .flatMap((change) => (change.number >= FORGOTTEN_FROM ? left(change) : [change]))
  const carried = announced.flatMap((change): Change[] => {
    const { number, targets } = change
    if (number >= FORGOTTEN_FROM) return left(change)
    if (number <= store.droppedTo) return number <= store.needed ? [] : [change]
    const forgotten = targets.filter((target) => !store.has(number, target) && !covered(change, target, number))
    const kept = number <= store.needed ? [] : targets.filter((target) => store.has(number, target))
    return [
      ...(kept.length === 0 ? [] : [{ ...change, targets: kept }]),
      ...(forgotten.length === 0 ? [] : [{ ...change, number: FORGOTTEN_FROM + number, targets: forgotten }]),
    ]
  })
  return [...carried, ...stored]
}

/**
 * Whether the store has a later change that withdraws as much of a record: then its documents say so too. A status that
 * was changed covers nothing: it is taken back, and the record under it is what the store has left.
 */
function coverage(stored: readonly Change[]) {
  const byTarget = new Map<string, Change[]>()
  for (const change of stored) {
    for (const target of change.targets) {
      const list = byTarget.get(target)
      if (list) list.push(change)
      else byTarget.set(target, [change])
    }
  }
  return (lost: Change, target: string, number: number): boolean =>
    (byTarget.get(target) ?? []).some((later) => later.number > number && withdrawsAsMuch(later, lost))
}

function withdrawsAsMuch(later: Change, lost: Change): boolean {
  const where = later.territories
  const everywhere = where === null || (lost.territories?.every((code) => where.includes(code)) ?? false)
  const since = later.from === null || (lost.from !== null && later.from <= lost.from)
  return everywhere && since && (later.until === null || (lost.until !== null && later.until >= lost.until))
}
