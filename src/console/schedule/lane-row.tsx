import type { LaneCampaign, ScheduleLane } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { CampaignBar, ROW_HEIGHT } from './campaign-bar.tsx'
import type { LaneClock } from './lane-clock.ts'
import { type CalendarQuery, openHref, whyHref } from './schedule-query.ts'
import { type StripPart, stripOf } from './strip.ts'

const STRIP_HEIGHT = 6
const STRIP_TOP = 3
/** Pixels from the top of a lane to its first row. */
const TOP = 12
/** Codes that have room beside a lane; the others are counted. */
const CODES_SHOWN = 6
const MINUTE_MS = 60_000

interface LaneRowProps {
  readonly lane: ScheduleLane
  readonly clock: LaneClock
  /** Id of the drawing of its days. */
  readonly days: string
  readonly campaigns: ReadonlyMap<string, LaneCampaign>
  readonly query: CalendarQuery
  /** Milliseconds since 1970. */
  readonly now: number
}

/** A lane: its places, a strip of the strongest tier at each moment with its gaps, and a row of bars below another. */
export function LaneRow({ lane, clock, days, campaigns, query, now }: LaneRowProps) {
  const { key, surface, territories, bars } = lane
  const rows = 1 + bars.reduce((most, { row }) => Math.max(most, row), 0)
  const height = TOP + rows * ROW_HEIGHT + 2
  const strip = stripOf(lane.slices, clock)
  const here = clock.percentOf(now)
  return (
    <div class="lane" id={key} data-lane={key} data-minutes={clock.lengthMs / MINUTE_MS}>
      <LaneLabel lane={lane} query={query} />
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing cannot be a fieldset */}
      <svg width="100%" height={height} role="group" aria-label={`${surface} in ${territories.join(' ')}`}>
        <use href={`#${days}`} />
        {strip.map((part) =>
          part.tier === null ? (
            <Gap part={part} lane={lane} clock={clock} height={height} />
          ) : (
            <rect
              class={`strip tier-${part.tier} strength-${part.strength}`}
              x={`${part.x}%`}
              y={STRIP_TOP}
              width={`${part.width}%`}
              height={STRIP_HEIGHT}
            />
          ),
        )}
        {bars.map((bar) => {
          const campaign = campaigns.get(bar.campaignId)
          return campaign && <CampaignBar bar={bar} campaign={campaign} clock={clock} top={TOP} />
        })}
        {here > 0 && here < 100 && <line class="now" x1={`${here}%`} x2={`${here}%`} y1="0" y2="100%" />}
      </svg>
    </div>
  )
}

function LaneLabel({ lane, query }: Pick<LaneRowProps, 'lane' | 'query'>) {
  const { key, surface, territories, timeZone, hidden } = lane
  const more = territories.length - CODES_SHOWN
  return (
    <div class="label">
      <a
        href={whyHref(surface, territories[0] ?? '')}
        title={`${territories.join(' ')}: clock of ${timeZone}. Why it plays what it plays.`}
      >
        {territories.slice(0, CODES_SHOWN).join(' ')}
        {more > 0 && ` and ${more} more`}
      </a>
      {hidden > 0 && (
        <a class="more" href={openHref(query, key)} aria-label={`Open ${key}: ${hidden} more campaigns`}>
          +{hidden}
        </a>
      )}
    </div>
  )
}

interface GapProps extends Pick<LaneRowProps, 'lane' | 'clock'> {
  readonly part: StripPart
  readonly height: number
}

/** Where nothing is scheduled, as a link to why. */
function Gap({ part, lane, clock, height }: GapProps) {
  const times = `${clock.wordsOf(Date.parse(part.from))} to ${clock.wordsOf(Date.parse(part.to))}`
  const place = { x: `${part.x}%`, width: `${part.width}%` }
  return (
    <a
      class="gap"
      href={whyHref(lane.surface, lane.territories[0] ?? '', part.from)}
      aria-label={`Nothing is scheduled, ${times}: why?`}
    >
      <rect class="field" {...place} y={STRIP_TOP} height={height - STRIP_TOP} />
      <rect {...place} y={STRIP_TOP + STRIP_HEIGHT} height={height - STRIP_TOP - STRIP_HEIGHT} fill="url(#hatch)" />
      <rect class="strip" {...place} y={STRIP_TOP} height={STRIP_HEIGHT} />
    </a>
  )
}
