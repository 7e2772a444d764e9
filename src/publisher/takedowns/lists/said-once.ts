import type { Order } from '../withdrawn.ts'

/** Prefix of the id of an entry that combines several orders. It cannot be lifted; its orders are in the ledger. */
const SUM = 'sum:'

/** Whether a list's entry combines several orders. */
export function isSum({ id }: Pick<Order, 'id'>): boolean {
  return id.startsWith(SUM)
}

/** Territory → when its withdrawal ends, in milliseconds since 1970 UTC; `Infinity`: never. */
type Ends = Map<string | null, number>

/**
 * Combines orders into the fewest entries with the same effect: for each target at most one for each of its
 * territories, however many orders there are.
 *
 * @param isShort whether times may be dropped too: one entry for each target, until the last of its orders ends
 */
export function saidOnce(orders: readonly Order[], isShort = false): readonly Order[] {
  const targets = new Map<string, Ends>()
  for (const { target, territories, until } of orders) {
    const ends: Ends = targets.get(target) ?? new Map()
    targets.set(target, ends)
    for (const place of territories ?? [null]) {
      ends.set(place, Math.max(ends.get(place) ?? 0, until ?? Number.POSITIVE_INFINITY))
    }
  }
  return [...targets].flatMap(([target, ends]) => entriesOf(target, isShort ? withoutTimes(ends) : ends))
}

function withoutTimes(ends: Ends): Ends {
  const last = [...ends.values()].reduce((most, until) => Math.max(most, until), 0)
  return ends.has(null) ? new Map([[null, last]]) : new Map([...ends.keys()].map((place) => [place, last]))
}

function entriesOf(target: string, ends: Ends): readonly Order[] {
  const everywhere = ends.get(null)
  const places = new Map<number, string[]>()
  for (const [place, until] of ends) {
    if (place === null || until <= (everywhere ?? 0)) continue
    const alike = places.get(until) ?? []
    places.set(until, alike)
    alike.push(place)
  }
  const entries = [...places].map(([until, codes]) => ({ territories: codes.sort(), until }))
  const all = everywhere === undefined ? entries : [{ territories: null, until: everywhere }, ...entries]
  return all.map(({ territories, until }, index) => ({
    id: `${SUM}${target}:${index + 1}`,
    target,
    territories,
    until: Number.isFinite(until) ? until : null,
  }))
}
