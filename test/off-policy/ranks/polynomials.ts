/** A polynomial on [0, 1], by its coefficients from the constant up. */
export type Polynomial = readonly number[]

export const ONE: Polynomial = [1]

export function times(left: Polynomial, right: Polynomial): Polynomial {
  const product = new Array<number>(left.length + right.length - 1).fill(0)
  for (const [i, a] of left.entries())
    for (const [j, b] of right.entries()) product[i + j] = (product[i + j] ?? 0) + a * b
  return product
}

/** The integral from 0. */
export const integral = (of: Polynomial): Polynomial => [0, ...of.map((value, power) => value / (power + 1))]

export const at = (of: Polynomial, x: number): number => of.reduceRight((sum, value) => sum * x + value, 0)

/** One minus a polynomial, or the integral of another from x to 1. */
export const minus = (value: number, of: Polynomial): Polynomial =>
  of.map((each, power) => (power === 0 ? value : 0) - each)

/** The density of Beta(alpha, beta) with whole alpha and beta. */
export function betaDensity(alpha: number, beta: number): Polynomial {
  let density: Polynomial = ONE
  for (let power = 1; power < alpha; power++) density = times(density, [0, 1])
  for (let power = 1; power < beta; power++) density = times(density, [1, -1])
  const mass = at(integral(density), 1)
  return density.map((value) => value / mass)
}
