import type { RatingRow, RatingSystem, RatingsFile } from '../files/ratings-file.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import { gateAge, isBandSystem } from '../lookup/label-table.ts'
import { accessTable } from './access-table.ts'
import { approvalTable } from './approval-table.ts'
import { experimentsTable } from './experiments-table.ts'
import { lintTable } from './lint-table.ts'
import { markdownTable } from './markdown-table.ts'
import { policyTables } from './policy-tables.ts'
import { publishTables } from './publish-table.ts'
import { slateTables } from './slate-table.ts'

/** The tables of `rules/REFERENCE.md`, as Markdown, by the name of the place that each fills. */
export function referenceTables(files: RuleFiles): ReadonlyMap<string, string> {
  return new Map([
    ['regions', regionTable(files)],
    ['ratings', ratingTable(files)],
    ['inherits', inheritTable(files)],
    ['access', accessTable(files)],
    ['approval', approvalTable(files)],
    ['lint', lintTable(files)],
    ['experiments', experimentsTable(files)],
    ...policyTables(files),
    ...slateTables(files),
    ...publishTables(files),
  ])
}

/** Puts each table between its `<!-- generated:name -->` and `<!-- /generated -->`; the rest of the text stays. */
export function fillTables(text: string, tables: ReadonlyMap<string, string>): string {
  let filled = text
  for (const [name, table] of tables) {
    const place = new RegExp(`(<!-- generated:${name} -->\\n)[^]*?(<!-- /generated -->)`)
    filled = filled.replace(place, (_match, open: string, close: string) => `${open}\n${table}\n\n${close}`)
  }
  return filled
}

function regionTable({ regions, territories }: RuleFiles): string {
  const rows = regions.regions.map(({ id, name }) => {
    const codes = territories.territories.filter((row) => row.region === id).map((row) => row.code)
    return [`\`${id}\``, name, String(codes.length), codes.join(' ') || 'none: unknown places only']
  })
  return markdownTable(['region', 'name', 'count', 'territories'], rows)
}

function ratingTable({ ratings, defaultRatings }: RuleFiles): string {
  const rows = [...ratings, defaultRatings].flatMap((file) => file.systems.map((system) => ratingCells(file, system)))
  return markdownTable(['territory', 'system', 'media', 'labels, each with its gate age', 'asOf', 'confidence'], rows)
}

function ratingCells(file: RatingsFile, system: RatingSystem): string[] {
  const note = isBandSystem(system) ? ' (bands: never a rating by themselves)' : ''
  const labels = system.ratings.map(labelWithAge).join(', ')
  return [file.territory, `\`${system.id}\``, system.media.join(' ') + note, labels, file.asOf, file.confidence]
}

function labelWithAge(row: RatingRow): string {
  const age = gateAge(row) ?? 'refused'
  return `${row.label} → ${age}${row.unverified || row.ageUnverified ? ' [U]' : ''}`
}

function inheritTable({ territories }: RuleFiles): string {
  const bases = new Map<string, string[]>()
  for (const { code, inherits } of territories.territories) {
    if (!inherits) continue
    const key = `${inherits.territory}|${inherits.verified ? 'yes' : 'no [U]'}|${inherits.basis}`
    bases.set(key, [...(bases.get(key) ?? []), code])
  }
  const rows = [...bases].sort().map(([key, codes]) => [...key.split('|'), codes.join(' ')])
  return markdownTable(['inherits from', 'confirmed', 'basis', 'territories'], rows)
}
