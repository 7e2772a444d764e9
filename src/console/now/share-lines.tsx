import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import type { HealthBucket } from '../../contracts/ops/answers/history/health.ts'
import { BASELINE_OBJECTIVE } from './verdict/answer-concern.ts'
import { type ShareSubject, shareOver } from './verdict/answer-shares.ts'
import { percentOf } from './verdict/words.ts'

/** The least that a plot reaches to: a share of a thousandth must not look like a catastrophe. */
const LEAST_TOP = 0.05

interface ShareLinesProps {
  readonly buckets: readonly HealthBucket[]
  /** In pixels. */
  readonly plot: { readonly top: number; readonly height: number; readonly bottom: number }
}

/** The lines of the shares, and the scale that they lie on. A hole is a gap of the line. */
export function ShareLines({ buckets, plot }: ShareLinesProps) {
  const sharesOf = (of: ShareSubject) => buckets.map((bucket) => shareOver([bucket], of))
  const [baseline, empty] = [sharesOf('baseline'), sharesOf('empty')]
  const known = [...baseline, ...empty].filter((share) => share !== null)
  const top = Math.min(1, Math.max(LEAST_TOP, 1.15 * Math.max(0, ...known)))
  const y = scaleLinear([0, top], [plot.height, 0])
  // As broad as its 5 minutes: between two holes a point would be seen by nobody.
  const broad = (shares: readonly (number | null)[]) => shares.flatMap((share) => [share, share])
  const drawn = line<number | null>()
    .defined((share) => share !== null)
    .x((_, index) => Math.floor(index / 2) + (index % 2 === 0 ? 0.2 : 0.8))
    .y((share) => y(share ?? 0))
    .digits(1)
  const filled = area<number | null>()
    .defined((share) => share !== null)
    .x((_, index) => Math.floor(index / 2) + (index % 2 === 0 ? 0.2 : 0.8))
    .y0(plot.height)
    .y1((share) => y(share ?? 0))
    .digits(1)
  const objective = plot.top + y(BASELINE_OBJECTIVE)
  return (
    <>
      <svg
        y={plot.top}
        width="100%"
        height={plot.height}
        viewBox={`0 0 ${buckets.length} ${plot.height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path class="share-area" d={filled(broad(baseline)) ?? ''} />
        <path class="share-empty" d={drawn(broad(empty)) ?? ''} />
        <path class="share-baseline" d={drawn(broad(baseline)) ?? ''} />
      </svg>
      <line class="zero" x1="0" x2="100%" y1={plot.bottom} y2={plot.bottom} />
      <line class="objective" x1="0" x2="100%" y1={objective} y2={objective} />
      <text x="0" y={plot.top + 10}>
        {percentOf(top)}
      </text>
    </>
  )
}
