import { scaleBand, scaleLinear } from 'd3-scale'
import type { PolicyEvaluationAnswer } from '../../../contracts/ops/answers/experiments/estimates.ts'
import { grouped } from '../../learning/figures.ts'

type Bin = PolicyEvaluationAnswer['histogram'][number]

const HEIGHT_PX = 120
const LEAST_PERCENT = 2
/** As many stand beside each other on a phone. */
const LABELS = 8

/** The weights of a log, from the first to the last bin that has a row: bars, and the same as a table. */
export function WeightsHistogram({ histogram }: { readonly histogram: readonly Bin[] }) {
  const first = histogram.findIndex(({ rows }) => rows > 0)
  const last = histogram.findLastIndex(({ rows }) => rows > 0)
  const bins = first === -1 ? [] : histogram.slice(first, last + 1)
  if (bins.length === 0) return <p class="dim">No row has a weight.</p>
  const across = scaleBand(
    bins.map((_, bin) => bin),
    [0, 100],
  ).paddingInner(0.15)
  const high = scaleLinear([0, Math.max(...bins.map(({ rows }) => rows))], [0, 80])
  // One row that weighs much is what is looked for: it must be seen.
  const heightOf = (rows: number) => (rows === 0 ? 0 : Math.max(LEAST_PERCENT, high(rows)))
  const each = bins.length > LABELS ? 2 : 1
  return (
    <>
      <svg class="coverage" width="100%" height={HEIGHT_PX} aria-hidden="true">
        <line class="zero" x1="0" x2="100%" y1="86%" y2="86%" />
        {bins.map(({ from, rows }, bin) => (
          <>
            <rect
              x={`${across(bin)}%`}
              width={`${across.bandwidth()}%`}
              y={`${86 - heightOf(rows)}%`}
              height={`${heightOf(rows)}%`}
            />
            {bin % each === 0 && (
              <text x={`${across(bin)}%`} y="99%">
                {from}
              </text>
            )}
          </>
        ))}
      </svg>
      <details>
        <summary>In figures</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Weight</th>
              <th scope="col" class="right">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {bins.map(({ from, below, rows }) => (
              <tr>
                <th scope="row" class="number">
                  {below === null ? `${from} and more` : `${from} to ${below}`}
                </th>
                <td class="right number">{grouped(rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}
