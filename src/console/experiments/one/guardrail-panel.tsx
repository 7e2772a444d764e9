import { State } from '../../frame/state.tsx'
import { figure, intervalText, liftText } from '../figures.ts'
import { LiftBar, reachOf } from '../lift-bar.tsx'
import { intervalThatCounts, type Metric, type MetricArm, MetricMeaning, unknownWords } from './metric-name.tsx'

/** What must get no worse, in each arm. */
export function GuardrailPanel({ metrics }: { readonly metrics: readonly Metric[] }) {
  if (metrics.length === 0) return null
  const rows = metrics.flatMap(({ id, goal, arms }) => {
    const [control] = arms
    return arms.slice(1).map((arm) => ({ id, goal, arm, control, interval: intervalThatCounts(arm) }))
  })
  const reach = reachOf(rows.flatMap(({ interval }) => interval ?? []))
  return (
    <section class="panel scroll" aria-label="Guardrails" tabindex={0}>
      <h2>Guardrails: what must get no worse</h2>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">Guardrail</th>
            <th scope="col">Arm</th>
            <th scope="col">State</th>
            <th scope="col" class="right">
              Control
            </th>
            <th scope="col" class="right">
              Arm
            </th>
            <th scope="col">Lift, and at every look</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, goal, arm, control, interval }) => (
            <tr>
              <th scope="row" class="wraps">
                {id} <MetricMeaning id={id} goal={goal} />
              </th>
              <td data-label="Arm">{arm.key}</td>
              <td data-label="State">
                <Harm goal={goal} arm={arm} />
              </td>
              <td class="right number" data-label="Control">
                {figure(control?.mean ?? null)}
              </td>
              <td class="right number" data-label="Its value">
                {figure(arm.mean)}
              </td>
              <td class="posterior number" data-label="Lift">
                {interval === null ? '–' : `${liftText(interval.value)} (${intervalText(interval)})`}
                {interval !== null && <LiftBar lift={interval} reach={reach} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Harm({ goal, arm }: { readonly goal: string; readonly arm: MetricArm }) {
  if (arm.state === 'none') return <State tone="good">none</State>
  if (arm.state === 'exceeded') return <State tone="bad">harmed: there must be none</State>
  const interval = intervalThatCounts(arm)
  if (interval === null) return <span class="dim">nothing can be said: {unknownWords(arm.state)}</span>
  const isHarmed = goal === 'up' ? interval.high < 0 : interval.low > 0
  const isBetter = goal === 'up' ? interval.low > 0 : interval.high < 0
  if (isHarmed) return <State tone="bad">harmed</State>
  return <State tone="good">{isBetter ? 'better' : 'no certain harm'}</State>
}
