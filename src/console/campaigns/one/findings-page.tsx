import type { LintAnswer } from '../../../contracts/ops/answers/campaigns/lint.ts'
import { partOf } from '../../ask.ts'
import type { ConsolePage } from '../../page.ts'
import { campaignHref } from '../campaign-name.tsx'
import { Findings } from './findings.tsx'

/** `/console/campaigns/{id}/findings`: what the linter says of it, apart from the campaign because it takes long. */
export const findingsPage: ConsolePage = {
  path: '/console/campaigns/:id/findings',
  section: 'campaigns',
  parameters: [],
  show: async ({ path, ask, now }) => {
    const id = path('id')
    const lint = await partOf(ask.post<LintAnswer>('campaigns/lint', { ids: [id] }))
    return {
      title: `Findings of ${id}`,
      body: (
        <div class="page">
          <h1>
            Findings of{' '}
            <a href={campaignHref(id)}>
              <bdi class="name">{id}</bdi>
            </a>
          </h1>
          <Findings lint={lint} now={now} />
        </div>
      ),
    }
  },
}
