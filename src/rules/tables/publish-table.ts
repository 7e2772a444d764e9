import { PUBLISH_LIMITS } from '../../model/policies/publish-policy.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import { markdownTable } from './markdown-table.ts'

/** The tables of `publish.json`, as Markdown, by the name of the place that each fills. */
export function publishTables({ publish }: RuleFiles): readonly (readonly [string, string])[] {
  const checks = publish.checks.map(({ check, refuses, override, why }) => [`\`${check}\``, refuses, override, why])
  const limits = PUBLISH_LIMITS.map((name) => {
    const { value, unit, meaning, why } = publish.limits[name]
    return [`\`${name}\``, String(value), unit, meaning, why]
  })
  return [
    ['checks', markdownTable(['check', 'refuses', 'override', 'why'], checks)],
    ['limits', markdownTable(['limit', 'value', 'unit', 'meaning', 'why'], limits)],
  ]
}
