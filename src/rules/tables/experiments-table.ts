import type { RuleFiles } from '../files/rule-files.ts'
import { markdownTable } from './markdown-table.ts'

/** The table of `experiments.json`, as Markdown: the holdout, and when a result counts. */
export function experimentsTable({ experiments }: RuleFiles): string {
  const { share, seed } = experiments.holdout
  const limits = Object.entries(experiments.limits).map(([name, { value, unit, why }]) => [
    `\`${name}\``,
    `${value} (${unit})`,
    why,
  ])
  return markdownTable(
    ['value', 'is', 'why'],
    [
      ['the share of the holdout', `${share.value} (${share.unit})`, share.why],
      ['its seed', `\`${seed.value}\``, seed.why],
      ...limits,
    ],
  )
}
