import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { ScheduleLanes } from '../../contracts/ops/answers/lanes/schedule-lanes.ts'
import { LANE_DAYS_MAX } from '../../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { LaneClock } from './lane-clock.ts'
import { type CalendarQuery, calendarHref, clockOf } from './schedule-query.ts'
import { surfaceName } from './surface-name.ts'

interface FiltersProps {
  readonly query: CalendarQuery
  readonly told: ScheduleLanes
  readonly me: WhoAmI
}

const DAYS = [1, 2, 3, 7, LANE_DAYS_MAX]
const DAY_MS = 86_400_000

/** What the calendar shows. A form that works without a script, and steps to the time before and after. */
export function Filters({ query, told, me }: FiltersProps) {
  const days = Number(query.days || LANE_DAYS_MAX)
  const first = firstDay(query, told)
  const stepped = (by: number) => dayText(Date.parse(first) + by * days * DAY_MS)
  return (
    <form class="filters" method="get" action="/console/schedule" aria-label="What the calendar shows">
      <label>
        Where
        <input name="where" list="places" value={query.where} placeholder="all regions" size={12} />
      </label>
      <datalist id="places">
        {(me.may['schedule.read'] ?? [])
          .filter((region) => region !== 'world')
          .map((region) => (
            <option value={region} />
          ))}
      </datalist>
      <Choice
        label="Surface"
        name="surface"
        value={query.surface ?? ''}
        options={[['', 'every surface'], ...SURFACE_IDS.map((id) => [id, surfaceName(id)] as const)]}
      />
      <label>
        From
        <input type="date" name="from" value={first} />
      </label>
      <Choice
        label="Days"
        name="days"
        value={String(days)}
        options={[...new Set([...DAYS, days])]
          .sort((one, other) => one - other)
          .map((each) => [String(each), String(each)])}
      />
      <Choice
        label="Clock"
        name="clock"
        value={clockOf(query)}
        options={[
          ['local', 'each place’s own'],
          ['utc', 'UTC'],
        ]}
      />
      <label>
        Bars of
        <input type="search" name="q" value={query.q} placeholder="name or id" size={14} maxlength={200} />
      </label>
      {query.open && <input type="hidden" name="open" value={query.open} />}
      <button type="submit">Show</button>
      <span class="steps">
        <a
          class="act"
          href={calendarHref(query, { from: stepped(-1) })}
          aria-label={`${days} days earlier`}
          data-key="<"
        >
          ‹
        </a>
        <a class="act" href={calendarHref(query, { from: '' })}>
          Today
        </a>
        <a class="act" href={calendarHref(query, { from: stepped(1) })} aria-label={`${days} days later`} data-key=">">
          ›
        </a>
      </span>
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
}

function Choice({ label, name, value, options }: ChoiceProps) {
  return (
    <label>
      {label}
      <select name={name}>
        {options.map(([each, words]) => (
          <option value={each} selected={each === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The day that the first lane begins with. */
function firstDay(query: CalendarQuery, { lanes, from }: ScheduleLanes): string {
  const [lane] = lanes
  return dayText(lane === undefined ? Date.parse(from) : new LaneClock(lane, clockOf(query)).start)
}

function dayText(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10)
}
