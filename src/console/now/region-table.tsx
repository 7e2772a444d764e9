import type { AllRegions, RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { State, type Tone } from '../frame/state.tsx'
import { lengthOf } from '../frame/times.tsx'
import { RungBar } from './rung-bar.tsx'
import { baselineShare, type Concern } from './verdict.ts'

interface RegionTableProps {
  readonly status: AllRegions
  readonly concerns: readonly Concern[]
}

/** The regions, the worst first. */
export function RegionTable({ status, concerns }: RegionTableProps) {
  const toneOf = ({ region }: RegionStatus): Tone => concerns.find((each) => each.region === region)?.tone ?? 'good'
  const order: readonly Tone[] = ['bad', 'warn', 'good']
  const sorted = [...status.regions].sort((one, other) => order.indexOf(toneOf(one)) - order.indexOf(toneOf(other)))
  return (
    <section class="panel scroll" aria-label="Regions" data-part="regions">
      <table>
        <thead>
          <tr>
            <th>Region</th>
            <th class="right">Live</th>
            <th class="right">Age</th>
            <th>Isolates, by what they answer from</th>
            <th class="right">Baseline</th>
            <th>Takedowns</th>
            <th>Last</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((region) => (
            <Row region={region} tone={toneOf(region)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ region, tone }: { readonly region: RegionStatus; readonly tone: Tone }) {
  const idents = baselineShare(region)
  const { takedowns } = region
  return (
    <tr class={tone}>
      <th scope="row">
        <State tone={tone}>
          <a href={`/console/regions/${region.region}`}>{region.region}</a>
        </State>{' '}
        {region.pinned && <span class="pill">pinned</span>}
        {region.canary && <span class="pill">canary {region.canary.percent} %</span>}
      </th>
      <td class="right number">{region.sequence ?? '–'}</td>
      <td class="right number">{region.ageSeconds === null ? '–' : lengthOf(region.ageSeconds)}</td>
      <td>
        <RungBar reports={region.seen} />
      </td>
      <td class="right number">{idents === null ? '–' : `${(idents * 100).toFixed(1)} %`}</td>
      <td class="number">
        {takedowns.count}{' '}
        <small>{takedowns.ageSeconds === null ? 'no list yet' : `${lengthOf(takedowns.ageSeconds)} old`}</small>
      </td>
      <td>
        <small>{lastWords(region)}</small>
      </td>
    </tr>
  )
}

function lastWords({ lastReceipt, lastRefusal }: RegionStatus): string {
  const refusedLast = lastRefusal !== null && (lastReceipt === null || lastRefusal.at > lastReceipt.at)
  const last = refusedLast ? lastRefusal : lastReceipt
  if (last === null) return 'nothing yet'
  const by = last.actor ? ` by ${last.actor}` : ''
  return `${last.outcome}${by} at ${last.at.slice(11, 16)} UTC`
}
