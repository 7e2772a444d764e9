import type { EstimateList, KeptEstimate } from '../../../contracts/ops/answers/experiments/estimates.ts'
import { Refused } from '../../ask.ts'
import { Instant } from '../../frame/times.tsx'
import { grouped } from '../../learning/figures.ts'
import type { ConsolePage } from '../../page.ts'
import { Because } from '../because.tsx'
import { figure, shareText } from '../figures.ts'
import { VerdictState } from '../verdict-state.tsx'
import { EstimatorTable } from './estimator-table.tsx'
import { WeightsHistogram } from './weights-histogram.tsx'

/** `/console/experiments/estimates/{id}`: one estimate, and why it counts or does not. */
export const estimatePage: ConsolePage = {
  path: '/console/experiments/estimates/:id',
  section: 'experiments',
  parameters: [],
  show: async ({ path, ask, now }) => {
    const { estimates } = await ask.get<EstimateList>('estimates')
    const found = estimates.find(({ id }) => id === path('id'))
    if (found === undefined) throw new Refused(noSuchEstimate(path('id')))
    const { name, evaluation } = found
    return {
      title: name,
      body: (
        <div class="page">
          <header class="head">
            <h1>
              <bdi class="name">{name}</bdi>
            </h1>
            <a href="/console/experiments/estimates">All estimates</a>
          </header>
          <Verdict estimate={found} />
          <EstimatorTable evaluation={evaluation} />
          <section class="panel padded" aria-label="Weights">
            <h2>How the weights lie</h2>
            <p class="dim">
              A row weighs what the policy's chance is of the log's. Where few rows weigh most, few rows decide.
            </p>
            <WeightsHistogram histogram={evaluation.histogram} />
          </section>
          <Ground estimate={found} now={now} />
        </div>
      ),
    }
  },
}

function noSuchEstimate(id: string) {
  const detail = `No estimate ${id.slice(0, 40)} is kept: the last 50 are.`
  return { type: 'about:blank', title: 'No such estimate', status: 404, detail, field: 'id' } as const
}

function Verdict({ estimate: { evaluation } }: { readonly estimate: KeptEstimate }) {
  const { verdict, because, reasons } = evaluation
  const words =
    verdict === 'ok' ? 'The log carries these estimates.' : 'Refused: the log cannot carry a verdict on this policy.'
  const said = because.length > 0 ? because : reasons.map((reason) => ({ reason, sentence: '' }))
  return (
    <section class="panel padded" aria-label="The verdict">
      <h2>The verdict</h2>
      <p>
        <VerdictState verdict={verdict} words={words} />
      </p>
      <Because reasons={said} />
      {verdict === 'refused' && (
        <p>The numbers below stand all the same. Serve it to a share of viewers instead, and measure that.</p>
      )}
    </section>
  )
}

type Evaluation = KeptEstimate['evaluation']

const LINES_SHOWN = 3

function Lines({ of }: { readonly of: Evaluation['rejected'] }) {
  return (
    <>
      {of.map(({ file, line, reason }) => (
        <div>
          <bdi class="name">{file ?? ''}</bdi> line {line}: <bdi class="name">{reason}</bdi>
        </div>
      ))}
    </>
  )
}

/** What was rejected, of all that was read; estimates of before do not say of what. */
function rejectedWords({ rejectedRows, sources = [] }: Evaluation): string {
  const some = sources.filter(({ rejected }) => rejected > 0)
  if (some.length === 0) return `${grouped(rejectedRows)} rows`
  return some.map(({ of, read, rejected }) => `${grouped(rejected)} of ${grouped(read)} ${of}`).join(', ')
}

function Ground({ estimate, now }: { readonly estimate: KeptEstimate; readonly now: number }) {
  const { at, by, logs, snapshot, evaluation } = estimate
  const { policy, ess, used, n, units, maxWeight, meanWeight, meanWeightError, support } = evaluation
  const { rejected, rejectedRows, leftOut, differingUnits } = evaluation
  return (
    <section class="panel padded" aria-label="What it stands on">
      <h2>What it stands on</h2>
      <dl class="facts">
        <dt>Policy</dt>
        <dd>
          <code>{policy}</code>
        </dd>
        <dt>Log</dt>
        <dd>
          <bdi class="name">{logs.join(', ')}</bdi>
        </dd>
        <dt>Sent</dt>
        <dd>
          <Instant at={at} now={now} /> by <bdi class="name">{by}</bdi>
        </dd>
        {snapshot !== undefined && (
          <>
            <dt>Snapshot</dt>
            <dd>
              <code>{snapshot.id}</code> of <a href={`/console/regions/${snapshot.region}`}>{snapshot.region}</a>
            </dd>
          </>
        )}
        <dt>Rows</dt>
        <dd class="number">
          {grouped(used)} of {grouped(n)} in use, of {grouped(units)} units; {grouped(leftOut.sticky)} repeated what was
          shown, {grouped(leftOut.notDrawn)} were not drawn
        </dd>
        {differingUnits !== undefined && (
          <>
            <dt>Rewards that differ</dt>
            <dd class="number">
              in as many as {figure(differingUnits)} units, as the policy weighs them; an interval needs 10
            </dd>
          </>
        )}
        <dt>Effective sample size</dt>
        <dd class="number">
          {figure(ess)}: as many rows of equal weight would say as much as these {grouped(used)}
        </dd>
        <dt>Greatest weight</dt>
        <dd class="number">{figure(maxWeight)}</dd>
        <dt>Mean weight</dt>
        <dd class="number">
          {figure(meanWeight)}, with a standard error of {figure(meanWeightError)}; it is 1 if the log's chances are
          right
        </dd>
        <dt>Support</dt>
        <dd class="number">
          {support === null ? '–' : shareText(support)} of the policy's chance lies on what could have been drawn
        </dd>
        {rejectedRows > 0 && (
          <>
            <dt>Rejected</dt>
            <dd>
              {rejectedWords(evaluation)}, such as
              <Lines of={rejected.slice(0, LINES_SHOWN)} />
              {rejected.length > LINES_SHOWN && (
                <details>
                  <summary>More</summary>
                  <Lines of={rejected.slice(LINES_SHOWN)} />
                </details>
              )}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}
