import { z } from 'zod'
import { content, type Operation } from '../../../openapi/operation.ts'
import { auditLog } from '../../answers/audit.ts'
import { explanation } from '../../answers/inquiries/explain.ts'
import { rulesMatrix } from '../../answers/inquiries/matrix.ts'
import { explainQuestion, matrixQuestion } from '../../requests/explain.ts'
import { auditQuery, decisionsQuery } from '../../requests/logs.ts'
import { lines } from '../contents.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { notFound, tooLarge } from '../refusals.ts'
import { EXPLANATION, MATRIX } from './inquiry-examples.ts'

const tag = 'inquiries'

/** Why something plays or does not, and what happened. */
export const inquiryOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/explain',
    id: 'explain',
    tag,
    summary: 'What becomes of each candidate for a viewer at a place, and why',
    description:
      'By the same gates and ranking that serve. Whoever names a cap, a profile, a residence or entitlements asks as a member, all others as a guest.',
    body: {
      description: 'Who asks, where, when and for what.',
      contents: [
        content('application/json', explainQuestion, {
          member: { summary: 'A member of twelve', value: { surface: 'home-hero', country: 'DE', cap: 12 } },
        }),
      ],
    },
    answer: {
      description: 'Every candidate, kept or rejected.',
      contents: [content('application/json', explanation, { one: { summary: 'One of each', value: EXPLANATION } })],
    },
    refusals: [notFound, tooLarge],
  }),
  opsOperation({
    route: 'GET /ops/v1/rules/matrix',
    id: 'getRulesMatrix',
    tag,
    summary: 'Where, for whom and when an asset may be shown and may start by itself',
    query: queryOf(matrixQuestion, { asset: 'ast_hero', surface: 'home-hero' }),
    answer: {
      description: 'Every place of the regions of the caller whose live snapshot has it.',
      contents: [content('application/json', rulesMatrix, { one: { summary: 'One place', value: MATRIX } })],
    },
    refusals: [notFound],
  }),
  opsOperation({
    route: 'GET /ops/v1/decisions',
    id: 'readDecisions',
    tag,
    summary: 'Lines of the decision log, the newest first',
    description:
      'Reading is audited before the first line is sent. A line that cannot be decrypted is `UnreadableDecision`: it says so in place of its content.',
    query: queryOf(decisionsQuery, { region: 'dach', last: 5 }),
    answer: {
      description: 'NDJSON, one decision a line.',
      contents: [
        lines('Decisions, one a line.', 'A line that cannot be decrypted', {
          decisionId: '414cc13b7a02c5d19f0e5b6a3d8c7e21',
          region: 'dach',
          at: 1_795_379_400_000,
          unreadable: 'unknown-key',
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/audit',
    id: 'readAudit',
    tag,
    summary: 'Who did what, in which role, the newest first',
    description: 'The log is only ever added to.',
    query: queryOf(auditQuery, { limit: 50, before: '2026-11/41' }),
    answer: {
      description: 'A page of the log.',
      contents: [
        content('application/json', auditLog, {
          one: {
            summary: 'One entry',
            value: {
              entries: [
                {
                  id: '2026-11/40',
                  at: 1_795_379_400_000,
                  actor: 'mia@example.com',
                  role: 'publisher',
                  action: 'region.pin',
                  target: 'dach',
                  before: { sequence: 41, pinnedUntil: null },
                  after: { sequence: 42, pinnedUntil: '2026-11-23T02:00:00.000Z', reason: 'the big match' },
                },
              ],
            },
          },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/openapi.json',
    id: 'openapi',
    tag,
    summary: 'This document',
    answer: {
      description: 'This document, in OpenAPI 3.1.',
      contents: [
        content('application/json', z.looseObject({ openapi: z.string().describe('Version of OpenAPI.') }), {
          start: { summary: 'Its first member', value: { openapi: '3.1.0' } },
        }),
      ],
    },
  }),
]
