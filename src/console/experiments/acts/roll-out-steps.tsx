import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { valueText } from '../figures.ts'

interface RollOutStepsProps {
  readonly shown: ExperimentShown
  readonly winner: string
}

/** What is left to do so that everybody gets what the winner has. */
export function RollOutSteps({ shown, winner }: RollOutStepsProps) {
  const steps = shown.rollOut.find(({ arm }) => arm === winner)?.next ?? []
  if (steps.length === 0) return <p>Nothing is left to do: the rules have what {winner} has.</p>
  return (
    <ol class="steps">
      {steps.map(({ path, value, rule, command }) => (
        <li>
          {rule !== null ? (
            <>
              <code>{rule.file}</code> {rule.field}: {valueText(rule.before)} → <b>{valueText(value)}</b>
            </>
          ) : (
            <code>npm run {command?.replace(/^ff /, 'ff -- ')}</code>
          )}
          <small>
            <code>{path}</code>
          </small>
        </li>
      ))}
    </ol>
  )
}
