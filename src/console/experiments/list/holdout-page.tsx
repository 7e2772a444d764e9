import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentList } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { HOLDOUT_LAYER } from '../../../model/experiments/experiment-vocabulary.ts'
import type { ConsolePage } from '../../page.ts'
import { Because } from '../because.tsx'
import { GuardrailPanel } from '../one/guardrail-panel.tsx'
import { MetricPanel } from '../one/metric-panel.tsx'
import { SplitHealth } from '../split-health.tsx'
import { HoldoutPanel } from './holdout-panel.tsx'

/** `/console/experiments/holdout`: what all learning has brought, over time. */
export const holdoutPage: ConsolePage = {
  path: `/console/experiments/${HOLDOUT_LAYER}`,
  section: 'experiments',
  parameters: [],
  show: async ({ ask, now }) => {
    const [list, found] = await Promise.all([
      ask.get<ExperimentList>('experiments'),
      ask.get<ExperimentAnalysed>(`experiments/${HOLDOUT_LAYER}/analysis`),
    ])
    const { metrics = [], because = [] } = found.analysis ?? {}
    return {
      title: 'The holdout',
      body: (
        <div class="page learning">
          <header class="head">
            <h1>The holdout</h1>
            <a href="/console/experiments">All experiments</a>
          </header>
          <HoldoutPanel share={list.holdout.share} holdout={{ answer: found }} now={now} href={null} />
          {found.analysis !== null && (
            <section class="panel padded" aria-label="Why it says so">
              <h2>Why it says so</h2>
              <Because reasons={because} />
              <SplitHealth analysis={found.analysis} />
            </section>
          )}
          {metrics.map((metric) => (metric.guardrail ? null : <MetricPanel metric={metric} series={found.series} />))}
          <GuardrailPanel metrics={metrics.filter(({ guardrail }) => guardrail)} />
        </div>
      ),
    }
  },
}
