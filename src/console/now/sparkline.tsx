import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

const HEIGHT = 22

/**
 * Counts over time as a line without axes, for a row of a table that says the figures. Null: not known, and no line.
 */
export function Sparkline({ counts }: { readonly counts: readonly (number | null)[] }) {
  const known = counts.filter((count) => count !== null)
  if (known.length === 0) return null
  const y = scaleLinear([0, Math.max(1, ...known)], [HEIGHT - 2, 2])
  const path = line<number | null>()
    .defined((count) => count !== null)
    .x((_, index) => index)
    .y((count) => y(count ?? 0))
    .digits(0)(counts)
  return (
    <svg
      class="spark"
      width="100%"
      height={HEIGHT}
      viewBox={`0 0 ${Math.max(1, counts.length - 1)} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path ?? ''} />
    </svg>
  )
}
