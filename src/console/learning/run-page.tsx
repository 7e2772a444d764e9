import type { LearnedList, LearnedShown } from '../../contracts/ops/answers/learned/learned.ts'
import { partOf } from '../ask.ts'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage } from '../page.ts'
import { AssetRates } from './asset-rates.tsx'
import { grouped, shortRun } from './figures.ts'
import { BeforeAndAfter } from './moved-rates.tsx'
import { PositionCurves } from './position-curves.tsx'
import { QualityTable } from './quality-table.tsx'
import { ServingTable } from './serving-table.tsx'

/** `/console/learning/{id}[?asset=]`: what a run learned, against the one before it, and what it says of an asset. */
export const learnedRunPage: ConsolePage = {
  path: '/console/learning/:id',
  section: 'learning',
  parameters: ['asset'],
  show: async ({ path, ask, query, me, now }) => {
    const asked = query('asset').trim()
    const about = asked === '' ? '' : `?${new URLSearchParams({ asset: asked })}`
    const shown = await ask.get<LearnedShown>(`learned/${encodeURIComponent(path('id'))}${about}`)
    const { run, report } = shown
    const previous = report?.previous ?? null
    const [list, beforeRun] = await Promise.all([
      ask.get<LearnedList>('learned'),
      previous === null ? null : partOf(ask.get<LearnedShown>(`learned/${encodeURIComponent(previous)}`)),
    ])
    const before = beforeRun !== null && 'answer' in beforeRun ? beforeRun.answer.report : null
    return {
      title: `Run ${shortRun(run.id)}`,
      body: (
        <div class="page learning">
          <header class="head">
            <h1>Run {shortRun(run.id)}</h1>
            <a href="/console/learning">All runs</a>
          </header>
          <section class="panel padded" aria-label="The run">
            <Facts shown={shown} now={now} />
            {report === null && (
              <p class="notice" role="note">
                No report is kept with it, so nobody can tell here how well it does, what moved and what its rates lean
                on. Push its folder with <code>npm run ff -- learn push DIR</code>: report.json comes with it.
              </p>
            )}
          </section>
          <AssetRates run={run.id} asked={asked} asset={shown.asset} />
          {report !== null && <QualityTable report={report} before={before} />}
          <PositionCurves positions={shown.positions} />
          {report !== null && <BeforeAndAfter report={report} before={before} />}
          <ServingTable regions={list.regions} me={me} now={now} run={run.id} newest={run.id} />
        </div>
      ),
    }
  },
}

function Facts({ shown: { run, report }, now }: { readonly shown: LearnedShown; readonly now: number }) {
  const terms = Object.entries(run.terms)
  const leftOut = Object.entries(report?.leftOut ?? {}).filter(([, count]) => count > 0)
  return (
    <dl class="facts">
      <dt>Id</dt>
      <dd>
        <code>{run.id}</code>
      </dd>
      <dt>Came</dt>
      <dd>
        <Instant at={run.pushedAt} now={now} /> by <bdi class="name">{run.pushedBy}</bdi>
      </dd>
      <dt>Learned from</dt>
      <dd class="number">
        {grouped(run.data.events)} events, {run.data.from.slice(0, 10)} to {run.data.to.slice(0, 10)}
        {report !== null && `; a result counts half after ${report.halfLifeDays} days`}
      </dd>
      <dt>Assets</dt>
      <dd class="number">
        {grouped(run.assets)}, {grouped(run.cold)} of them by metadata alone, {grouped(run.unknown)} unknown to the
        schedule
      </dd>
      <dt>Space</dt>
      <dd>
        <bdi class="name">{run.space}</bdi>
      </dd>
      <dt>Points of terms</dt>
      <dd>
        {terms.length === 0 ? 'as the rules have them' : terms.map(([term, points]) => `${term} ${points}`).join(', ')}
      </dd>
      {leftOut.length > 0 && (
        <>
          <dt>Left out</dt>
          <dd>
            <bdi class="name">{leftOut.map(([why, count]) => `${why} ${grouped(count)}`).join(', ')}</bdi>
          </dd>
        </>
      )}
    </dl>
  )
}
