import { z } from 'zod'
import { content, type Operation } from '../../openapi/operation.ts'
import { queryParameters } from '../../openapi/shape.ts'
import { eventsAnswer } from '../answers/events.ts'
import { healthAnswer, statusAnswer } from '../answers/status.ts'
import { eventsBody, statusQuery } from '../request-shapes.ts'
import { bodyOf } from './body.ts'
import { cacheControl } from './headers.ts'
import { badBeacon, badRequest, tooLarge, tooManyRequests, unavailable } from './refusals.ts'

/** The events are told apart by their index, so a beacon with a bad one is not lost. */
const noneTaken = {
  status: 400,
  description: 'No event was taken (`EventsReceipt`), or the request cannot be read (`Problem`).',
  contents: [
    content('application/json', eventsAnswer, {
      none: {
        summary: 'The only event is of no decision',
        value: { accepted: 0, rejected: [{ index: 0, field: 'position', reason: 'not a position of this decision' }] },
      },
    }),
    ...badBeacon.contents,
  ],
  headers: [cacheControl],
}

/** The route that reports, and those that tell of the service itself. */
export const reportingOperations: readonly Operation[] = [
  {
    id: 'events',
    method: 'post',
    path: '/v1/events',
    tag: 'events',
    summary: 'Reports what happened to decisions',
    description:
      'Needs no viewer token: the decision token says what an event is about, at the top of the body for all events that name none of their own. Answers 202 only once the events are queued, and rejects bad ones by themselves; keep a beacon that got no answer, 429 or 503, and send it again. An event that arrives twice counts once. A `start` of an item that is withdrawn by now is answered with `stop`: it may have been decided, or fetched ahead, before that. Report each `start` within a second, and stop what the answer names.',
    security: [null],
    body: {
      description: 'A beacon of 1 to 50 events. At most 64 KiB, uncompressed.',
      contents: bodyOf(eventsBody, {
        beacon: {
          summary: 'A hero that started, and was skipped',
          value: {
            token: 'd2.k1.dG9rZW4',
            events: [
              { position: 0, event: 'firstFrame', ageMs: 9_400, ttffMs: 310, playback: 0 },
              { position: 0, event: 'skip', ageMs: 1_200, watchedMs: 8_200 },
            ],
          },
        },
        screens: {
          summary: 'Events of two screens, of which one names its own token',
          value: {
            token: 'd2.k1.dG9rZW4',
            events: [
              { position: 4, event: 'impression', ageMs: 2_100 },
              { token: 'd2.k1.YmVmb3Jl', position: 0, event: 'error', ageMs: 61_000, playback: 1 },
            ],
          },
        },
      }),
    },
    answers: [
      {
        status: 202,
        description: 'At least one event is queued.',
        contents: [
          content('application/json', eventsAnswer, {
            some: {
              summary: 'One of two is queued',
              value: {
                accepted: 1,
                rejected: [{ index: 1, field: 'watchedMs', reason: 'must be milliseconds from 0 to 86400000' }],
              },
            },
            stop: {
              summary: 'An item that just started is withdrawn',
              value: { accepted: 2, rejected: [], stop: [0], stopEvents: [1] },
            },
          }),
        ],
        headers: [cacheControl],
      },
      noneTaken,
      tooLarge,
      tooManyRequests,
      unavailable,
    ],
  },
  {
    id: 'status',
    method: 'get',
    path: '/v1/status',
    tag: 'service',
    summary: 'Which snapshot answers, and how old it is',
    security: [null],
    parameters: queryParameters(
      statusQuery,
      { region: 'The region to tell of. Left out: the one that would answer this caller.' },
      { region: 'dach' },
    ),
    answers: [
      {
        status: 200,
        description: 'What this isolate serves from.',
        contents: [
          content('application/json', statusAnswer, {
            fresh: {
              summary: 'A fresh snapshot',
              value: {
                region: 'dach',
                snapshot: 'b5e04423d1c7a8f6e9b20c3d4a5f6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6',
                sequence: 41,
                ageSeconds: 204,
                rung: 'fresh',
                candidates: 1_830,
                softExpiresAt: '2026-11-23T02:30:00.000Z',
                hardExpiresAt: '2026-11-29T20:30:00.000Z',
                hardExpired: false,
                takedowns: {
                  count: 3,
                  bound: { seconds: 123, refreshSeconds: 33, cacheSeconds: 30, propagationSeconds: 60 },
                  sequence: 17,
                  ageSeconds: 12,
                },
                text: { held: 6, of: 6, bytes: 402_118, lastRefusal: null },
                lastRefusal: null,
                canary: null,
                experiments: { running: 2, off: [] },
                units: true,
              },
            },
          }),
        ],
        headers: [cacheControl],
      },
      badRequest,
      unavailable,
    ],
  },
  {
    id: 'health',
    method: 'get',
    path: '/healthz',
    tag: 'service',
    summary: 'Whether it answers',
    security: [null],
    answers: [
      {
        status: 200,
        description: 'It answers.',
        contents: [
          content('application/json', healthAnswer, { alive: { summary: 'It answers', value: { ok: true } } }),
        ],
      },
    ],
  },
  {
    id: 'openapi',
    method: 'get',
    path: '/openapi.json',
    tag: 'service',
    summary: 'This document',
    security: [null],
    answers: [
      {
        status: 200,
        description: 'This document, in OpenAPI 3.1.',
        contents: [
          content('application/json', z.looseObject({ openapi: z.string().describe('Version of OpenAPI.') }), {
            start: { summary: 'Its first member', value: { openapi: '3.1.0' } },
          }),
        ],
      },
    ],
  },
]
