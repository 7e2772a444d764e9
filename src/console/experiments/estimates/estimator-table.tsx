import { scaleLinear } from 'd3-scale'
import type { PolicyEvaluationAnswer } from '../../../contracts/ops/answers/experiments/estimates.ts'
import { figure } from '../figures.ts'

type Estimate = PolicyEvaluationAnswer['estimates']['ipw']

const WORDS: Readonly<Record<string, string>> = {
  ipw: 'right on average, wide where weights are',
  snipw: 'narrower; it hides what has no support',
  dm: 'as right as the model of the reward',
  dr: 'the model, corrected by what was seen',
  ips: 'by the weights of whole pages',
  snips: 'the same, over the mean weight at each place',
}

/** What the policy would have brought, by each estimator, drawn on one scale. */
export function EstimatorTable({ evaluation }: { readonly evaluation: PolicyEvaluationAnswer }) {
  const { estimates, byPosition = [], page } = evaluation
  return (
    <>
      <Estimators title="Reward per row" estimates={estimates} />
      {page !== undefined && <Estimators title="Reward per page" estimates={page} />}
      {byPosition.length > 0 && (
        <details>
          <summary>At each position</summary>
          {byPosition.map(({ position, n: _n, ...of }) => (
            <Estimators title={`At position ${position}`} estimates={of} />
          ))}
        </details>
      )}
    </>
  )
}

interface EstimatorsProps {
  readonly title: string
  readonly estimates: Readonly<Record<string, Estimate>>
}

function Estimators({ title, estimates }: EstimatorsProps) {
  const ends = Object.values(estimates).flatMap(({ value, low, high }) =>
    [value, low, high].filter((end) => end !== null),
  )
  const x = scaleLinear([Math.min(0, ...ends), Math.max(0, ...ends)], [2, 98])
  return (
    <section class="panel scroll" aria-label={title} tabindex={0}>
      <h2>{title}</h2>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">Estimator</th>
            <th scope="col" class="right">
              Value, and 95 times of 100
            </th>
            <th scope="col">Drawn</th>
            <th scope="col">What it is</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(estimates).map(([name, { value, low, high }]) => (
            <tr>
              <th scope="row">{name}</th>
              <td class="right number" data-label="Value">
                <b>{figure(value)}</b>{' '}
                {low === null || high === null ? '(no interval)' : `(${figure(low)} to ${figure(high)})`}
              </td>
              <td class="posterior whole">
                {value !== null && (
                  <svg width="100%" height="22" aria-hidden="true">
                    <line class="zero" x1="0" x2="100%" y1="11" y2="11" />
                    <line class="surface" x1={`${x(0)}%`} x2={`${x(0)}%`} y1="1" y2="21" />
                    <line class="interval" x1={`${x(low ?? value)}%`} x2={`${x(high ?? value)}%`} y1="11" y2="11" />
                    <circle class="own" cx={`${x(value)}%`} cy="11" r="4" />
                  </svg>
                )}
              </td>
              <td>
                <small>{WORDS[name] ?? ''}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
