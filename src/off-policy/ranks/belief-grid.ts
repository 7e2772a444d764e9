import { type BeliefOnOdds, type BetaBelief, beliefOnOdds } from './beta-belief.ts'
import { gaussLegendre } from './gauss-legendre.ts'

const RULE = gaussLegendre(16)
/** Between these log odds, 1 + e^t turns from 1 to e^t: panels are short there, whatever the beliefs. */
const BEND = { from: -40, to: 40, widest: 2 } as const

/** Beliefs at the points of one quadrature, which serves all of them. */
export interface BeliefGrid {
  readonly points: number
  /** What a sum over the points weighs each with. */
  readonly weights: Float64Array
  /** Of each belief, its density and its cumulative chance at the points. */
  readonly density: readonly Float64Array[]
  readonly below: readonly Float64Array[]
  /** The integral of a function from each point upwards, of its values at the points. */
  readonly fromAbove: (values: Float64Array) => Float64Array
}

/**
 * Makes a grid of panels, short where any belief is narrow, with Gauss–Legendre points in each. Cumulative chances are sums of
 * the density at the same points, so no incomplete beta function is needed, whose implementations differ by 1e-8. The error
 * of what is integrated on it is some 1e-12.
 */
export function beliefGrid(beliefs: readonly BetaBelief[]): BeliefGrid {
  const placed = beliefs.map(beliefOnOdds)
  const edges = edgesOf(placed)
  const size = RULE.points.length
  const points = (edges.length - 1) * size
  const [logOdds, weights] = [new Float64Array(points), new Float64Array(points)]
  for (let panel = 0; panel + 1 < edges.length; panel++) {
    const [from, to] = [edges[panel] ?? 0, edges[panel + 1] ?? 0]
    for (let point = 0; point < size; point++) {
      logOdds[panel * size + point] = (from + to) / 2 + ((to - from) / 2) * (RULE.points[point] ?? 0)
      weights[panel * size + point] = ((to - from) / 2) * (RULE.weights[point] ?? 0)
    }
  }
  const halfWidth = (panel: number): number => ((edges[panel + 1] ?? 0) - (edges[panel] ?? 0)) / 2
  const upTo = (values: Float64Array): Float64Array => summedUp(values, weights, halfWidth)
  const density = placed.map(({ logDensity }) =>
    normalised(
      logOdds.map((each) => Math.exp(logDensity(each))),
      weights,
    ),
  )
  return {
    points,
    weights,
    density,
    below: density.map((values) => upTo(values).map((chance) => Math.min(1, Math.max(0, chance)))),
    fromAbove: (values) => {
      const whole = dot(values, weights)
      return upTo(values).map((sum) => Math.max(0, whole - sum))
    },
  }
}

function normalised(values: Float64Array, weights: Float64Array): Float64Array {
  const mass = dot(values, weights)
  return values.map((value) => value / mass)
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0)
  return sum
}

/** The integral from the bottom up to each point. */
function summedUp(values: Float64Array, weights: Float64Array, halfWidth: (panel: number) => number): Float64Array {
  const size = RULE.points.length
  const sums = new Float64Array(values.length)
  let before = 0
  for (let start = 0; start < values.length; start += size) {
    const half = halfWidth(start / size)
    let panel = 0
    for (let row = 0; row < size; row++) {
      const ofRow = RULE.upTo[row]
      let sum = 0
      for (let column = 0; column < size; column++) sum += (ofRow?.[column] ?? 0) * (values[start + column] ?? 0)
      sums[start + row] = before + half * sum
      panel += (values[start + row] ?? 0) * (weights[start + row] ?? 0)
    }
    before += panel
  }
  return sums
}

/** Edges of panels, each no wider than the narrowest that any belief wants where it begins, and none across a beginning. */
function edgesOf(placed: readonly BeliefOnOdds[]): readonly number[] {
  const wanted = placed.map(({ cuts }) => cuts)
  const bend = Array.from(
    { length: (BEND.to - BEND.from) / BEND.widest + 1 },
    (_, index) => BEND.from + index * BEND.widest,
  )
  const first = Math.min(...wanted.map((cuts) => cuts[0] ?? 0))
  const last = Math.max(...wanted.map((cuts) => cuts.at(-1) ?? 0))
  const all = [...wanted, bend]
  const edges = [first]
  for (let at = first; at < last; ) {
    const next = Math.min(last, ...all.map((cuts) => nextEdge(cuts, at)))
    edges.push(next)
    at = next
  }
  return edges
}

/** Where a panel that begins at `at` should end, were these the only cuts. */
function nextEdge(cuts: readonly number[], at: number): number {
  const above = cuts.findIndex((cut) => cut > at)
  if (above === -1) return Number.POSITIVE_INFINITY
  const next = cuts[above] ?? 0
  return above === 0 ? next : at + next - (cuts[above - 1] ?? 0)
}
