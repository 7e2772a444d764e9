import { scaleBand, scaleLinear } from 'd3-scale'
import type { LearnedCoverage } from '../../contracts/ops/answers/learned/learned-coverage.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import type { Part } from '../ask.ts'
import { Refusal } from '../frame/problem-page.tsx'
import { grouped, shortRun } from './figures.ts'
import { RunName } from './run-name.tsx'

const HEIGHT_PX = 110
/** Names of runs stand in so many rows, so that neighbours do not cover each other. */
const LABEL_ROWS = 3

interface CoveragePanelProps {
  readonly region: string
  readonly coverage: Part<LearnedCoverage>
}

/** How many of its assets a region shows each day, marked with when it was told to serve another run. */
export function CoveragePanel({ region, coverage }: CoveragePanelProps) {
  return (
    <section class="panel padded" id="coverage" aria-label="Coverage over time">
      <h2>Coverage over time in {region}</h2>
      <form class="inline" method="get" action="/console/learning">
        <label>
          Region{' '}
          <select name="region">
            {REGION_IDS.map((each) => (
              <option value={each} selected={each === region}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="act">
          Show
        </button>
      </form>
      {'refused' in coverage ? <Refusal problem={coverage.refused} /> : <Days coverage={coverage.answer} />}
    </section>
  )
}

function Days({ coverage }: { readonly coverage: LearnedCoverage }) {
  const { days, assets, served } = coverage
  const most = Math.max(...days.map(({ shown }) => shown))
  if (most === 0) return <p class="dim">Nobody has seen an asset in these {days.length} days.</p>
  const last = days.at(-2) ?? days.at(-1)
  return (
    <>
      <p>
        {last !== undefined && (
          <>
            On <span class="number">{last.day}</span> <b class="number">{grouped(last.shown)}</b> assets were seen
            {last.share !== null &&
              `, ${(100 * last.share).toFixed(1)} % of ${grouped(last.live ?? 0)} that were live that day`}
            .{' '}
          </>
        )}
        <span class="dim">
          A run that learns well shows more of the catalogue. A line marks when {coverage.region} was told to serve
          another run; today is not over yet.
        </span>
      </p>
      <Bars coverage={coverage} most={Math.max(most, assets ?? 0)} />
      <p class="dim axis">
        <span class="number">{days[0]?.day}</span>
        <span class="number">{days.at(-1)?.day}</span>
      </p>
      <details>
        <summary>By day, in figures</summary>
        <section class="scroll" tabindex={0} aria-label="Coverage by day">
          <table>
            <thead>
              <tr>
                <th scope="col">Day (UTC)</th>
                <th scope="col" class="right">
                  Assets seen
                </th>
                <th scope="col" class="right">
                  Of those that were live
                </th>
                <th scope="col">Told to serve</th>
              </tr>
            </thead>
            <tbody>
              {[...days].reverse().map(({ day, shown, share }) => (
                <tr>
                  <th scope="row" class="number">
                    {day}
                  </th>
                  <td class="right number">{grouped(shown)}</td>
                  <td class="right number">{share === null ? '–' : `${(100 * share).toFixed(1)} %`}</td>
                  <td>
                    {served
                      .filter(({ at }) => at.startsWith(day))
                      .map(({ at, run, by, reason }) => (
                        <div>
                          {at.slice(11, 16)} <RunName run={run} /> <bdi class="name">{by}</bdi>:{' '}
                          <bdi class="name">{reason}</bdi>
                        </div>
                      ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  )
}

function Bars({ coverage: { days, served }, most }: { readonly coverage: LearnedCoverage; readonly most: number }) {
  const across = scaleBand(
    days.map(({ day }) => day),
    [0, 100],
  ).paddingInner(0.2)
  const high = scaleLinear([0, most], [0, 100])
  return (
    <svg class="coverage" width="100%" height={HEIGHT_PX} aria-hidden="true">
      <line class="zero" x1="0" x2="100%" y1="100%" y2="100%" />
      {days.map(({ day, shown }) => (
        <rect
          x={`${across(day) ?? 0}%`}
          width={`${across.bandwidth()}%`}
          y={`${100 - high(shown)}%`}
          height={`${high(shown)}%`}
        />
      ))}
      {served.map(({ at, run }, index) => {
        const x = (across(at.slice(0, 10)) ?? 0) + across.bandwidth() * shareOfDay(at)
        const isLate = x > 70
        return (
          <>
            <line class="mark" x1={`${x}%`} x2={`${x}%`} y1="0" y2="100%" />
            <text
              x={`${x}%`}
              dx={isLate ? -4 : 4}
              y={11 + 12 * (index % LABEL_ROWS)}
              text-anchor={isLate ? 'end' : 'start'}
            >
              {run === null ? 'no run' : shortRun(run)}
            </text>
          </>
        )
      })}
    </svg>
  )
}

/** How far the day of an instant had gone, 0 to 1. */
function shareOfDay(at: string): number {
  return (Date.parse(at) % 86_400_000) / 86_400_000
}
