import type { IsolateReport } from '../../contracts/ops/answers/regions.ts'
import type { TakedownList } from '../../contracts/ops/answers/takedowns.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { lengthOf } from '../frame/times.tsx'

/** An order in force, as the ops API tells it. */
export type OrderInForce = TakedownList['takedowns'][number]

/** How the scheduling store knows an order, in words; empty: as it should. */
export const STORE_WORDS: Readonly<Record<OrderInForce['store'], string>> = {
  stored: '',
  'not-yet': 'not in the store yet: it is written there once the store answers',
  forgot: 'the store lost it; it stays announced',
  'no-answer': 'the store does not answer',
}

/** Where an order holds, as it was given: `everywhere`, or codes and groups. */
export function placesOf({ territories }: Pick<OrderInForce, 'territories'>): string {
  return territories.includes('*') ? 'everywhere' : territories.join(' ')
}

/** The regions in which lifting an order takes the permission: an order for everywhere holds in those unseen too. */
export function regionsToLift({ territories, regions }: Pick<OrderInForce, 'territories' | 'regions'>): RegionId[] {
  return territories.includes('*') ? [...REGION_IDS] : [...regions]
}

/**
 * How many of the isolates that reported apply a list that was signed since the order; null: it is not known when it was
 * given.
 */
export function isolatesWith(
  { addedAt }: Pick<OrderInForce, 'addedAt'>,
  seen: readonly IsolateReport[],
): number | null {
  if (addedAt === null) return null
  return seen.filter(({ listSignedAt }) => (listSignedAt ?? 0) >= Date.parse(addedAt)).length
}

/** The clock of an order: `41 of 82 isolates apply it, 38 s after the order.` Empty: no isolate reported. */
export function isolatesSoFar(
  order: Pick<OrderInForce, 'addedAt'>,
  seen: readonly IsolateReport[],
  now: number,
): string {
  const having = isolatesWith(order, seen)
  if (having === null || seen.length === 0 || order.addedAt === null) return ''
  const age = lengthOf((now - Date.parse(order.addedAt)) / 1000)
  return `${having} of ${seen.length} isolates said that they apply it, ${age} after the order.`
}

/**
 * How far an order has come, in one sentence. Edges stop serving within the bound after the order, so long as storage
 * answers.
 *
 * @param boundSeconds null: it is not known
 * @param now milliseconds since 1970 UTC
 */
export function progressOf(order: OrderInForce, boundSeconds: number | null, now: number): string {
  const { announced, regions, addedAt } = order
  const lists =
    announced.length === regions.length
      ? `On the signed list of ${regions.length === 1 ? regions[0] : `all ${regions.length} regions`}`
      : `On the signed lists of ${announced.length} of ${regions.length} regions`
  if (addedAt === null || boundSeconds === null) return `${lists}.`
  const left = boundSeconds - (now - Date.parse(addedAt)) / 1000
  if (left <= 0) return `${lists}; edges had ${lengthOf(boundSeconds)} to take it, and that is over.`
  return `${lists}; the last edge takes it within ${lengthOf(left)}.`
}
