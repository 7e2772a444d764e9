import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentList } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { HOLDOUT_LAYER } from '../../../model/experiments/experiment-vocabulary.ts'
import { partOf } from '../../ask.ts'
import { Instant } from '../../frame/times.tsx'
import type { ConsolePage } from '../../page.ts'
import { DamagedExperiments } from './damaged-experiments.tsx'
import { ExperimentTable } from './experiment-table.tsx'
import { holdoutPage } from './holdout-page.tsx'
import { HoldoutPanel } from './holdout-panel.tsx'
import { HowOneStarts } from './how-one-starts.tsx'

/** `/console/experiments`: the experiments with their health, and what all learning has brought. */
export const experimentsPage: ConsolePage = {
  path: '/console/experiments',
  section: 'experiments',
  parameters: [],
  show: async ({ ask, me, now }) => {
    const [list, holdout] = await Promise.all([
      ask.get<ExperimentList>('experiments'),
      partOf(ask.get<ExperimentAnalysed>(`experiments/${HOLDOUT_LAYER}/analysis`)),
    ])
    const { experiments } = list
    const open = (['running', 'draft'] as const).flatMap((wanted) =>
      experiments.filter(({ state }) => state === wanted),
    )
    const ended = experiments.filter((each) => !open.includes(each))
    return {
      title: 'Experiments',
      body: (
        <div class="page">
          <header class="head">
            <h1>Experiments</h1>
            <a href="/console/experiments/estimates">Estimates before anything is served</a>
          </header>
          <p class="dim">
            Some viewers get other values of the rules, and what comes of it is measured. Each number has its interval,
            and where the data carry no verdict none is given. As of <Instant at={now} now={now} />.
          </p>
          <DamagedExperiments damaged={list.damaged} />
          {experiments.length === 0 && list.damaged.length === 0 && <HowOneStarts />}
          {open.length > 0 && <ExperimentTable title="Running, and drafts" experiments={open} me={me} now={now} />}
          <HoldoutPanel share={list.holdout.share} holdout={holdout} now={now} href={holdoutPage.path} />
          {ended.length > 0 && <ExperimentTable title="Ended" experiments={ended} me={me} now={now} />}
        </div>
      ),
    }
  },
}
