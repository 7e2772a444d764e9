/** Points at which a panel is evaluated, from −1 to 1, and how they are summed. */
export interface QuadratureRule {
  readonly points: Float64Array
  /** The integral over the panel is the sum of values times these. */
  readonly weights: Float64Array
  /** Row by row: the integral from −1 up to each point is the sum of all values times its row. */
  readonly upTo: readonly Float64Array[]
}

/**
 * Gauss–Legendre quadrature with `count` points, and the integral up to each of them of the polynomial through all values.
 * Sources: Abramowitz and Stegun 25.4.29 (points and weights); with Legendre's polynomials, the integral of P_k from −1 to x is
 * (P_{k+1}(x) − P_{k−1}(x)) / (2k + 1) (A. and S. 22.13).
 */
export function gaussLegendre(count: number): QuadratureRule {
  const points = Float64Array.from({ length: count }, (_, index) => root(count, index))
  const values = Array.from(points, (point) => legendre(count + 1, point))
  const weights = points.map((point, index) => {
    const below = values[index]?.[count - 1] ?? 0
    return (2 * (1 - point * point)) / (count * below) ** 2
  })
  const upTo = Array.from(points, (point, row) =>
    weights.map((weight, column) => {
      let sum = (point + 1) / 2
      for (let degree = 1; degree < count; degree++) {
        const [before, after] = [values[row]?.[degree - 1] ?? 0, values[row]?.[degree + 1] ?? 0]
        sum += ((values[column]?.[degree] ?? 0) * (after - before)) / 2
      }
      return weight * sum
    }),
  )
  return { points, weights, upTo }
}

/** The roots of P_count in ascending order, by Newton's method from Chebyshev's. */
function root(count: number, index: number): number {
  let x = -Math.cos((Math.PI * (index + 0.75)) / (count + 0.5))
  for (let step = 0; step < 8; step++) {
    const values = legendre(count, x)
    const [value, before] = [values[count] ?? 0, values[count - 1] ?? 0]
    x -= (value * (x * x - 1)) / (count * (x * value - before))
  }
  return x
}

/** P_0(x) … P_highest(x), by Bonnet's recursion. */
function legendre(highest: number, x: number): Float64Array {
  const values = new Float64Array(highest + 1)
  values[0] = 1
  values[1] = x
  for (let degree = 1; degree < highest; degree++) {
    const [before, value] = [values[degree - 1] ?? 0, values[degree] ?? 0]
    values[degree + 1] = ((2 * degree + 1) * x * value - degree * before) / (degree + 1)
  }
  return values
}
