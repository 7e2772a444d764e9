import { cityOf } from '../explained/local-words.ts'
import { hourMarks } from './hour-marks.ts'
import { across, type RibbonPicture } from './ribbon-picture.ts'

/** The hours, by the clock of the place and by UTC. */
export function RibbonAxis({ picture: { asked, now } }: { readonly picture: RibbonPicture }) {
  const { place, from, hours } = asked
  const marks = hourMarks(from, hours, place.clock)
  const isNow = now >= from && now < from + hours * 3_600_000
  return (
    <div class="ribbon-row ribbon-axis">
      <div class="ribbon-who">
        <small>{cityOf(place.clock)}</small>
        <small>UTC</small>
      </div>
      <svg class="ribbon-hours" width="100%" height="46" aria-hidden="true">
        {marks.map(({ at, local, utc, isMidnight }) => (
          <svg
            aria-hidden="true"
            x={across(asked, at)}
            width="100%"
            height="46"
            class={isMidnight ? 'mark midnight' : 'mark'}
          >
            <line x1="0.5" x2="0.5" y1="14" y2="46" />
            <text x="5" y="27">
              {local}
            </text>
            <text class="utc" x="5" y="41">
              {utc}
            </text>
          </svg>
        ))}
        {isNow && (
          <>
            <line class="now-line" x1={across(asked, now)} x2={across(asked, now)} y1="12" y2="100%" />
            <text class="now-word" x={across(asked, now)} y="10" text-anchor="middle">
              now
            </text>
          </>
        )}
      </svg>
    </div>
  )
}
