import { content, type Operation } from '../../../openapi/operation.ts'
import { searchAnswer } from '../../answers/inquiries/search.ts'
import { searchQuery } from '../../requests/search.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'

/** Finding things by name. */
export const searchOperation: Operation = opsOperation({
  route: 'GET /ops/v1/search',
  id: 'search',
  tag: 'inquiries',
  summary: 'What is called like these words',
  description:
    'Regions, campaigns, titles, assets, feeds and takedowns in force, each only where the caller may read it. Of very common words, only the first few hundred names are looked through: give another word, or more of it.',
  query: queryOf(searchQuery, { q: 'big bun', limit: 20 }),
  answer: {
    description: 'What was found.',
    contents: [
      content('application/json', searchAnswer, {
        one: {
          summary: 'A campaign',
          value: {
            results: [
              { kind: 'campaign', id: 'cmp_dach-hero', name: 'Hero, DACH', href: '/console/campaigns/cmp_dach-hero' },
            ],
          },
        },
      }),
    ],
  },
})
