import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { againstWinner } from '../../../experiment/analysis/verdict/against-winner.ts'
import { wrongField } from '../../explained/asked-instant.ts'
import type { ConsolePage } from '../../page.ts'
import { Because } from '../because.tsx'
import { experimentHref, intervalText, liftText } from '../figures.ts'
import { VerdictState } from '../verdict-state.tsx'
import { ActPage } from './act-page.tsx'
import { RollOutSteps } from './roll-out-steps.tsx'

/** `/console/experiments/{key}/decide[?winner=]`: what the arm found, and what would be left to do, then the act. */
export const decideExperimentPage: ConsolePage = {
  path: '/console/experiments/:key/decide',
  section: 'experiments',
  parameters: ['winner'],
  show: async ({ path, ask, query, me }) => {
    const at = `experiments/${encodeURIComponent(path('key'))}`
    const [shown, { analysis }] = await Promise.all([
      ask.get<ExperimentShown>(at),
      ask.get<ExperimentAnalysed>(`${at}/analysis`),
    ])
    const arms = shown.experiment.variations.map(({ key }) => key)
    const asked = query('winner')
    if (asked !== '' && !arms.includes(asked)) throw wrongField('winner', `There are ${arms.join(', ')}.`)
    const winner = asked || leadingArm(analysis) || (arms[0] ?? '')
    const against = analysis === null ? 'has not come' : againstWinner(analysis, { winner, arms })
    return {
      title: `Decide ${shown.key}`,
      body: (
        <ActPage
          {...{ shown, me, verb: 'decide', action: 'experiment.decide' }}
          head="Decide an experiment"
          button={`${winner} wins`}
          look={against === null ? 'strong' : 'danger'}
          effect={
            shown.state === 'running' ? (
              <>
                <WinnerChoice experiment={shown.key} arms={arms} winner={winner} />
                <Found analysis={analysis} winner={winner} />
                <p>
                  From the next publish on everybody gets what the rules have. The winner is not rolled out by itself:
                </p>
                <RollOutSteps shown={shown} winner={winner} />
              </>
            ) : (
              <p>It is {shown.state}: only what runs is decided.</p>
            )
          }
          fields={shown.state === 'running' ? <Fields winner={winner} against={against} /> : null}
        />
      ),
    }
  },
}

/** The arm with the greatest lift of the first goal; null: nobody knows, or control leads. */
function leadingArm(analysis: ExperimentAnalysed['analysis']): string | null {
  const goal = analysis?.metrics.find(({ guardrail }) => !guardrail)
  const sign = goal?.goal === 'down' ? -1 : 1
  const gains = (goal?.arms ?? []).map(({ key, lift }) => ({ key, gain: sign * (lift?.value ?? 0) }))
  return gains.toSorted((one, other) => other.gain - one.gain)[0]?.key ?? null
}

interface WinnerChoiceProps {
  readonly experiment: string
  readonly arms: readonly string[]
  readonly winner: string
}

function WinnerChoice({ experiment, arms, winner }: WinnerChoiceProps) {
  return (
    <form class="inline" method="get" action={`${experimentHref(experiment)}/decide`}>
      <label>
        Winner{' '}
        <select name="winner">
          {arms.map((arm) => (
            <option value={arm} selected={arm === winner}>
              {arm}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="act">
        Show what that comes to
      </button>
    </form>
  )
}

interface FoundProps {
  readonly analysis: ExperimentAnalysed['analysis']
  readonly winner: string
}

function Found({ analysis, winner }: FoundProps) {
  if (analysis === null) return <p class="notice">No results have come: nobody knows what it does.</p>
  const lifts = analysis.metrics.flatMap(({ id, arms }) => {
    const arm = arms.find(({ key }) => key === winner)
    return arm?.lift && arm.sequential ? [{ id, lift: arm.lift.value, always: arm.sequential }] : []
  })
  return (
    <>
      <p>
        The analysis says <VerdictState verdict={analysis.verdict} />.
      </p>
      <Because reasons={analysis.because} />
      {lifts.length > 0 && (
        <ul class="plain-list">
          {lifts.map(({ id, lift, always }) => (
            <li>
              {id} <b class="number">{liftText(lift)}</b> <span class="number">({intervalText(always)})</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface FieldsProps {
  readonly winner: string
  /** What the analysis says against it; null: nothing. */
  readonly against: string | null
}

function Fields({ winner, against }: FieldsProps) {
  return (
    <>
      <input type="hidden" name="winner" value={winner} />
      {against !== null && (
        <label>
          The analysis {against}. Why it is decided all the same
          <input name="despite" required maxlength={300} autocomplete="off" />
        </label>
      )}
    </>
  )
}
