import { PUBLISH_CHECKS, type PublishLimit } from '../../model/policies/publish-policy.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'

const FILE = 'publish.json'

/** Lowest useful value of each limit: below it, the check could not do its job. */
const LEAST: Readonly<Partial<Record<PublishLimit, number>>> = {
  horizonHours: 1,
  edges: 2,
  panelRequests: 5000,
  findings: 1,
  countItems: 1,
  countChanged: 1,
}

/** Checks what stops a publish: every check once, limits that can do what they say, age bands in order. */
export function checkPublish({ publish }: RuleFiles): RuleProblem[] {
  const named = publish.checks.map(({ check }) => check)
  return [
    ...PUBLISH_CHECKS.flatMap((check) => {
      const count = named.filter((each) => each === check).length
      if (count === 1) return []
      const hint = `list ${check} exactly once (now ${count} times)`
      return [{ file: FILE, path: 'checks', value: check, rule: 'exactly-once', hint }]
    }),
    ...Object.entries(LEAST).flatMap(([name, least]) => {
      const { value } = publish.limits[name as PublishLimit]
      if (value >= least) return []
      const hint = `at least ${least}, or the check means nothing`
      return [{ file: FILE, path: `limits.${name}.value`, value, rule: 'least-limit', hint }]
    }),
    ...publish.ageBands.flatMap((age, index) => {
      if (index === 0 || age > (publish.ageBands[index - 1] ?? 0)) return []
      const hint = 'ascending, each age once'
      return [{ file: FILE, path: `ageBands[${index}]`, value: age, rule: 'ascending', hint }]
    }),
  ]
}
