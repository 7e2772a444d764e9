import type { AllRegions, IsolateReport } from '../../contracts/ops/answers/regions.ts'
import type { TakedownTried } from '../../contracts/ops/answers/takedowns.ts'
import { State } from '../frame/state.tsx'
import { lengthOf } from '../frame/times.tsx'
import { isolatesWith, type OrderInForce } from './takedown-words.ts'

interface ArrivalTableProps {
  readonly order: OrderInForce
  readonly status: AllRegions
  /** Null: what it takes away is not known. */
  readonly tried: TakedownTried | null
}

/** How far an order has come in each region that it holds in. */
export function ArrivalTable({ order, status, tried }: ArrivalTableProps) {
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th>Region</th>
          <th>On its signed list</th>
          <th class="right">List signed</th>
          <th class="right">Isolates that apply it</th>
          <th class="right">Candidates withdrawn</th>
        </tr>
      </thead>
      <tbody>
        {order.regions.map((region) => {
          const shown = status.regions.find((each) => each.region === region)
          const takedowns = shown?.takedowns
          const isOn = order.announced.includes(region)
          const reach = tried?.reach?.find((each) => each.region === region)
          return (
            <tr class={isOn ? '' : 'bad'}>
              <th scope="row">
                <a href={`/console/regions/${region}`}>{region}</a>
              </th>
              <td data-label="On its signed list">
                <State tone={isOn ? 'good' : 'bad'}>{isOn ? 'yes' : 'not yet'}</State>{' '}
                <small>{takedowns?.unreadable}</small>
              </td>
              <td class="right number" data-label="List signed">
                {takedowns?.ageSeconds == null ? '–' : `${lengthOf(takedowns.ageSeconds)} ago`}
              </td>
              <td class="right number" data-label="Isolates that apply it">
                {isolatesInWords(order, shown?.seen ?? [])}
              </td>
              <td class="right number" data-label="Candidates withdrawn">
                {reach === undefined ? '–' : `${reach.candidates} of ${reach.of}`}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Of the isolates that reported in the last 15 minutes. */
function isolatesInWords(order: OrderInForce, seen: readonly IsolateReport[]): string {
  const having = isolatesWith(order, seen)
  return having === null || seen.length === 0 ? '–' : `${having} of ${seen.length}`
}
