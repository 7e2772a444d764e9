import { content, type Operation } from '../../../openapi/operation.ts'
import { viewingAnswer } from '../../answers/profiles/viewing.ts'
import { eraseQuery, viewerSubject } from '../../requests/viewing.ts'
import { lines } from '../contents.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { tooLarge } from '../refusals.ts'

const tag = 'profiles'

/** What is kept of viewers who agreed to be known. */
export const profileOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/viewing',
    id: 'addViewing',
    tag,
    summary: 'Bring what consented viewers watched into their profiles',
    description:
      'At most 500 lines at once. Lines may come again, and in any order. Refused are viewings of the future or of over 400 days ago, those before their consent, and those whose viewer was erased after it.',
    body: {
      description: 'NDJSON, one viewing a line.',
      contents: [
        lines('Viewings, one a line.', 'One viewing', {
          ...{ sub: 'a-7f31', titleId: 'ttl_sintel', at: '2026-11-22T20:30:00Z', watchedMs: 5_400_000 },
          consent: { at: '2026-01-04T10:00:00Z', proof: 'consent-4711' },
        }),
      ],
    },
    answer: {
      description: 'What came of each line.',
      contents: [
        content('application/json', viewingAnswer, {
          report: {
            summary: 'One of three is refused',
            value: {
              accepted: 2,
              refused: [{ line: 3, field: 'at', reason: 'it is in the future' }],
            },
          },
        }),
      ],
    },
    refusals: [tooLarge],
  }),
  opsOperation({
    route: 'DELETE /ops/v1/profiles/:sub',
    id: 'eraseViewer',
    tag,
    summary: 'Erase everything that is kept of a viewer',
    description:
      'The profile, what it was made of, and by a tombstone their rows in the sink of events. What was decided before brings nothing back. May be repeated; after a status 503 it has to be.',
    path: { sub: [viewerSubject, 'a-7f31'] },
    query: queryOf(eraseQuery, { reason: 'asked by letter' }),
    answer: { status: 204, description: 'Nothing is kept of them, or was.', contents: [] },
  }),
]
