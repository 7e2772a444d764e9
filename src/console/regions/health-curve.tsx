import type { HealthBucket, RegionHealthAnswer } from '../../contracts/ops/answers/history/health.ts'

const HEIGHT_PX = 84

/** What isolates answered by the hour, and how much of it came from house idents; a gap is where nobody reported. */
export function HealthCurve({ buckets }: Pick<RegionHealthAnswer, 'buckets'>) {
  const most = Math.max(0, ...buckets.map(({ decisions }) => decisions ?? 0))
  if (most === 0) return <p class="empty">No isolate reported an answer in these 24 hours.</p>
  return (
    <>
      <svg class="health-curve" width="100%" height={HEIGHT_PX} aria-hidden="true">
        {buckets.map((bucket, index) => (
          <Bar bucket={bucket} start={(100 * index) / buckets.length} width={100 / buckets.length} most={most} />
        ))}
      </svg>
      <p class="dim">
        <span class="key-good">■</span> answered, <span class="key-bad">■</span> of house idents, pale: nobody reported.
        At most {most} an hour.
      </p>
      <details>
        <summary>By the hour, in figures</summary>
        <section class="scroll" tabindex={0} aria-label="Answers by the hour">
          <table>
            <thead>
              <tr>
                <th>Hour from (UTC)</th>
                <th class="right">Decisions</th>
                <th class="right">House idents</th>
                <th class="right">Nothing to play</th>
                <th class="right">Isolates</th>
              </tr>
            </thead>
            <tbody>
              {[...buckets].reverse().map(({ at, decisions, rungs, empty, isolates }) => (
                <tr>
                  <th scope="row" class="number">
                    {at.slice(5, 16).replace('T', ' ')}
                  </th>
                  <td class="right number">{decisions ?? 'not known'}</td>
                  <td class="right number">{rungs?.baseline ?? '–'}</td>
                  <td class="right number">{empty ?? '–'}</td>
                  <td class="right number">{isolates ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  )
}

interface BarProps {
  readonly bucket: HealthBucket
  /** Percent of the width. */
  readonly start: number
  readonly width: number
  readonly most: number
}

function Bar({ bucket: { decisions, rungs }, start, width, most }: BarProps) {
  const [x, across] = [`${start}%`, `${width * 0.86}%`]
  if (decisions === null || rungs === null) return <rect class="hole" x={x} width={across} y="0" height="100%" />
  const [all, idents] = [(100 * decisions) / most, (100 * rungs.baseline) / most]
  return (
    <>
      <rect class="answered" x={x} width={across} y={`${100 - all}%`} height={`${all}%`} />
      <rect class="idents" x={x} width={across} y={`${100 - idents}%`} height={`${idents}%`} />
    </>
  )
}
