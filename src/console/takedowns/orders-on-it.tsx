import type { Child } from 'hono/jsx'
import type { TakedownList } from '../../contracts/ops/answers/takedowns.ts'
import { partOf } from '../ask.ts'
import type { PageRequest } from '../page.ts'
import { type OrderInForce, placesOf } from './takedown-words.ts'

/** The orders in force on a target; none where they cannot be read, for an order is given without them too. */
export async function ordersOn({ ask }: PageRequest, target: string): Promise<readonly OrderInForce[]> {
  const told = await partOf(ask.get<TakedownList>('takedowns'))
  return 'answer' in told ? told.answer.takedowns.filter((order) => order.target === target) : []
}

interface OrdersOnItProps {
  readonly orders: readonly OrderInForce[]
  /** What they mean for what is about to be done. */
  readonly children: Child
}

/** Other orders on the same target. Each holds by itself: what one lets go, another still stops. */
export function OrdersOnIt({ orders, children }: OrdersOnItProps) {
  if (orders.length === 0) return null
  return (
    <section class="notice" aria-label="Other orders on it">
      <p>{children}</p>
      <ul class="plain-list">
        {orders.map((order) => (
          <li>
            <a href={`/console/takedowns/${order.id}`}>{placesOf(order)}</a>, by {order.actor || 'somebody'}:{' '}
            <bdi class="name">{order.reason || 'no reason is known'}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}
