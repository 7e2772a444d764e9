import { countryName } from '../explained/asked-place.ts'
import { cityOf, localWords } from '../explained/local-words.ts'
import { viewerWords } from '../explained/ribbon-viewers.ts'
import { whyHref } from '../explained/why-href.ts'
import { previewHref } from './asked-preview.ts'
import { runAt } from './ribbon-differences.ts'
import type { PictureRow, RibbonPicture } from './ribbon-picture.ts'
import { type RibbonStretch, runWords } from './run-words.ts'

/** What each viewer is shown at the instant under the cursor: the answer in words, without a script too. */
export function AnswersAt({ picture }: { readonly picture: RibbonPicture }) {
  const { asked, rows } = picture
  const { at, place, surface } = asked
  const chosen = asked.viewer ?? rows[0]?.viewer
  const hasTwo = (rows[0]?.bands.length ?? 0) > 1
  return (
    <section class="panel preview-answers" aria-labelledby="answers-title">
      <h2 id="answers-title">
        <time data-cursor-time datetime={new Date(at).toISOString()}>
          {localWords(at, place.clock)}
        </time>{' '}
        in {cityOf(place.clock)}{' '}
        <small>
          <span data-cursor-utc>{new Date(at).toISOString().slice(11, 16)}</span> UTC · {surface} ·{' '}
          {countryName(place.country)}
        </small>
      </h2>
      <table>
        <caption class="unseen">What each viewer is shown then</caption>
        <thead>
          <tr>
            <th>Viewer</th>
            {rows[0]?.bands.map(({ side }) => (
              <th>{hasTwo ? `${side === 'live' ? 'Live' : 'Draft'} plays` : 'Plays'}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AnswerRow row={row} picture={picture} isChosen={row.viewer === chosen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface AnswerRowProps {
  readonly row: PictureRow
  readonly picture: RibbonPicture
  readonly isChosen: boolean
}

function AnswerRow({ row, picture, isChosen }: AnswerRowProps) {
  const { asked } = picture
  const { name } = viewerWords(row.viewer)
  return (
    <tr data-answers={row.viewer} class={isChosen ? 'chosen' : undefined}>
      <th scope="row">
        <a href={previewHref(asked, { at: asked.at, viewer: row.viewer })}>{name}</a>
      </th>
      {row.bands.map(({ side, runs }) => (
        <td data-side={side}>
          <Answer run={runAt(runs, asked.at)} picture={picture} />
          {side === 'live' && (
            <a class="why-link" href={whyHref(asked.surface, asked.place, asked.at, row.viewer)}>
              why
            </a>
          )}
        </td>
      ))}
    </tr>
  )
}

function Answer({ run, picture }: { readonly run: RibbonStretch | undefined; readonly picture: RibbonPicture }) {
  if (run === undefined) return <span class="answer">nothing is known</span>
  const { title, under, starts } = runWords(run, picture.names)
  return (
    <span class="answer">
      <bdi class="name" data-answer="title">
        {title}
      </bdi>
      <small>
        <bdi data-answer="under">{under}</bdi>
        <span data-answer="starts">{starts}</span>
      </small>
    </span>
  )
}
