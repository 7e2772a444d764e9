import type { MatrixViewerAnswer, RulesMatrix } from '../../contracts/ops/answers/inquiries/matrix.ts'
import { hoursText } from '../../decide/matrix/hours-text.ts'
import { countryName } from '../explained/asked-place.ts'

/** How many territories a row names. */
const NAMED_MAX = 6
const MINUTES = 1440

interface MatrixTableProps {
  readonly matrix: RulesMatrix
  /** The territory that is asked about: its row stands first. */
  readonly country: string
}

/** Where, for whom and at which local hours a video plays: territories × ages × hours. */
export function MatrixTable({ matrix, country }: MatrixTableProps) {
  const groups = groupsOf(matrix.places, country)
  const absent = matrix.absent.map(({ region, why }) => `${region} (${why})`).join(', ')
  return (
    <section class="panel scroll" aria-labelledby="matrix-title" tabindex={0}>
      <h2 id="matrix-title">
        Where, for whom and when <small>it may be shown on the local day of {matrix.now.slice(0, 10)}</small>
      </h2>
      <table class="matrix">
        <thead>
          <tr>
            <th>Territories</th>
            <th>Viewer</th>
            <th class="day">
              <span class="unseen">Hours of the day, drawn</span>0 to 24 h
            </th>
            <th>In words</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ places, viewers }) =>
            viewers.map((viewer, index) => (
              <tr>
                {index === 0 && (
                  <th scope="rowgroup" rowspan={viewers.length}>
                    {named(places)}
                  </th>
                )}
                <td>{viewerName(viewer)}</td>
                <td class="day">
                  <Day hours={viewer.hours} />
                </td>
                <td>{hoursText(viewer.hours)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      {absent !== '' && <p class="empty">Not in {absent}.</p>}
    </section>
  )
}

function Day({ hours }: Pick<MatrixViewerAnswer, 'hours'>) {
  return (
    <svg class="day-strip" width="144" height="12" aria-hidden="true">
      {hours.map(({ from, to, shown, autoplay }) => (
        <rect
          class={autoplay ? 'plays' : shown ? 'still' : 'never'}
          x={`${(100 * minutesOf(from)) / MINUTES}%`}
          width={`${(100 * (minutesOf(to) - minutesOf(from))) / MINUTES}%`}
          height="12"
        />
      ))}
    </svg>
  )
}

/** Places with equal verdicts for everybody, the one that is asked about first. */
function groupsOf(places: RulesMatrix['places'], country: string) {
  const groups = new Map<string, { places: string[]; viewers: readonly MatrixViewerAnswer[] }>()
  for (const { place, viewers } of places) {
    const key = JSON.stringify(viewers.map((row) => [row.viewer, row.caps, hoursText(row.hours)]))
    const known = groups.get(key)
    if (known) known.places.push(place)
    else groups.set(key, { places: [place], viewers })
  }
  const isAsked = (group: { readonly places: readonly string[] }) => Number(group.places.includes(country))
  return [...groups.values()]
    .map(({ places: codes, viewers }) => ({ viewers, places: [...codes].sort((one) => (one === country ? -1 : 0)) }))
    .sort((one, other) => isAsked(other) - isAsked(one) || other.places.length - one.places.length)
}

function named(places: readonly string[]): string {
  const all = [...new Set(places.map(countryName))]
  const more = all.length - NAMED_MAX
  const names = all.slice(0, NAMED_MAX).join(', ')
  return more > 0 ? `${names} and ${more} more` : names
}

function viewerName({ viewer, caps }: MatrixViewerAnswer): string {
  if (viewer !== 'member' || caps === null) return viewer
  return caps[0] === caps[1] ? `cap ${caps[0]}` : `cap ${caps[0]} to ${caps[1]}`
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
