/** A value, and where it lies with 95 %; null: it cannot be computed from these rows. */
export interface OffPolicyEstimate {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

/** What cannot be estimated. */
export const NO_ESTIMATE: OffPolicyEstimate = { value: null, low: null, high: null }

/** A value of which nothing says how far off it is: the rows that it is of are rewarded alike. */
export function withoutInterval({ value }: OffPolicyEstimate): OffPolicyEstimate {
  return { value, low: null, high: null }
}

/** The 97.5th percentile of the normal distribution (NIST/SEMATECH e-Handbook, 1.3.6.7.1, to 16 digits). */
export const NORMAL_95 = 1.959963984540054

/** Adds up, of each unit, by how much its rows move an estimate. */
export interface UnitInfluence {
  readonly add: (unit: number, influence: number) => void
  /** The standard error of the estimate; null with fewer than two units. */
  readonly standardError: () => number | null
}

/**
 * The standard error of an estimate from the influences of its rows, summed by unit: rows of one unit hang together, units do
 * not. With m units it is the root of m / (m − 1) times the sum of their squares: the linearised (sandwich) variance of Liang and
 * Zeger 1986, "Longitudinal data analysis using generalized linear models", with the correction of Cameron and Miller 2015,
 * "A practitioner's guide to cluster-robust inference", section II.
 * @param units greatest number of a unit, plus one
 */
export function unitInfluence(units: number): UnitInfluence {
  const sums = new Float64Array(units)
  const met = new Uint8Array(units)
  let count = 0
  return {
    add: (unit, influence) => {
      if (met[unit] === 0) {
        met[unit] = 1
        count++
      }
      sums[unit] = (sums[unit] ?? 0) + influence
    },
    standardError: () => {
      if (count < 2) return null
      const squares = sums.reduce((sum, each) => sum + each * each, 0)
      return Math.sqrt((squares * count) / (count - 1))
    },
  }
}

/** The interval of 95 % around a value. */
export function intervalAround(value: number, influence: UnitInfluence): OffPolicyEstimate {
  const error = influence.standardError()
  if (error === null) return { value, low: null, high: null }
  return { value, low: value - NORMAL_95 * error, high: value + NORMAL_95 * error }
}
