import { LEARNED_TERMS } from '../../model/learned/learned-bounds.ts'
import { TASTE_TERMS } from '../../model/policies/taste-policy.ts'
import type { RankingFile } from '../files/ranking-file.ts'
import type { RuleProblem } from '../files/rule-problem.ts'

const FILE = 'ranking.json'
const LEARNABLE: readonly string[] = LEARNED_TERMS
/**
 * Greatest total points that the int16 elements of a request's vector (±4,095, at 4,096 units a point) can express for
 * an asset of norm 127.
 */
const TASTE_POINTS = 126

/** Checks the bounds of the score terms: tiers dominate, and products of taste vectors fit into their numbers. */
export function checkRanking(ranking: RankingFile): RuleProblem[] {
  return [
    ...tiersFirst(ranking),
    ...tasteFits(ranking),
    ...learnedFits(ranking),
    ...contextFits(ranking),
    ...dayparts(ranking),
  ]
}

/** A lower tier plays only where higher ones leave room, so the other terms together must not lift it above one. */
function tiersFirst({ terms }: RankingFile): RuleProblem[] {
  const { priority, ...others } = terms
  const most = Object.values(others).reduce((sum, term) => sum + mostPoints(term) * (term.most - term.least), 0)
  if (priority.points > most) return []
  const hint = `more than all other terms together can differ by, ${most}`
  return [problem('terms.priority.points', priority.points, 'priority-first', hint)]
}

/** Products are of unit vectors: no term of them reaches more than its points, either way. */
function tasteFits({ terms }: RankingFile): RuleProblem[] {
  const problems = TASTE_TERMS.filter((name) => terms[name].most !== 1 || terms[name].least !== -1).map((name) =>
    problem(`terms.${name}.most`, terms[name].most, 'unit-product', 'a product of unit vectors: least -1, most 1'),
  )
  const sum = TASTE_TERMS.reduce((points, name) => points + mostPoints(terms[name]), 0)
  if (sum <= TASTE_POINTS) return problems
  const hint = `at most ${TASTE_POINTS} together with the other terms of taste, as much as may be learned of each, now ${sum}`
  return [...problems, problem('terms.taste.points', terms.taste.points, 'taste-fits', hint)]
}

/** Points may be learned for some terms only, around those that hold without learning. */
function learnedFits({ terms }: RankingFile): RuleProblem[] {
  return Object.entries(terms).flatMap(([name, { points, learned }]) => {
    if (learned === undefined) return []
    const path = `terms.${name}.learned`
    if (!LEARNABLE.includes(name)) {
      return [problem(path, learned, 'learned-term', `points of ${LEARNABLE.join(', ')} may be learned, no others`)]
    }
    if (learned.least <= points && points <= learned.greatest) return []
    const hint = `least, points and greatest in this order, now ${learned.least}, ${points}, ${learned.greatest}`
    return [problem(path, learned, 'learned-bounds', hint)]
  })
}

/** The most points that a term may have, learned or not. */
function mostPoints({ points, learned }: RankingFile['terms'][keyof RankingFile['terms']]): number {
  return Math.max(points, learned?.greatest ?? 0)
}

function contextFits({ context }: RankingFile): RuleProblem[] {
  const sum = context.titleInView + context.row + context.daypart
  if (sum <= 1) return []
  return [problem('context', sum, 'context-shares', `shares of one term: at most 1 together, now ${sum}`)]
}

function dayparts({ dayparts }: RankingFile): RuleProblem[] {
  return dayparts.flatMap(({ id, from, to }, index) => {
    const once = dayparts.findIndex((part) => part.id === id) === index
    if (!once) return [problem(`dayparts[${index}].id`, id, 'daypart-once', 'give each part of the day its own id')]
    if (from !== to) return []
    return [
      problem(`dayparts[${index}].to`, to, 'daypart-empty', 'ends where it starts; the whole day is 00:00 to 24:00'),
    ]
  })
}

function problem(path: string, value: unknown, rule: string, hint: string): RuleProblem {
  return { file: FILE, path, value, rule, hint }
}
