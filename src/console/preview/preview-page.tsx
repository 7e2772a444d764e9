import type { PreviewRibbon } from '../../contracts/ops/answers/inquiries/preview-ribbon.ts'
import { type Part, partOf, Refused } from '../ask.ts'
import { countryName } from '../explained/asked-place.ts'
import { Refusal } from '../frame/problem-page.tsx'
import type { ConsolePage } from '../page.ts'
import { AnswersAt } from './answers-at.tsx'
import { type AskedPreview, askedPreview, PREVIEW_PARAMETERS } from './asked-preview.ts'
import { PreviewForm } from './preview-form.tsx'
import { ribbonPicture } from './ribbon-picture.ts'
import { RibbonView } from './ribbon-view.tsx'
import { DifferencesTable, RunsTable } from './runs-table.tsx'

/** `/console/preview`: what plays when to whom, by the engine that serves. */
export const previewPage: ConsolePage = {
  path: '/console/preview',
  section: 'preview',
  parameters: PREVIEW_PARAMETERS,
  show: async (request) => {
    const asked = askedPreview(request)
    const { ask, me, now } = request
    const question = questionOf(asked)
    const [live, draft] = await Promise.all([
      partOf(ask.post<PreviewRibbon>('preview/ribbon', question)),
      asked.draft ? partOf(ask.post<PreviewRibbon>('preview/ribbon', { ...question, draft: true })) : null,
    ])
    const shown = { live: answerOf(live), draft: draft && answerOf(draft) }
    const picture = ribbonPicture(asked, now, shown)
    const region = (shown.live ?? shown.draft)?.region
    return {
      title: `Preview of ${asked.surface} in ${countryName(asked.place.country)}`,
      body: (
        <div class="page preview">
          <div class="head">
            <h1>
              What plays on {asked.surface} in {countryName(asked.place.country)}
            </h1>
            <p class="dim">{sourceWords(shown)}</p>
          </div>
          <PreviewForm asked={asked} me={me} now={now} />
          {'refused' in live && <Refusal problem={live.refused} />}
          {draft !== null && 'refused' in draft && <Refusal problem={draft.refused} />}
          {region !== undefined && (
            <div class="preview-columns">
              <div class="panel ribbon-panel">
                <RibbonView picture={picture} region={region} />
                <p
                  id="ribbon-keys"
                  class="dim"
                  data-keys="← → ↑ ↓"
                  title="In the ribbon: a quarter of an hour, with Shift an hour; the next viewer"
                >
                  Point at the ribbon, or move in it with <kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd> <kbd>↓</kbd> (
                  <kbd>Shift</kbd>: by the hour). A press holds the cursor; <kbd>Enter</kbd> says why in full.
                  {draft !== null && ' Live stands above, the draft (dashed) below it.'}
                </p>
              </div>
              <div class="cursor">
                <AnswersAt picture={picture} />
                <section class="panel cursor-why" aria-label="Why it plays" data-cursor-why hidden></section>
              </div>
            </div>
          )}
          <DifferencesTable picture={picture} />
          {region !== undefined && <RunsTable picture={picture} />}
        </div>
      ),
    }
  },
}

function questionOf({ surface, place, from, hours }: AskedPreview): object {
  const { country, timezone } = place
  return { surface, country, timezone, from: new Date(from).toISOString(), hours }
}

/** A question that is wrong is wrong for the whole page; that nothing is published, or too much, is told in its place. */
function answerOf(part: Part<PreviewRibbon>): PreviewRibbon | null {
  if ('answer' in part) return part.answer
  if (part.refused.status === 400 || part.refused.status === 403) throw new Refused(part.refused)
  return null
}

function sourceWords({ live, draft }: Readonly<Record<'live' | 'draft', PreviewRibbon | null>>): string {
  const words = [
    ...(live?.live ? [`live: ${live.region}, sequence ${live.live.sequence}`] : []),
    ...(draft ? [`draft: the stored schedule, revision ${draft.scheduleRevision}`] : []),
  ]
  return ['by the engine that serves, each place with the best', ...words].join(' · ')
}
