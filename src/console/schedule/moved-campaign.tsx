import type { MovedCampaignAnswer, MovedTimes } from '../../contracts/ops/answers/lanes/campaign-move.ts'
import { CampaignMention } from '../campaigns/campaign-name.tsx'
import { wallWords } from './lane-clock.ts'

interface MovedCampaignProps {
  readonly campaign: MovedCampaignAnswer
  readonly byMinutes: number
  /** The revision that was seen; null: nobody says. */
  readonly seen: number | null
}

/** Places whose times are shown. */
const SHOWN = 6
const CODES = 6

/** A campaign before and after a move, in the time of each place. */
export function MovedCampaign({ campaign, byMinutes, seen }: MovedCampaignProps) {
  const { id, name, refused, revision, before, after } = campaign
  const isOld = seen !== null && seen !== revision
  const places = (after ?? before).places
  return (
    <section aria-label={name ?? id}>
      {isOld && (
        <p class="refusal" role="note" data-conflict={id} data-now={revision}>
          <b>Somebody was faster.</b> You saw revision {seen} of <CampaignMention id={id} name={name} />, and it has
          revision {revision}: it now goes from {localWords(before.start)} to {localWords(before.end)}. Below is what
          the move would make of that.{' '}
          <a href={`/console/schedule/move?campaigns=${id}:${revision}&by=${byMinutes}`} data-act data-alone>
            Move what it says now
          </a>
        </p>
      )}
      {refused !== null && !isOld && (
        <p class="refusal" role="note">
          <CampaignMention id={id} name={name} />: {refused}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th>
              <CampaignMention id={id} name={name} />
            </th>
            <th>Now</th>
            <th>Then</th>
          </tr>
        </thead>
        <tbody>
          {places.slice(0, SHOWN).map((place) => (
            <tr>
              <th scope="row">{codesWords(place.territories)}</th>
              <td class="number">{timesIn(before, place.territories)}</td>
              <td class="number">
                {after === null ? 'there is no such time' : timesIn(after, place.territories)}
                {place.odd !== null && after !== null && <small> {ODD[place.odd]}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {places.length > SHOWN && <p class="dim">and {places.length - SHOWN} more clocks</p>}
    </section>
  )
}

const ODD = { skipped: 'the clock there skips this time', twice: 'the clock there shows this time twice' } as const

function codesWords(codes: readonly string[]): string {
  const more = codes.length - CODES
  return `${codes.slice(0, CODES).join(' ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** What the clock of a place shows, at the start and at the end. */
function timesIn({ places }: MovedTimes, territories: readonly string[]): string {
  const place = places.find((each) => each.territories.some((code) => territories.includes(code)))
  if (place === undefined) return 'at no time'
  return `${localWords(place.localFrom)} – ${localWords(place.localUntil)}`
}

function localWords(local: string | null): string {
  return local === null ? 'open' : wallWords(Date.parse(`${local}Z`))
}
