import type { RuleFiles } from '../files/rule-files.ts'
import { SLATE_VALUES, type SlateFile } from '../files/slate-file.ts'
import { markdownTable } from './markdown-table.ts'

/** The tables of `slate.json`, as Markdown, by the name of the place that each fills. */
export function slateTables({ slate }: RuleFiles): readonly (readonly [string, string])[] {
  return [
    ['slate', valueTable(slate)],
    ['relaxation', relaxationTable(slate)],
  ]
}

function valueTable({ surfaces, values }: SlateFile): string {
  const rows = SLATE_VALUES.map((name) => [
    `\`${name}\``,
    ...surfaces.map((surface) => cell(surface[name])),
    values[name].unit,
    values[name].meaning,
    values[name].why,
  ])
  return markdownTable(['value', ...surfaces.map(({ id }) => id), 'unit', 'meaning', 'why'], rows)
}

function cell(value: SlateFile['surfaces'][number][(typeof SLATE_VALUES)[number]]): string {
  if (value === null) return 'none'
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([tier, share]) => `${tier} ${share}`)
    .join(', ')
}

function relaxationTable({ relaxationOrder }: SlateFile): string {
  const rows = relaxationOrder.map(({ constraint, why }, index) => [String(index + 1), `\`${constraint}\``, why])
  return markdownTable(['gives way', 'constraint', 'why'], rows)
}
