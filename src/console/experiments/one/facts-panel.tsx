import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { Instant } from '../../frame/times.tsx'
import { shareText } from '../figures.ts'

interface FactsPanelProps {
  readonly shown: ExperimentShown
  readonly now: number
}

/** Whom it is for, how units are told apart, and what is to come. */
export function FactsPanel({ shown: { experiment, state, coverage }, now }: FactsPanelProps) {
  const { layer, unit, targeting, namespace, ramp, metrics, guardrails, covariateDays } = experiment
  const { territories, surfaces, devices, viewers } = targeting
  const said = (words: readonly string[], every: string) => (words.length === 0 ? every : words.join(', '))
  return (
    <section class="panel padded" aria-label="How it is set up">
      <h2>How it is set up</h2>
      <dl class="facts">
        <dt>State</dt>
        <dd>
          {state}, with {shareText(coverage)} of all units
        </dd>
        <dt>For</dt>
        <dd>
          {viewers === 'any' ? 'guests and members' : `${viewers}s`} in {said(territories, 'every territory')} on{' '}
          {said(surfaces, 'every surface')} and {said(devices, 'every device')}; minors are in no experiment
        </dd>
        <dt>Unit</dt>
        <dd>
          {unit === 'viewer'
            ? 'a viewer who consented keeps an arm; everybody else is assigned by session, and analysed apart'
            : 'a session'}
        </dd>
        <dt>Layer</dt>
        <dd>
          <code>{layer}</code>
          {namespace !== undefined &&
            `, in ${namespace[0]} from ${shareText(namespace[1])} to ${shareText(namespace[2])}`}
        </dd>
        <dt>Goals</dt>
        <dd>{metrics.join(', ')}</dd>
        <dt>Guardrails</dt>
        <dd>{said(guardrails, 'none')}</dd>
        <dt>Time before</dt>
        <dd>{timeBefore(unit, covariateDays)}</dd>
        <dt>Ramp</dt>
        <dd>
          {ramp.length === 0
            ? 'by hand'
            : ramp.map((step) => (
                <div>
                  {shareText(step.coverage)} from <Instant at={step.at} now={now} />
                </div>
              ))}
        </dd>
      </dl>
    </section>
  )
}

function timeBefore(unit: string, days: number): string {
  if (unit === 'session') return 'not read: a session has no days before'
  return days === 0 ? 'not read' : `${days} days before exposure are read (CUPED)`
}
