import { localWords } from '../explained/local-words.ts'
import { viewerWords } from '../explained/ribbon-viewers.ts'
import { sharedDifferences } from './ribbon-differences.ts'
import type { RibbonPicture } from './ribbon-picture.ts'
import { runSentence, runWords } from './run-words.ts'

/** The ribbon as a table: each run a row. */
export function RunsTable({ picture }: { readonly picture: RibbonPicture }) {
  const { asked, rows, names } = picture
  const clock = asked.place.clock
  const hasTwo = (rows[0]?.bands.length ?? 0) > 1
  return (
    <details class="panel scroll runs">
      <summary>The same as a table</summary>
      <table>
        <caption class="unseen">What plays, run by run; times of {clock}</caption>
        <thead>
          <tr>
            <th>Viewer</th>
            {hasTwo && <th>Schedule</th>}
            <th>From</th>
            <th>To</th>
            <th>Plays</th>
            <th>Campaign</th>
            <th>Starts</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ viewer, bands }) =>
            bands.map(({ side, runs }) =>
              runs.map((run) => {
                const { title, under, starts } = runWords(run, names)
                return (
                  <tr>
                    <th scope="row">{viewerWords(viewer).name}</th>
                    {hasTwo && <td>{side}</td>}
                    <td class="number">{localWords(Date.parse(run.from), clock)}</td>
                    <td class="number">{localWords(Date.parse(run.to), clock)}</td>
                    <td>
                      <bdi class="name">{title}</bdi>
                    </td>
                    <td>
                      <bdi class="name">{under}</bdi>
                    </td>
                    <td>{starts}</td>
                  </tr>
                )
              }),
            ),
          )}
        </tbody>
      </table>
    </details>
  )
}

/** What a publish of the draft would change, in words. */
export function DifferencesTable({ picture }: { readonly picture: RibbonPicture }) {
  const { rows, asked, names } = picture
  const clock = asked.place.clock
  const shared = sharedDifferences(rows.map(({ differences }) => differences))
  if ((rows[0]?.bands.length ?? 0) < 2) return null
  if (shared.length === 0) {
    return <p class="panel empty">In these hours, the draft plays to everybody what is live.</p>
  }
  return (
    <section class="panel scroll" aria-labelledby="differences-title" tabindex={0}>
      <h2 id="differences-title">What the draft changes in these hours</h2>
      <table>
        <thead>
          <tr>
            <th>From</th>
            <th>To</th>
            <th>For</th>
            <th>Live</th>
            <th>Draft</th>
          </tr>
        </thead>
        <tbody>
          {shared.map(({ from, to, live, draft, rows: of }) => (
            <tr>
              <td class="number">{localWords(from, clock)}</td>
              <td class="number">{localWords(to, clock)}</td>
              <td>{of.length === rows.length ? 'everybody' : namesOf(picture, of)}</td>
              <td>
                <bdi class="name">{runSentence(live, names)}</bdi>
              </td>
              <td>
                <bdi class="name">{runSentence(draft, names)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function namesOf({ rows }: RibbonPicture, of: readonly number[]): string {
  return of
    .flatMap((row) => {
      const found = rows[row]
      return found === undefined ? [] : [viewerWords(found.viewer).name]
    })
    .join(', ')
}
