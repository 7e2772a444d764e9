/** How a choice explores. Scores and temperature are in the same unit. */
export interface Exploration {
  /** Score difference at which the chance falls to 1/e of the best's; 0: the best is always taken. */
  readonly temperature: number
  /** Share of the choices, 0 to 1, that is spread evenly over all candidates. */
  readonly floor: number
}

/**
 * The chance of each of the first `count` scores (finite, best first) to be chosen:
 * (1 − floor) · softmax(score / temperature) + floor / count, written to `chances`. They sum to 1, and none is
 * below floor / count. One alone has exactly 1, as has the first without a temperature.
 */
export function choiceChances(
  scores: Float64Array,
  count: number,
  { temperature, floor }: Exploration,
  chances: Float64Array,
): void {
  if (count === 1 || !(temperature > 0)) {
    for (let index = 0; index < count; index++) chances[index] = index === 0 ? 1 : 0
    return
  }
  const best = scores[0] ?? 0
  let sum = 0
  for (let index = 0; index < count; index++) {
    const weight = decay((best - (scores[index] ?? 0)) / temperature)
    chances[index] = weight
    sum += weight
  }
  for (let index = 0; index < count; index++) {
    chances[index] = ((1 - floor) * (chances[index] ?? 0)) / sum + floor / count
  }
}

/**
 * The index that a uniform number from [0, 1) falls on, by the inverse of the cumulative chances. Gumbel noise
 * would draw from the softmax, but not from its mixture with a floor; and this draws with the very numbers that
 * are logged as propensities, one random number for each slot. Never an index whose chance is 0.
 */
export function drawIndex(chances: Float64Array, count: number, uniform: number): number {
  let passed = 0
  let last = 0
  for (let index = 0; index < count; index++) {
    const chance = chances[index] ?? 0
    if (chance <= 0) continue
    passed += chance
    last = index
    if (uniform < passed) return index
  }
  // The chances sum to 1 but for rounding: what is left over belongs to the last.
  return last
}

/** Beyond this x, e^−x is below 2^-57 of the best's weight, which no draw can notice. */
const FURTHEST = 40

/**
 * e^−x for x ≥ 0, from additions and multiplications alone: IEEE 754 fixes those to the bit, where ECMAScript
 * leaves `Math.exp` to the engine, and a decision has to replay anywhere. The series of e^−x/1024, squared ten
 * times: within 1e-12 of the true value.
 */
function decay(x: number): number {
  if (!(x < FURTHEST)) return 0
  const y = -x / 1024
  let power = 1 + y * (1 + (y / 2) * (1 + (y / 3) * (1 + (y / 4) * (1 + (y / 5) * (1 + (y / 6) * (1 + y / 7))))))
  for (let squaring = 0; squaring < 10; squaring++) power *= power
  return power
}
