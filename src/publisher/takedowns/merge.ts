import { FORGOTTEN_FROM, LIFTED_MAX } from '../../snapshot/takedowns/limits.ts'
import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'
import { type Change, type Order, together, type Withdrawn } from './withdrawn.ts'

/** The store's withdrawals in a region. */
export interface StoreView {
  readonly orders: readonly DatedOrder[]
  /** Narrowings, limited to the region. */
  readonly changes: readonly Change[]
  /** Narrowings up to this number were dropped on purpose. */
  readonly droppedTo: number
  /** Whether a narrowing with this number exists and narrows this record, in any region. */
  readonly has: (number: number, target: string) => boolean
  /**
   * Whether the stored documents contain the narrowing with this number, because somebody sent them again like that.
   */
  readonly covers: (number: number) => boolean
  /** Everything that may be announced here knows of the narrowings up to this number. */
  readonly needed: number
}

/** An order, and when it was given, milliseconds since 1970 UTC. */
export interface DatedOrder {
  readonly order: Order
  readonly addedAt: number
}

/** What to add to a list or lift from it. */
export interface Wish {
  readonly add: readonly DatedOrder[]
  /** Ids of orders, and `change:<number>` for a change that the store forgot. */
  readonly lift: readonly { readonly id: string; readonly at: number }[]
}

/** All sources of a list. */
export interface Sources {
  readonly announced: Withdrawn
  readonly lifted: TakedownsPayload['lifted']
  /** Null: it was not asked, or did not answer. Then only lifted and ended withdrawals leave the list. */
  readonly store: StoreView | null
  readonly journal: readonly DatedOrder[]
  readonly wish: Wish
}

/** The content of the next list. */
export interface Merged {
  readonly withdrawn: Withdrawn
  readonly lifted: TakedownsPayload['lifted']
  /** Announced orders that the store does not have. */
  readonly forgottenOrders: readonly string[]
}

/** The id by which a forgotten narrowing is lifted; null for any other. */
export function forgottenName({ number }: Pick<Change, 'number'>): string | null {
  return number >= FORGOTTEN_FROM ? `change:${number - FORGOTTEN_FROM}` : null
}

/**
 * Merges what is announced with the store and the journal. An order leaves when it is lifted or ends; a narrowing also
 * when everything that may be announced here knows of it. Missing in the store is no reason to leave: a store may have
 * lost it.
 */
export function mergeWithdrawn(sources: Sources, now: number): Merged {
  const { announced, store, journal, wish } = sources
  const lifted = liftedAfter(sources)
  const liftedAt = new Map(lifted.map(({ id, at }) => [id, at]))
  const stands = ({ order, addedAt }: DatedOrder): boolean => addedAt > (liftedAt.get(order.id) ?? -1)
  const given = [...(store?.orders ?? []), ...journal, ...wish.add].filter(stands).map(({ order }) => order)
  // The announced list was right when it was signed, so only what was lifted since is removed.
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

/** An order that is given again under a lifted id is intended: it is no longer lifted. */
function liftedAfter({ lifted, wish }: Sources): TakedownsPayload['lifted'] {
  const again = new Map(wish.add.map(({ order, addedAt }) => [order.id, addedAt]))
  const now = new Set(wish.lift.map(({ id }) => id))
  const kept = lifted.filter(({ id, at }) => !now.has(id) && (again.get(id) ?? -1) <= at)
  return [...kept, ...wish.lift].slice(-LIFTED_MAX)
}

/**
 * The store's narrowings, and the announced ones that it does not have: content compiled from the store now does not
 * contain these, whatever its `narrowed` says.
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
 * Whether the store has a later narrowing that withdraws as much of a record, so that its documents contain it too. A
 * change of status does not count: it can be undone, and leaves the record as it was.
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
