import type { ItemFinding } from '../../contracts/ops/answers/deliveries.ts'
import { State } from './state.tsx'

/** What was found in items of a feed, in the words of their source. */
export function FindingTable({ findings }: { readonly findings: readonly ItemFinding[] }) {
  return (
    <table class="stacks findings">
      <thead>
        <tr>
          <th>Where</th>
          <th>What is wrong</th>
          <th>What it says</th>
          <th>What to write instead</th>
        </tr>
      </thead>
      <tbody>
        {findings.map(({ item, line, path, rule, severity, value, hint }) => (
          <tr>
            <th scope="row">
              <bdi class="name">{path || 'the whole item'}</bdi>{' '}
              <small>
                <bdi class="name">{item}</bdi> line {line}
              </small>
            </th>
            <td data-label="What is wrong">
              <State tone={severity === 'error' ? 'bad' : 'warn'}>{rule}</State>
            </td>
            <td data-label="What it says">
              <bdi class="name">{value || '–'}</bdi>
            </td>
            <td data-label="What to write instead">
              <bdi class="name">{hint}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
