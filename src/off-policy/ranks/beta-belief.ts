/** What is believed of the rate of an action: a beta distribution. */
export interface BetaBelief {
  readonly alpha: number
  readonly beta: number
}

/** A belief on the line of log odds, where its density has no poles and falls off on both sides. */
export interface BeliefOnOdds {
  /**
   * The density at a log odds, as a logarithm, relative to its greatest. With t = log(x / (1 − x)), the density of Beta(α, β)
   * becomes x^α (1 − x)^β / B(α, β): concave as a logarithm for any α, β > 0.
   */
  readonly logDensity: (logOdds: number) => number
  /** Where to cut the line, in ascending order, so that a polynomial follows the density between two cuts. */
  readonly cuts: readonly number[]
}

/** The density is nothing where it is below e^−k²/2 of its greatest: 2e-18. */
const DEEPEST = 9
/** Beyond this distance, e^d + c is e^d to the last bit but for what is added. */
const FAR = 30
const HALVINGS = 80

/** Puts a belief on the line of log odds. */
export function beliefOnOdds({ alpha, beta }: BetaBelief): BeliefOnOdds {
  const mode = Math.log(alpha) - Math.log(beta)
  const [share, rest] = [alpha / (alpha + beta), beta / (alpha + beta)]
  const logDensity = (logOdds: number): number => {
    const far = logOdds - mode
    // log of 1 + share·(e^far − 1): how 1 + e^t grows from the mode.
    const growth =
      far < FAR
        ? Math.log1p(share * Math.expm1(far))
        : Math.log(share) + far + Math.log1p((rest / share) * Math.exp(-far))
    return alpha * far - (alpha + beta) * growth
  }
  const side = (direction: 1 | -1): number[] =>
    Array.from({ length: DEEPEST }, (_, index) => {
      const depth = (index + 1) ** 2 / 2
      return mode + direction * distanceTo(depth, (far) => logDensity(mode + direction * far))
    })
  return { logDensity, cuts: [...side(-1).reverse(), mode, ...side(1)] }
}

/** How far from the mode a falling logarithm reaches −depth: doubled until beyond, then halved. */
function distanceTo(depth: number, logDensity: (far: number) => number): number {
  let [near, far] = [0, 1e-6]
  while (logDensity(far) > -depth) {
    near = far
    far *= 2
  }
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (near + far) / 2
    if (logDensity(middle) > -depth) near = middle
    else far = middle
  }
  return far
}
