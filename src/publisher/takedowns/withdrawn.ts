import type { TakedownsPayload } from '../../snapshot/takedowns/payload.ts'

/** An order on a region's list. */
export type Order = TakedownsPayload['entries'][number]

/** A narrowing on a region's list: what it withdraws from content that does not know of it. */
export type Change = TakedownsPayload['narrowings'][number]

/** What a region withdraws, in full. */
export interface Withdrawn {
  readonly orders: readonly Order[]
  readonly changes: readonly Change[]
}

/** No withdrawals. */
export const NOTHING: Withdrawn = { orders: [], changes: [] }

const alike = ({ number, territories, from, until }: Change): string =>
  JSON.stringify([number, territories, from, until])

/** The withdrawals in `all` that are not in `known`. Narrowings are compared target by target. */
export function without(all: Withdrawn, known: Withdrawn): Withdrawn {
  const orders = new Set(known.orders.map(wordsOf))
  const targets = new Map<string, Set<string>>()
  for (const change of known.changes) {
    const key = alike(change)
    const set = targets.get(key) ?? new Set()
    for (const target of change.targets) set.add(target)
    targets.set(key, set)
  }
  return {
    orders: all.orders.filter((order) => !orders.has(wordsOf(order))),
    changes: all.changes.flatMap((change) => {
      const set = targets.get(alike(change))
      const left = set ? change.targets.filter((target) => !set.has(target)) : change.targets
      return left.length === 0 ? [] : [{ ...change, targets: left }]
    }),
  }
}

/** All withdrawals of the parts, each once, in their order; targets that one change narrowed alike are combined. */
export function together(...parts: readonly Withdrawn[]): Withdrawn {
  const orders = new Map(parts.flatMap((part) => part.orders).map((order) => [wordsOf(order), order]))
  const changes = new Map<string, { readonly change: Change; readonly targets: Set<string> }>()
  for (const change of parts.flatMap((part) => part.changes)) {
    const key = alike(change)
    const group = changes.get(key) ?? { change, targets: new Set<string>() }
    for (const target of change.targets) group.targets.add(target)
    changes.set(key, group)
  }
  return {
    orders: [...orders.values()],
    changes: [...changes.values()].map(({ change, targets }) => ({ ...change, targets: [...targets] })),
  }
}

/** Whether nothing is withdrawn. */
export function isNothing({ orders, changes }: Withdrawn): boolean {
  return orders.length === 0 && changes.length === 0
}

function wordsOf({ id, target, territories, until }: Order): string {
  return JSON.stringify([id, target, territories, until])
}
