import { offsetMs } from '../../model/fields/zone-clock.ts'
import { cityOf, clockParts } from '../explained/local-words.ts'
import { PlaceFields } from '../explained/place-fields.tsx'
import type { PageRequest } from '../page.ts'
import { type AskedPreview, previewHref, startOfDay } from './asked-preview.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** How many days can be chosen with one press. */
const DAYS = 8

interface PreviewFormProps {
  readonly asked: AskedPreview
  readonly me: PageRequest['me']
  readonly now: number
}

/** Where, which hour, and which day. */
export function PreviewForm({ asked, me, now }: PreviewFormProps) {
  const { surface, place, at, hours, draft } = asked
  const local = new Date(at + offsetMs(place.clock, at)).toISOString().slice(0, 16)
  return (
    <div class="preview-controls">
      <form class="filters" method="get" action="/console/preview" aria-label="What to preview">
        <PlaceFields surface={surface} place={place} me={me} />
        <label>
          Time in {cityOf(place.clock)}
          <input type="datetime-local" name="at" value={local} />
        </label>
        <label>
          Hours
          <select name="hours">
            {[12, 24, 48, 72].map((each) => (
              <option selected={each === hours}>{each}</option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" name="draft" value="1" checked={draft} /> The draft beside it
        </label>
        {asked.viewer !== null && <input type="hidden" name="viewer" value={asked.viewer} />}
        <button type="submit" class="act strong">
          Show
        </button>
      </form>
      <DayLinks asked={asked} now={now} />
    </div>
  )
}

/** The next days: the ribbon then begins with that day, and the cursor keeps its hour. */
function DayLinks({ asked, now }: Pick<PreviewFormProps, 'asked' | 'now'>) {
  const { place, at } = asked
  const today = startOfDay(now, place.clock)
  const hour = at - startOfDay(at, place.clock)
  const shown = startOfDay(at, place.clock)
  const days = Array.from({ length: DAYS }, (_, day) => startOfDay(today + day * DAY_MS + DAY_MS / 2, place.clock))
  return (
    <nav class="days" aria-label="Days" tabindex={0}>
      <a href={previewHref(asked, { at: Math.floor(now / MINUTE_MS) * MINUTE_MS })} data-key="n">
        Now <kbd>n</kbd>
      </a>
      {days.map((day) => {
        const { weekday, day: number, month } = clockParts(day, place.clock)
        return (
          <a href={previewHref(asked, { at: day + hour })} aria-current={day === shown ? 'date' : undefined}>
            {weekday} {number} {month}
          </a>
        )
      })}
    </nav>
  )
}
