import type { ScheduleLane, ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { type CalendarClock, LaneClock, type LaneDay } from './lane-clock.ts'
import { LaneRow } from './lane-row.tsx'
import { type CalendarQuery, calendarHref, clockOf } from './schedule-query.ts'
import { shownLanes } from './shown-lanes.ts'
import { surfaceName } from './surface-name.ts'

interface CalendarProps {
  readonly told: ScheduleLanes
  readonly query: CalendarQuery
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Lanes below an axis of days, surface by surface. */
export function Calendar({ told, query, now }: CalendarProps) {
  const clock = clockOf(query)
  const clocks = new Map(told.lanes.map((lane) => [lane.key, new LaneClock(lane, clock)]))
  const axes = axesOf([...clocks.values()])
  const campaigns = new Map(told.campaigns.map((campaign) => [campaign.id, campaign]))
  const [first] = clocks.values()
  return (
    <section class="calendar" aria-label="Calendar" data-part="calendar" data-calendar tabindex={-1}>
      <Drawings axes={axes} />
      {first && <Axis days={first.days()} clock={clock} />}
      {first === undefined && <p class="empty">{nothingWords(query)}</p>}
      {shownLanes(told.lanes).map(({ surface, lanes, left }) => (
        <section aria-labelledby={`lanes-${surface}`}>
          <h2 id={`lanes-${surface}`}>{surfaceName(surface)}</h2>
          {lanes.map((lane) => {
            const own = clocks.get(lane.key)
            if (own === undefined) return null
            const days = `days-${axes.findIndex(({ start }) => start === own.start)}`
            return <LaneRow lane={lane} clock={own} days={days} campaigns={campaigns} query={query} now={now} />
          })}
          {left.length > 0 && <Left surface={surface} left={left} query={query} />}
        </section>
      ))}
    </section>
  )
}

/** Lanes may begin at one instant, and so at different times of their days: each of those has its own lines. */
function axesOf(clocks: readonly LaneClock[]): readonly LaneClock[] {
  return [...new Map(clocks.map((clock) => [clock.start, clock])).values()]
}

/** What lanes share: the lines of their days, and how a gap is hatched. */
function Drawings({ axes }: { readonly axes: readonly LaneClock[] }) {
  return (
    <svg class="drawings" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch" width="1.5" height="7" />
        </pattern>
        {axes.map((clock, index) => (
          <g id={`days-${index}`}>
            {clock.days().map(({ x, width, isWeekend }) => (
              <>
                {isWeekend && <rect class="weekend" x={`${x}%`} width={`${width}%`} height="100%" />}
                {x > 0 && <line class="grid" x1={`${x}%`} x2={`${x}%`} y1="0" y2="100%" />}
              </>
            ))}
          </g>
        ))}
      </defs>
    </svg>
  )
}

function Axis({ days, clock }: { readonly days: readonly LaneDay[]; readonly clock: CalendarClock }) {
  return (
    <div class="axis">
      <div class="label">{clock === 'utc' ? 'UTC' : 'Each place’s own clock'}</div>
      <svg width="100%" height="36" role="img" aria-label={axisWords(days)}>
        {days.map(({ name, date, isWeekend, x, width }) => (
          <svg x={`${x}%`} width={`${width}%`} height="36" aria-hidden="true">
            {isWeekend && <rect class="weekend" width="100%" height="36" />}
            <line class="grid" x1="0" x2="0" y1="20" y2="36" />
            <text x="6" y="14">
              {name}
            </text>
            <text x="6" y="30" class="date">
              {date}
            </text>
          </svg>
        ))}
      </svg>
    </div>
  )
}

function axisWords(days: readonly LaneDay[]): string {
  const [first, last] = [days[0], days.at(-1)]
  return `Days from ${first?.name} ${first?.date} to ${last?.name} ${last?.date}`
}

interface LeftProps {
  readonly surface: string
  readonly left: readonly ScheduleLane[]
  readonly query: CalendarQuery
}

const CODES_NAMED = 8

function Left({ surface, left, query }: LeftProps) {
  const codes = left.flatMap(({ territories }) => territories)
  const named = codes.slice(0, CODES_NAMED)
  const rest = codes.length > named.length ? ` and ${codes.length - named.length} more places` : ''
  const where = codes.slice(0, PLACES_IN_ADDRESS).join(',')
  return (
    <p class="left-lanes">
      <a href={calendarHref(query, { surface, where, open: '' })}>
        {left.length} more lanes of {surfaceName(surface)}
      </a>{' '}
      <small>
        {named.join(' ')}
        {rest}
      </small>
    </p>
  )
}

/** What the calendar can be asked for at once. */
const PLACES_IN_ADDRESS = 60

function nothingWords({ q }: CalendarQuery): string {
  if (q) return `No campaign with “${q}” in its name or id has a place in this time.`
  return 'There is no lane: these places have no territory of yours.'
}
