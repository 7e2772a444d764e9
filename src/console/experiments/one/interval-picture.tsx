import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { liftText } from '../figures.ts'

/** What was known of an arm up to a day. */
export interface IntervalPoint {
  /** Days since 1970. */
  readonly day: number
  readonly value: number
  readonly once: { readonly low: number; readonly high: number }
  readonly always: { readonly low: number; readonly high: number }
}

const HEIGHT = 150

/** The lift over several days, in the interval for one look and in the wider one that holds at every look. The table has its numbers. */
export function IntervalPicture({ points }: { readonly points: readonly IntervalPoint[] }) {
  const [low, high] = reachOf(points)
  const [first, last] = [points[0]?.day ?? 0, points.at(-1)?.day ?? 0]
  const x = scaleLinear([first, Math.max(last, first + 1)], [0, 100])
  const y = scaleLinear([low, high], [HEIGHT - 4, 4])
  const band = (of: 'once' | 'always') =>
    area<IntervalPoint>()
      .x(({ day }) => x(day))
      .y0((point) => y(point[of].low))
      .y1((point) => y(point[of].high))
      .digits(2)([...points]) ?? ''
  const middle =
    line<IntervalPoint>()
      .x(({ day }) => x(day))
      .y(({ value }) => y(value))
      .digits(2)([...points]) ?? ''
  return (
    <svg class="intervals" width="100%" height={HEIGHT} aria-hidden="true">
      <svg width="100%" height={HEIGHT} aria-hidden="true" viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none">
        <path class="always" d={band('always')} />
        <path class="once" d={band('once')} />
        <path class="lift" d={middle} />
      </svg>
      <line class="goal" x1="0" x2="100%" y1={y(0)} y2={y(0)} />
      <text x="4" y="14">
        {liftText(high)}
      </text>
      <text x="4" y={HEIGHT - 6}>
        {liftText(low)}
      </text>
    </svg>
  )
}

/** From where to where it is drawn: the intervals of the later half, and 0. First days are so wide that all else were flat. */
function reachOf(points: readonly IntervalPoint[]): readonly [low: number, high: number] {
  const later = points.slice(Math.floor(points.length / 2))
  const ends = later.flatMap(({ once, always }) => [once.low, once.high, always.low, always.high])
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const margin = 0.15 * Math.max(high - low, 1e-9)
  return [low - margin, high + margin]
}
