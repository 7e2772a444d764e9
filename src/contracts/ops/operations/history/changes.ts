import { content, type Operation } from '../../../openapi/operation.ts'
import { recordedChanges } from '../../answers/history/recorded-changes.ts'
import { changesQuery } from '../../requests/history/changes.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'

/** What was changed, and by whom. */
export const changesOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/changes',
    id: 'listChanges',
    tag: 'inquiries',
    summary: 'What was changed of what is served or is to be, in sentences, the newest first',
    description:
      'Publishes and their refusals, rollbacks, pins, canaries, waves, takedowns, narrowings, overrides, approvals, ingests, and what was done to campaigns, as the audit log has them. At most 200 of them in one answer, from at most 2,000 entries of the log.',
    query: queryOf(changesQuery, { from: '2026-11-22T00:00:00Z', to: '2026-11-22T20:00:00Z', region: 'fr' }),
    answer: {
      description: 'The changes of the time.',
      contents: [
        content('application/json', recordedChanges, {
          one: {
            summary: 'A publish',
            value: {
              changes: [
                {
                  id: '2026-11/41',
                  at: '2026-11-22T19:40:00.000Z',
                  region: 'fr',
                  kind: 'publish',
                  actor: 'cron',
                  summary: 'fr published 812: 14 candidates more',
                  href: '/console/regions/fr',
                },
              ],
              more: null,
            },
          },
        }),
      ],
    },
  }),
]
