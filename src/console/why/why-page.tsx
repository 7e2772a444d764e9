import type { ExplanationAnswer } from '../../contracts/ops/answers/inquiries/explain.ts'
import type { RulesMatrix } from '../../contracts/ops/answers/inquiries/matrix.ts'
import { type Part, partOf, Refused } from '../ask.ts'
import { countryName } from '../explained/asked-place.ts'
import { cityOf, localWords } from '../explained/local-words.ts'
import { Refusal } from '../frame/problem-page.tsx'
import type { ConsolePage } from '../page.ts'
import { type AskedWhy, askedWhy, WHY_PARAMETERS } from './asked-why.ts'
import { Gates } from './gates.tsx'
import { MatrixTable } from './matrix-table.tsx'
import { OneVideo } from './one-video.tsx'
import { Slate } from './slate.tsx'
import { WhyForm } from './why-form.tsx'

/** `/console/why`: what becomes of each candidate, and why; of one video also where, for whom and when it plays. */
export const whyPage: ConsolePage = {
  path: '/console/why',
  section: 'why',
  parameters: WHY_PARAMETERS,
  show: async (request) => {
    const asked = askedWhy(request)
    const { ask, me } = request
    const { asset, place } = asked
    const [explained, matrix] = await Promise.all([
      partOf(ask.post<ExplanationAnswer>('explain', asked.question, { now: 'at' })),
      asset === '' ? null : partOf(ask.get<RulesMatrix>(`rules/matrix?${matrixQuery(asked)}`)),
    ])
    for (const part of [explained, matrix]) throwIfWrong(part)
    return {
      title: asset === '' ? `Why it plays on ${asked.surface}` : `Why ${asset}`,
      body: (
        <div class="page why">
          <div class="head">
            <h1>{asset === '' ? `What plays on ${asked.surface}, and why` : `Why, or why not, ${asset}?`}</h1>
            <p class="dim">{'answer' in explained && whoWords(explained.answer)}</p>
          </div>
          <WhyForm asked={asked} me={me} />
          <p>
            {localWords(asked.at, place.clock)} in {cityOf(place.clock)}, {countryName(place.country)} ·{' '}
            {new Date(asked.at).toISOString().slice(0, 16).replace('T', ' ')} UTC ·{' '}
            <a href={previewHrefOf(asked)}>the hours around it</a>
          </p>
          {'refused' in explained ? (
            <Refusal problem={explained.refused} />
          ) : (
            <>
              {asset !== '' && <OneVideo asset={asset} explanation={explained.answer} />}
              <div class="why-columns">
                <Slate explanation={explained.answer} hrefOf={(other) => hrefOf(asked, other)} />
                <Gates explanation={explained.answer} />
              </div>
            </>
          )}
          {matrix !== null &&
            ('refused' in matrix ? (
              <Refusal problem={matrix.refused} />
            ) : (
              <MatrixTable matrix={matrix.answer} country={place.country} />
            ))}
        </div>
      ),
    }
  },
}

/** What is wrong with the question is wrong with the whole page. */
function throwIfWrong(part: Part<unknown> | null): void {
  if (part !== null && 'refused' in part && [400, 403].includes(part.refused.status)) throw new Refused(part.refused)
}

function matrixQuery({ asset, surface, at, typed }: AskedWhy): URLSearchParams {
  const query = new URLSearchParams({ asset, surface, now: new Date(at).toISOString() })
  if (typed('inView') !== '') query.set('inView', typed('inView'))
  return query
}

function whoWords({ context, snapshot }: ExplanationAnswer): string {
  const embargo = context.embargo === null ? [] : [`nothing may be served here: ${context.embargo.reason}`]
  return [
    context.viewer,
    ...(context.kids ? ['kids profile'] : []),
    `up to age ${context.cap}`,
    ...(context.minor ? ['a minor'] : []),
    ...embargo,
    `${snapshot.region}, sequence ${snapshot.sequence}`,
  ].join(' · ')
}

function hrefOf({ typed, surface, place, at }: AskedWhy, asset: string): string {
  const given = WHY_PARAMETERS.filter((name) => typed(name) !== '')
  const query = new URLSearchParams(Object.fromEntries(given.map((name) => [name, typed(name)])))
  query.set('surface', surface)
  query.set('country', place.country)
  query.set('at', new Date(at).toISOString())
  query.set('asset', asset)
  return `/console/why?${query}`
}

function previewHrefOf({ surface, place, at }: AskedWhy): string {
  const query = new URLSearchParams({ surface, country: place.country, at: new Date(at).toISOString() })
  if (place.timezone !== null) query.set('timezone', place.timezone)
  return `/console/preview?${query}`
}
