import type { IsolateReport } from '../../contracts/ops/answers/regions.ts'
import { RUNGS } from '../../model/nouns/answer-vocabulary.ts'

/** How many isolates answer from which copy of a snapshot, as a bar and in words. */
export function RungBar({ reports }: { readonly reports: readonly Pick<IsolateReport, 'rung'>[] }) {
  if (reports.length === 0) return <small>no isolate reported in 15 minutes</small>
  const counts = RUNGS.map((rung) => ({ rung, count: reports.filter((report) => report.rung === rung).length }))
  const present = counts.filter(({ count }) => count > 0)
  const words = present.map(({ rung, count }) => `${count} ${rung}`).join(', ')
  const startOf = (index: number) =>
    (100 * present.slice(0, index).reduce((sum, { count }) => sum + count, 0)) / reports.length
  return (
    <span class="rungs">
      <svg class="rung-bar" width="96" height="10" aria-hidden="true">
        {present.map(({ rung, count }, index) => (
          <rect
            class={`rung-${rung}`}
            x={`${startOf(index)}%`}
            width={`${(100 * count) / reports.length}%`}
            height="10"
          />
        ))}
      </svg>
      <small>{words}</small>
    </span>
  )
}
