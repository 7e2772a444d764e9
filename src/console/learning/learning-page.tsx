import type { LearnedList } from '../../contracts/ops/answers/learned/learned.ts'
import type { LearnedCoverage } from '../../contracts/ops/answers/learned/learned-coverage.ts'
import { isRegionId, REGION_IDS } from '../../model/nouns/region.ts'
import { partOf } from '../ask.ts'
import { wrongField } from '../explained/asked-instant.ts'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage } from '../page.ts'
import { CoveragePanel } from './coverage-panel.tsx'
import { NoRuns } from './no-runs.tsx'
import { RunTable } from './run-table.tsx'
import { ServingTable } from './serving-table.tsx'

/** `/console/learning[?region=]`: the learned runs, where they are served, and how much of its catalogue a region shows. */
export const learningPage: ConsolePage = {
  path: '/console/learning',
  section: 'learning',
  parameters: ['region'],
  show: async ({ ask, query, me, now }) => {
    const typed = query('region')
    if (typed !== '' && !isRegionId(typed)) throw wrongField('region', `There are ${REGION_IDS.join(', ')}.`)
    const list = await ask.get<LearnedList>('learned')
    const { runs, regions } = list
    const region = typed || (regions.find(({ live, run }) => (live ?? run) !== null) ?? regions[0])?.region || 'dach'
    const coverage = await partOf(ask.get<LearnedCoverage>(`learned/coverage?region=${region}`))
    return {
      title: 'Learning',
      body: (
        <div class="page learning">
          <header class="head">
            <h1>Learning</h1>
            <p class="dim">
              What was seen teaches the next snapshot, through the checks of a publish. As of{' '}
              <Instant at={now} now={now} />.
            </p>
          </header>
          {runs.length === 0 ? (
            <NoRuns />
          ) : (
            <>
              <RunTable list={list} now={now} />
              <ServingTable regions={regions} me={me} now={now} run={null} newest={runs[0]?.id ?? null} />
            </>
          )}
          <CoveragePanel region={region} coverage={coverage} />
        </div>
      ),
    }
  },
}
