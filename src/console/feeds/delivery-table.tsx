import type { DeliverySummary } from '../../contracts/ops/answers/deliveries.ts'
import { State, type Tone } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'

/** How good it is that a delivery is in a state. */
export const DELIVERY_TONES: Readonly<Record<DeliverySummary['state'], Tone>> = {
  open: 'warn',
  running: 'warn',
  promoted: 'good',
  unchanged: 'good',
  held: 'warn',
  refused: 'bad',
  discarded: 'warn',
}

interface DeliveryTableProps {
  readonly deliveries: readonly DeliverySummary[]
  readonly now: number
}

/** The last deliveries of a feed, each with what came of it. */
export function DeliveryTable({ deliveries, now }: DeliveryTableProps) {
  if (deliveries.length === 0) return <p class="empty">Nothing was delivered in the last 30 days.</p>
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th>When</th>
          <th>What came of it</th>
          <th>By</th>
          <th class="right">Items</th>
          <th class="right">Accepted</th>
          <th class="right">In quarantine</th>
          <th class="right">Removed</th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map(({ delivery, feed, at, state, held, actor, items, accepted, quarantined, removed }) => (
          <tr>
            <th scope="row">
              <a href={`/console/feeds/${feed}/deliveries/${delivery}`}>
                <Instant at={at} now={now} />
              </a>
            </th>
            <td data-label="What came of it">
              <State tone={DELIVERY_TONES[state]}>{state}</State> {held !== null && <small>{held.detail}</small>}
            </td>
            <td data-label="By">
              <bdi class="name">{actor}</bdi>
            </td>
            <td class="right number" data-label="Items">
              {items}
            </td>
            <td class="right number" data-label="Accepted">
              {accepted}
            </td>
            <td class="right number" data-label="In quarantine">
              {quarantined}
            </td>
            <td class="right number" data-label="Removed">
              {removed}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
