import type { RuleFiles } from '../files/rule-files.ts'
import { markdownTable } from './markdown-table.ts'

/** The tables of `lint.json`, as Markdown: what the linter finds in campaigns, and how far it looks. */
export function lintTable({ lint }: RuleFiles): string {
  const rules = lint.rules.map(({ rule, severity, meaning, why }) => [`\`${rule}\``, severity, meaning, why])
  const limits = Object.entries(lint.limits).map(([name, { value, unit, why }]) => [
    `\`${name}\``,
    `${value} ${unit}`,
    why,
  ])
  return `${markdownTable(['rule', 'severity', 'finds', 'why'], rules)}\n\n${markdownTable(['limit', 'value', 'why'], limits)}`
}
