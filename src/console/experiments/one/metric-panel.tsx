import type { ExperimentSeriesPoint } from '../../../contracts/ops/answers/experiments/analysis.ts'
import { grouped } from '../../learning/figures.ts'
import { chanceText, figure, intervalText, liftText } from '../figures.ts'
import { LiftBar, reachOf } from '../lift-bar.tsx'
import { IntervalPicture, type IntervalPoint } from './interval-picture.tsx'
import { type Metric, type MetricArm, MetricMeaning, unknownWords } from './metric-name.tsx'

const DAY_MS = 86_400_000

interface MetricPanelProps {
  readonly metric: Metric
  readonly series: readonly ExperimentSeriesPoint[]
}

/** One goal: its lift over time in each arm, drawn and in figures, plain and with CUPED. */
export function MetricPanel({ metric, series }: MetricPanelProps) {
  const { id, goal, arms } = metric
  const tried = arms.slice(1).map(({ key }) => ({ key, points: pointsOf(series, id, key) }))
  const name = `metric-${id}`
  return (
    <section class="panel padded" aria-labelledby={name}>
      <h2 id={name}>
        {id} <MetricMeaning id={id} goal={goal} />
      </h2>
      <p class="dim">
        Lift against {arms[0]?.key}, as a share of it.
        {tried.some(({ points }) => points.length > 1) &&
          ' The inner band is the interval for one look, the outer one holds at every look; the dotted line is no lift at all.'}
      </p>
      <div class="interval-pictures">
        {tried.map(({ key, points }) => (
          <figure>
            <figcaption>
              {key} {points.length > 0 && <b class="number">{liftText(points.at(-1)?.value ?? 0)}</b>}{' '}
              <small>{daysText(points)}</small>
            </figcaption>
            <OverTime points={points} />
          </figure>
        ))}
      </div>
      <Figures metric={metric} />
      {tried.map(({ key, points }) => (
        <Days arm={key} points={points} metric={id} />
      ))}
    </section>
  )
}

/** Several days as a picture; one alone as a bar, since nothing went on. */
function OverTime({ points }: { readonly points: readonly IntervalPoint[] }) {
  const [first] = points
  if (first === undefined) return <p class="dim">Nothing is known over time.</p>
  if (points.length > 1) return <IntervalPicture points={points} />
  const lift = { value: first.value, ...first.always }
  const reach = reachOf([lift])
  return (
    <div class="posterior">
      <LiftBar lift={lift} reach={reach} />
      <small class="axis number" aria-hidden="true">
        {[-reach, 0, reach].map((end) => (
          <span>{liftText(end)}</span>
        ))}
      </small>
    </div>
  )
}

const dayText = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** `7 days, from 2026-11-24 to 2026-11-30`. */
function daysText(points: readonly IntervalPoint[]): string {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return ''
  if (first === last) return `1 day, ${dayText(first.day)}: its interval at every look`
  return `${points.length} days, from ${dayText(first.day)} to ${dayText(last.day)}`
}

function pointsOf(series: readonly ExperimentSeriesPoint[], metric: string, key: string): readonly IntervalPoint[] {
  return series.flatMap(({ day, metrics }) => {
    const arm = metrics.find(({ id }) => id === metric)?.arms.find((each) => each.key === key)
    if (!arm?.lift || !arm.sequential) return []
    const at = Date.parse(`${day}T00:00:00Z`) / DAY_MS
    return [{ day: at, value: arm.lift.value, once: arm.lift, always: arm.sequential }]
  })
}

function Figures({ metric: { id, arms } }: Pick<MetricPanelProps, 'metric'>) {
  return (
    <section class="scroll" tabindex={0} aria-label={`${id} in figures`}>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col" class="right">
              Units
            </th>
            <th scope="col" class="right">
              Value
            </th>
            <th scope="col" class="right">
              Lift
            </th>
            <th scope="col" class="right">
              At one look
            </th>
            <th scope="col" class="right">
              At every look
            </th>
            <th scope="col" class="right">
              p, and adjusted
            </th>
          </tr>
        </thead>
        <tbody>
          {arms.map((arm) => (
            <>
              <PlainRow arm={arm} />
              <CupedRow arm={arm} />
            </>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function PlainRow({ arm: { key, n, mean, lift, sequential, p, adjustedP, state } }: { readonly arm: MetricArm }) {
  return (
    <tr>
      <th scope="row">{key}</th>
      <td class="right number" data-label="Units">
        {grouped(n)}
      </td>
      <td class="right number" data-label="Value">
        {figure(mean)}
      </td>
      <td class="right number" data-label="Lift">
        {lift === null ? unknownWords(state) : <b>{liftText(lift.value)}</b>}
      </td>
      <td class="right number" data-label="At one look">
        {lift === null ? '–' : intervalText(lift)}
      </td>
      <td class="right number" data-label="At every look">
        {sequential === null ? '–' : intervalText(sequential)}
      </td>
      <td class="right number" data-label="p, and adjusted">
        {p === null ? '–' : `${chanceText(p)}, ${chanceText(adjustedP)}`}
      </td>
    </tr>
  )
}

/** The same with what units did before: beside the plain numbers, and said where it is set aside. */
function CupedRow({ arm: { cuped, prePeriod } }: { readonly arm: MetricArm }) {
  if (cuped === null || cuped.lift === null) return null
  const { lift, sequential, reduction, state } = cuped
  return (
    <tr>
      <th scope="row">
        <small>with CUPED{state !== 'ok' && `: set aside (${state})`}</small>
      </th>
      <td class="right" colspan={2}>
        <small>
          {reduction === null ? '' : `variance ${liftText(-reduction)}; `}before exposure p{' '}
          {chanceText(prePeriod?.p ?? null)}
        </small>
      </td>
      <td class="right number" data-label="Lift">
        {liftText(lift.value)}
      </td>
      <td class="right number" data-label="At one look">
        {intervalText(lift)}
      </td>
      <td class="right number" data-label="At every look">
        {sequential === null ? '–' : intervalText(sequential)}
      </td>
      <td />
    </tr>
  )
}

interface DaysProps {
  readonly arm: string
  readonly metric: string
  readonly points: readonly IntervalPoint[]
}

/** What the picture draws, for whoever reads no pictures. */
function Days({ arm, metric, points }: DaysProps) {
  if (points.length === 0) return null
  return (
    <details>
      <summary>{arm} by day, in figures</summary>
      <section class="scroll" tabindex={0} aria-label={`${metric} of ${arm} by day`}>
        <table>
          <thead>
            <tr>
              <th scope="col">Up to (UTC)</th>
              <th scope="col" class="right">
                Lift
              </th>
              <th scope="col" class="right">
                At one look
              </th>
              <th scope="col" class="right">
                At every look
              </th>
            </tr>
          </thead>
          <tbody>
            {[...points].reverse().map(({ day, value, once, always }) => (
              <tr>
                <th scope="row" class="number">
                  {dayText(day)}
                </th>
                <td class="right number">{liftText(value)}</td>
                <td class="right number">{intervalText(once)}</td>
                <td class="right number">{intervalText(always)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}
