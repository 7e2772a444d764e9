import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { Instant } from '../../frame/times.tsx'
import { shareText } from '../figures.ts'

const WORDS: Readonly<Record<string, string>> = {
  put: 'written',
  start: 'started',
  ramp: 'ramped',
  clock: 'a step of its ramp',
  hold: 'its ramp stopped by itself',
  restore: 'restored from an export',
  resume: 'its ramp was resumed',
  stop: 'stopped',
  decide: 'decided',
}

interface HistoryPanelProps {
  readonly history: ExperimentShown['history']
  readonly now: number
}

/** What was done, by whom and why, the last first. */
export function HistoryPanel({ history, now }: HistoryPanelProps) {
  return (
    <section class="panel scroll" aria-label="History" tabindex={0}>
      <h2>What was done</h2>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col" class="right">
              Takes part from then on
            </th>
            <th scope="col">Who, and why</th>
          </tr>
        </thead>
        <tbody>
          {[...history].reverse().map(({ at, by, act, coverage, reason }) => (
            <tr>
              <th scope="row">
                <Instant at={at} now={now} />
              </th>
              <td data-label="What">{WORDS[act] ?? act}</td>
              <td class="right number" data-label="Takes part">
                {shareText(coverage)}
              </td>
              <td data-label="Who, and why">
                <bdi class="name">{by}</bdi>
                {reason !== null && (
                  <>
                    : <bdi class="name">{reason}</bdi>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
