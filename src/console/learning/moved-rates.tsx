import type { LearnedReportAnswer } from '../../contracts/ops/answers/learned/learned-report.ts'
import { grouped, percent, runHref } from './figures.ts'
import { RunName } from './run-name.tsx'

type Moved = NonNullable<LearnedReportAnswer['moved']>['gained'][number]

interface MovedRatesProps {
  readonly report: LearnedReportAnswer
  readonly before: LearnedReportAnswer | null
}

/** What a run changed against the one before it: figures, space, and the rates that have certainly moved. */
export function BeforeAndAfter({ report, before }: MovedRatesProps) {
  const { previous, moved, alignment, isNewSpace } = report
  if (previous === null) {
    return (
      <section class="panel padded" aria-label="Before and after">
        <h2>Before and after</h2>
        <p>It is the first run: before it taste came from metadata alone.</p>
      </section>
    )
  }
  const rows = [...(moved?.gained ?? []), ...(moved?.lost ?? [])]
  return (
    <section class="panel scroll" aria-label="Before and after" tabindex={0}>
      <h2>
        Before and after: against <RunName run={previous} />
      </h2>
      <dl class="facts padded-facts">
        <dt>Space</dt>
        <dd>
          {isNewSpace ? 'a new one: profiles begin anew' : 'as before: profiles go on'}
          {alignment !== null &&
            `; mean cosine ${alignment.agreement.toFixed(3)} over ${grouped(alignment.shared)} assets that both know`}
        </dd>
        {figuresOf(report, before).map(([words, now, then]) => (
          <>
            <dt>{words}</dt>
            <dd class="number">{then === null ? grouped(now) : `${grouped(then)} → ${grouped(now)}`}</dd>
          </>
        ))}
      </dl>
      {rows.length === 0 ? (
        <p class="empty">No rate has certainly moved: the intervals of both runs overlap everywhere.</p>
      ) : (
        <MovedTable rows={rows} run={report.run} />
      )}
    </section>
  )
}

function MovedTable({ rows, run }: { readonly rows: readonly Moved[]; readonly run: string }) {
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th scope="col">Asset, of those whose intervals are apart</th>
          <th scope="col">Surface</th>
          <th scope="col" class="right">
            Before
          </th>
          <th scope="col" class="right">
            After
          </th>
          <th scope="col" class="right">
            Times
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ assetId, surface, before, after }) => (
          <tr>
            <th scope="row">
              <a href={runHref(run, assetId)}>
                <code>{assetId}</code>
              </a>
            </th>
            <td data-label="Surface">{surface}</td>
            <td class="right number" data-label="Before">
              {percent(before)}
            </td>
            <td class="right number" data-label="After">
              {after > before ? '▲' : '▼'} {percent(after)}
            </td>
            <td class="right number" data-label="Times">
              {before > 0 ? (after / before).toFixed(2) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function figuresOf(
  report: LearnedReportAnswer,
  before: LearnedReportAnswer | null,
): readonly (readonly [words: string, now: number, then: number | null])[] {
  return [
    ['Events', report.data.events, before?.data.events ?? null],
    ['Assets', report.assets, before?.assets ?? null],
    ['Taught by what viewers did', report.taught, before?.taught ?? null],
    ['Pairs', report.pairs, before?.pairs ?? null],
  ]
}
