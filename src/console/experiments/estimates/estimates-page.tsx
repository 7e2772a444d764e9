import type { EstimateList, KeptEstimate } from '../../../contracts/ops/answers/experiments/estimates.ts'
import { Instant } from '../../frame/times.tsx'
import { grouped } from '../../learning/figures.ts'
import type { ConsolePage } from '../../page.ts'
import { figure } from '../figures.ts'
import { VerdictState } from '../verdict-state.tsx'
import { estimateHref } from './estimate-href.ts'

/** `/console/experiments/estimates`: what logs say of policies that nobody was served. */
export const estimatesPage: ConsolePage = {
  path: '/console/experiments/estimates',
  section: 'experiments',
  parameters: [],
  show: async ({ ask, now }) => {
    const { estimates } = await ask.get<EstimateList>('estimates')
    return {
      title: 'Estimates',
      body: (
        <div class="page">
          <header class="head">
            <h1>Estimates before anything is served</h1>
            <a href="/console/experiments">All experiments</a>
          </header>
          <p class="dim">
            A log of what was drawn, with its chances, says what another policy would have brought, or that it cannot
            tell. The last 50 are kept.
          </p>
          {estimates.length === 0 ? <None /> : <Table estimates={estimates} now={now} />}
        </div>
      ),
    }
  },
}

function None() {
  return (
    <section class="panel padded learning" aria-label="How an estimate comes here">
      <h2>None has been sent yet</h2>
      <p>One command estimates a policy from a log, and sends it here:</p>
      <ol class="steps">
        <li>
          <code>npm run ff -- ope --log shown.ndjson --policy table:idea.json --push "warmer heroes"</code>
          <small>npm run ff -- ope --help shows what a log and a policy look like</small>
        </li>
      </ol>
    </section>
  )
}

function Table({ estimates, now }: { readonly estimates: readonly KeptEstimate[]; readonly now: number }) {
  return (
    <section class="panel scroll" aria-label="Estimates" tabindex={0}>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">Estimate</th>
            <th scope="col">Policy</th>
            <th scope="col">Verdict</th>
            <th scope="col" class="right">
              Reward per row, and 95 times of 100
            </th>
            <th scope="col" class="right">
              As many rows of equal weight
            </th>
            <th scope="col">Sent</th>
          </tr>
        </thead>
        <tbody>
          {estimates.map(({ id, name, at, by, evaluation: { policy, verdict, reasons, estimates: of, ess, used } }) => (
            <tr>
              <th scope="row">
                <a href={estimateHref(id)}>
                  <bdi class="name">{name}</bdi>
                </a>
              </th>
              <td data-label="Policy">
                <code>{policy}</code>
              </td>
              <td data-label="Verdict">
                <VerdictState verdict={verdict} />{' '}
                <small>
                  <code>{reasons.join(' ')}</code>
                </small>
              </td>
              <td class="right number" data-label="Reward per row">
                {figure(of.ipw.value)} ({figure(of.ipw.low)} to {figure(of.ipw.high)})
              </td>
              <td class="right number" data-label="Rows of equal weight">
                {figure(ess)} of {grouped(used)}
              </td>
              <td data-label="Sent">
                <Instant at={at} now={now} /> <bdi class="name">{by}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
