import type { CampaignMoves } from '../../../contracts/ops/answers/lanes/campaign-move.ts'
import type { Part } from '../../ask.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import { State } from '../../frame/state.tsx'
import { someOf } from '../some-of.ts'

const ODD = {
  skipped: 'the clock there skips a time that it says',
  twice: 'the clock there shows a time that it says twice',
} as const

interface WindowsProps {
  /** A question about a move: what is asked here is when the campaign runs before it. */
  readonly moves: Part<CampaignMoves>
  readonly waits: boolean
}

/** When a campaign runs on the clock of each place and in UTC, as the product's own clocks have it. */
export function Windows({ moves, waits }: WindowsProps) {
  return (
    <section class="panel" aria-label="Windows">
      <h2>{waits ? 'When it is to run, as what waits says' : 'When it runs'}</h2>
      {'refused' in moves ? <Refusal problem={moves.refused} /> : <Places moves={moves.answer} />}
    </section>
  )
}

function Places({ moves: { campaigns } }: { readonly moves: CampaignMoves }) {
  const places = campaigns[0]?.before.places ?? []
  if (places.length === 0) return <p class="empty">Its window has no length in any of your territories.</p>
  return (
    <section class="scroll" tabindex={0} aria-label="Windows by place">
      <table class="stacks flows">
        <thead>
          <tr>
            <th scope="col">Territories</th>
            <th scope="col">Clock</th>
            <th scope="col">Starts there</th>
            <th scope="col">Ends there</th>
            <th scope="col">Starts, UTC</th>
            <th scope="col">Ends, UTC</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ territories, timeZone, localFrom, localUntil, from, until, odd }) => (
            <tr>
              <th scope="row" title={territories.join(', ')}>
                {someOf(territories, 6)}
              </th>
              <td data-label="Clock" class="whole">
                {timeZone} {odd !== null && <State tone="warn">{ODD[odd]}</State>}
              </td>
              <td class="number" data-label="Starts there">
                {minuteText(localFrom)}
              </td>
              <td class="number" data-label="Ends there">
                {localUntil === null ? 'open' : minuteText(localUntil)}
              </td>
              <td class="number" data-label="Starts, UTC">
                {minuteText(from)}
              </td>
              <td class="number" data-label="Ends, UTC">
                {until === null ? 'open' : minuteText(until)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function minuteText(time: string): string {
  return time.slice(0, 16).replace('T', ' ')
}
