import type { Rules } from '../model/policies/rules.ts'
import { describeProblem } from './files/rule-problem.ts'
import { RULE_FILES_BY_PATH } from './generated/rule-imports.ts'
import { parseRules } from './parse-rules.ts'

/** The rule files as they were when this program was built, by their path under `rules/`. */
export const BUNDLED_FILES: ReadonlyMap<string, unknown> = RULE_FILES_BY_PATH

/**
 * Error for invalid rule files: nothing may be compiled, decided or announced with them. Its message lists every
 * problem.
 */
export class WrongRules extends Error {}

let cached: Rules | null = null

/**
 * The rules this program was built with, parsed once.
 *
 * @throws WrongRules when a rule file is wrong
 */
export function bundledRules(): Rules {
  if (cached) return cached
  const { rules, problems } = parseRules(BUNDLED_FILES)
  if (!rules)
    throw new WrongRules(`rules/ has ${problems.length} problem(s):\n${problems.map(describeProblem).join('\n')}`)
  cached = rules
  return rules
}
