import type { CanaryTrial } from '../../contracts/ops/answers/inquiries/canary-trial.ts'
import { State, type Tone } from '../frame/state.tsx'

type Compared = CanaryTrial['compared'][number]
type Rate = CanaryTrial['compared'][number]['intervals']['canary']

const WORDS: Readonly<Record<Compared['rate'], string>> = {
  empty: 'Empty answers',
  fallbacks: 'Answers of another snapshot',
  errors: 'Failed answers',
  firstFrames: 'First frames',
  starts: 'Starts',
  impressions: 'Impressions',
}
const VERDICTS: Readonly<Record<CanaryTrial['verdict'], readonly [Tone, string]>> = {
  wait: ['warn', 'It is not clear yet'],
  widen: ['warn', 'Too few viewers: the publisher gives it to more by itself'],
  promote: ['good', 'It is as good: the publisher promotes it by itself'],
  'roll-back': ['bad', 'It is worse: the publisher takes it back by itself'],
}

/** How a canary does: the verdict, and every rate of both arms with its interval. */
export function CanaryTrialView({ trial }: { readonly trial: CanaryTrial }) {
  const { verdict, why, counts, compared } = trial
  const [tone, words] = VERDICTS[verdict]
  return (
    <>
      <p>
        <State tone={tone}>{words}</State>: {why}.
      </p>
      <section class="scroll" tabindex={0} aria-label="Both arms of the canary">
        <table>
          <thead>
            <tr>
              <th>Per answer</th>
              <th class="right">Live, {counts.control.decisions} answers</th>
              <th class="right">Canary, {counts.canary.decisions} answers</th>
              <th>Both, with 99.9 % intervals</th>
              <th>Verdict</th>
            </tr>
          </thead>
          <tbody>
            {compared.map((rate) => (
              <Row rate={rate} isCounted={counts.control.decisions > 0 && counts.canary.decisions > 0} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Row({ rate, isCounted }: { readonly rate: Compared; readonly isCounted: boolean }) {
  const { control, canary, intervals, certainlyBy, worseBy, bound } = rate
  const tone = certainlyBy > bound ? 'bad' : worseBy > bound ? 'warn' : 'good'
  const words = { bad: 'too much worse, for certain', warn: 'worse as counted, not for certain', good: 'not worse' }[
    tone
  ]
  return (
    <tr>
      <th scope="row">{WORDS[rate.rate]}</th>
      <td class="right number">{rateWords(control, intervals.control)}</td>
      <td class="right number">{rateWords(canary, intervals.canary)}</td>
      <td>
        <Intervals rate={rate} />
      </td>
      <td>{isCounted ? <State tone={tone}>{words}</State> : <small>nothing to compare yet</small>}</td>
    </tr>
  )
}

/** Two lines, one above the other: the interval of each arm, and its rate as a mark. */
function Intervals({ rate: { control, canary, intervals } }: { readonly rate: Compared }) {
  const bounds = [intervals.control, intervals.canary].flatMap(({ most }) => (most === null ? [] : [most]))
  const end = Math.max(control, canary, ...bounds)
  const at = (value: number) => `${end === 0 ? 0 : Math.min(100, (100 * value) / end)}%`
  const line = (arm: string, { least, most }: Rate, value: number, y: number) => (
    <g class={`arm-${arm}`}>
      <line x1={at(least)} x2={at(most ?? end)} y1={y} y2={y} />
      <circle cx={at(value)} cy={y} r="3.5" />
    </g>
  )
  return (
    <svg class="intervals" width="180" height="24" aria-hidden="true">
      {line('control', intervals.control, control, 7)}
      {line('canary', intervals.canary, canary, 17)}
    </svg>
  )
}

function rateWords(value: number, { least, most }: Rate): string {
  return `${percent(value)} (${percent(least)} to ${most === null ? 'any' : percent(most)})`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
