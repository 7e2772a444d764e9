import { type BeliefGrid, beliefGrid } from '../ranks/belief-grid.ts'
import type { BetaBelief } from '../ranks/beta-belief.ts'
import { nextChances } from '../ranks/next-chances.ts'
import { rankChances } from '../ranks/rank-chances.ts'
import { type ActionChances, contextFreePolicy, type TargetPolicy } from './target-policy.ts'

/** Bounds of α and β: what the quadrature was checked in. */
const [LEAST, GREATEST] = [1e-3, 1e8]
/** More arms than this take minutes and gigabytes. */
const MOST_ARMS = 1000

/**
 * Thompson sampling: a rate is drawn of the belief of every arm, and the greatest stand at the top, in their order.
 * @param document `{arms: {action: [alpha, beta]}}`
 * @param positions how many positions the log has
 * @throws RangeError naming the arm that is at fault
 */
export function thompsonPolicy(document: unknown, positions: number): TargetPolicy {
  const arms = armsIn(document)
  const actions = arms.map(([action]) => action)
  const numbers = new Map(actions.map((action, index) => [action, index]))
  const grid: BeliefGrid = beliefGrid(arms.map(([, belief]) => belief))
  const ranks = rankChances(grid, Math.min(positions, actions.length)).map((chances) => of(chances))
  const none = of(new Float64Array(actions.length))
  const next = nextChances(grid)

  function of(chances: Float64Array): ActionChances {
    return { actions, chances, elsewhere: 0 }
  }
  return contextFreePolicy('thompson', {
    alone: (position) => ranks[position] ?? none,
    below: (above) => of(next(above.flatMap((action) => numbers.get(action) ?? []))),
  })
}

type Arm = readonly [string, BetaBelief]

function armsIn(document: unknown): readonly Arm[] {
  const arms: unknown = typeof document === 'object' && document !== null && 'arms' in document ? document.arms : null
  if (typeof arms !== 'object' || arms === null || Array.isArray(arms))
    throw new RangeError('priors are {"arms": {"action": [alpha, beta]}}')
  const entries = Object.entries(arms)
  if (entries.length === 0) throw new RangeError('arms: there is none')
  if (entries.length > MOST_ARMS) throw new RangeError(`arms: ${entries.length}, and ${MOST_ARMS} at most`)
  return entries.map(([action, value]): Arm => {
    const [alpha, beta, ...more]: readonly unknown[] = Array.isArray(value) ? value : []
    if (!isShape(alpha) || !isShape(beta) || more.length > 0)
      throw new RangeError(`arms.${action}: [alpha, beta], each from ${LEAST} to ${GREATEST}`)
    return [action, { alpha, beta }]
  })
}

const isShape = (value: unknown): value is number => typeof value === 'number' && value >= LEAST && value <= GREATEST
