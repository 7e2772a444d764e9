import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { valueText } from '../figures.ts'

/** What each arm has instead of what the rules have. */
export function ArmChanges({ shown: { experiment, owned } }: { readonly shown: ExperimentShown }) {
  const before = new Map(owned.map(({ path, rule }) => [path, rule]))
  return (
    <ul class="plain-list">
      {experiment.variations.map(({ key, parameters }) => {
        const changes = Object.entries(parameters)
        return (
          <li>
            <b>{key}</b>: {changes.length === 0 && 'everything as the rules have it'}
            {changes.map(([path, value]) => (
              <span>
                <code>{path}</code> {valueText(value)}
                {before.get(path) ? ` instead of ${valueText(before.get(path)?.before)}` : ''}{' '}
              </span>
            ))}
          </li>
        )
      })}
    </ul>
  )
}
