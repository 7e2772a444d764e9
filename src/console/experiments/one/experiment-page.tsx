import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { partOf } from '../../ask.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import type { ConsolePage } from '../../page.ts'
import { ArmsPanel } from './arms-panel.tsx'
import { ExperimentActs } from './experiment-acts.tsx'
import { FactsPanel } from './facts-panel.tsx'
import { GuardrailPanel } from './guardrail-panel.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { MetricPanel } from './metric-panel.tsx'
import { VerdictPanel } from './verdict-panel.tsx'

/** `/console/experiments/{key}`: what one experiment found, whether that can be trusted, and what can be done. */
export const experimentPage: ConsolePage = {
  path: '/console/experiments/:key',
  section: 'experiments',
  parameters: [],
  show: async ({ path, ask, me, now }) => {
    const at = `experiments/${encodeURIComponent(path('key'))}`
    const [shown, found] = await Promise.all([
      ask.get<ExperimentShown>(at),
      partOf(ask.get<ExperimentAnalysed>(`${at}/analysis`)),
    ])
    const analysed = 'answer' in found ? found.answer : null
    const metrics = analysed?.analysis?.metrics ?? []
    return {
      title: shown.key,
      body: (
        <div class="page learning">
          <header class="head">
            <h1>{shown.key}</h1>
            <a href="/console/experiments">All experiments</a>
          </header>
          {shown.experiment.hypothesis !== undefined && (
            <p>
              <bdi class="name">{shown.experiment.hypothesis}</bdi>
            </p>
          )}
          <ExperimentActs shown={shown} me={me} />
          {'refused' in found && <Refusal problem={found.refused} />}
          <VerdictPanel shown={shown} analysed={analysed} now={now} />
          {metrics.map((metric) =>
            metric.guardrail ? null : <MetricPanel metric={metric} series={analysed?.series ?? []} />,
          )}
          <GuardrailPanel metrics={metrics.filter(({ guardrail }) => guardrail)} />
          <ArmsPanel shown={shown} analysed={analysed} />
          <HistoryPanel history={shown.history} now={now} />
          <FactsPanel shown={shown} now={now} />
        </div>
      ),
    }
  },
}
