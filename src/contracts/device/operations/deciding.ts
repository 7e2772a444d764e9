import { content, type Operation, type OperationAnswer } from '../../openapi/operation.ts'
import { queryParameters } from '../../openapi/shape.ts'
import { type DecisionsAnswer, decisionsAnswer } from '../answers/decisions.ts'
import { AUTOPLAY_PROSE, CARRIED_PROSE, CLIPS_QUERY_PROSE, HINTS_PROSE } from '../prose/requests.ts'
import { clipsBody, decisionsBody } from '../request-shapes.ts'
import { autoplayQuery } from '../requests/autoplay.ts'
import { carriedSchema } from '../requests/carried.ts'
import { clipsQuery } from '../requests/clips.ts'
import { hintsSchema } from '../requests/hints.ts'
import { bodyOf } from './body.ts'
import { CLIPS_ANSWER, END_ANSWER, FLOOR_ANSWER, HERO_ANSWER, SCREEN_ANSWER } from './examples.ts'
import { cacheControl, hintHeaders, sessionHeader } from './headers.ts'
import { badPage, badRequest, embargoed, tooLarge, tooManyRequests, unauthorized, unavailable } from './refusals.ts'

type AnswerExamples = Readonly<Record<string, { readonly summary: string; readonly value: DecisionsAnswer }>>

/** Parameters of every GET for decisions. */
const carriedParameters = [
  ...queryParameters(hintsSchema, HINTS_PROSE, {
    device: 'tv',
    codecs: ['avc', 'hevc'],
    maxHeight: 2160,
    language: 'de',
  }),
  ...queryParameters(carriedSchema, CARRIED_PROSE, { requestId: 'boot-1' }),
  sessionHeader,
  ...hintHeaders,
]

const GET_REFUSALS = [unauthorized, tooManyRequests, embargoed, unavailable]
const POST_REFUSALS = [unauthorized, tooLarge, tooManyRequests, embargoed, unavailable]
/** A viewer token is welcome, and not needed. */
const ANYBODY = [null, 'viewerToken']

/** The routes that decide. */
export const decidingOperations: readonly Operation[] = [
  {
    id: 'autoplay',
    method: 'get',
    path: '/v1/autoplay',
    tag: 'decisions',
    summary: 'One placement, one winner',
    description: 'What plays the moment the app opens. A hero has up to two `backups`.',
    security: ANYBODY,
    parameters: [
      ...queryParameters(autoplayQuery, AUTOPLAY_PROSE, { surface: 'home-hero', titleId: 'ttl_sintel' }),
      ...carriedParameters,
    ],
    answers: [
      decided({
        hero: { summary: 'A hero', value: HERO_ANSWER },
        floor: { summary: 'A house ident, as nothing else may play', value: FLOOR_ANSWER },
      }),
      badRequest,
      ...GET_REFUSALS,
    ],
  },
  {
    id: 'clips',
    method: 'get',
    path: '/v1/clips',
    tag: 'decisions',
    summary: 'One page of the vertical feed',
    description: 'The `cursor` of the answer leads to the next page; no item comes twice.',
    security: ANYBODY,
    parameters: [
      ...queryParameters(clipsQuery(), CLIPS_QUERY_PROSE, { limit: 10, asset: 'ast_river-clip' }),
      ...carriedParameters,
    ],
    answers: [
      decided({
        page: { summary: 'A page, and where the next begins', value: CLIPS_ANSWER },
        end: { summary: 'The end of the feed', value: END_ANSWER },
      }),
      badPage,
      ...GET_REFUSALS,
    ],
  },
  {
    id: 'clipsAfterSignals',
    method: 'post',
    path: '/v1/clips',
    tag: 'decisions',
    summary: 'The next page, after what the viewer just did',
    security: ANYBODY,
    parameters: [sessionHeader, ...hintHeaders],
    body: {
      description: 'Where the feed is, and what the viewer did. At most 64 KiB.',
      contents: bodyOf(clipsBody, {
        signals: {
          summary: 'One clip skipped',
          value: {
            cursor: 'c2.k1.Y3Vyc29y',
            token: 'd2.k1.dG9rZW4',
            signals: [
              { position: 0, event: 'skip', watchedMs: 1200 },
              { position: 1, event: 'complete', watchedMs: 18_400 },
            ],
            device: 'mobile',
          },
        },
      }),
    },
    answers: [
      decided({ page: { summary: 'A page, and where the next begins', value: CLIPS_ANSWER } }),
      badPage,
      ...POST_REFUSALS,
    ],
  },
  {
    id: 'decisions',
    method: 'post',
    path: '/v1/decisions',
    tag: 'decisions',
    summary: 'Many placements at once, from one snapshot, none twice',
    description: 'What a screen of tiles asks for before the viewer stops scrolling.',
    security: ANYBODY,
    parameters: [sessionHeader, ...hintHeaders],
    body: {
      description: 'The placements of one screen. At most 32 KiB.',
      contents: bodyOf(decisionsBody, {
        screen: {
          summary: 'A hero and two tiles',
          value: {
            placements: [
              { id: 'hero', surface: 'home-hero' },
              { id: 'row-1-tile-1', surface: 'browse-tile', row: 'new' },
              { id: 'row-1-tile-2', surface: 'browse-tile', titleId: 'ttl_river', row: 'new' },
            ],
            device: 'tv',
            language: 'de',
          },
        },
      }),
    },
    answers: [
      decided({ screen: { summary: 'A screen, one tile of it empty', value: SCREEN_ANSWER } }),
      badRequest,
      ...POST_REFUSALS,
    ],
  },
]

function decided(examples: AnswerExamples): OperationAnswer {
  return {
    status: 200,
    description: 'A decision for each placement, or the reason why there is none.',
    contents: [content('application/json', decisionsAnswer, examples)],
    headers: [cacheControl],
  }
}
