import { windowIncludes } from '../../model/policies/watershed.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'
import { type WatershedRow, watershedRule } from '../files/watershed-file.ts'
import { normaliseLabel, spellings } from '../lookup/label-table.ts'
import { ratingSources } from '../lookup/rating-sources.ts'

const FILE = 'watershed.json'

/** Checks each clock: its territory and labels are known, its windows parse and do not overlap, nothing stands twice. */
export function checkWatershed(files: RuleFiles): RuleProblem[] {
  const known = knownLabels(files)
  const seen = new Set<string>()
  return files.watershed.rules.flatMap((row, index) => {
    const path = `rules[${index}]`
    const problems = [...checkLabels(row, path, known), ...checkWindows(row, path)]
    const key = [row.territory, row.scope, row.labels?.map(normaliseLabel).sort().join() ?? row.minAge].join(' ')
    if (seen.has(key)) {
      const hint = 'another rule of this territory and scope has the same age or labels; keep one of them'
      problems.push({ file: FILE, path, value: key, rule: 'clock-once', hint })
    }
    seen.add(key)
    return problems
  })
}

/** Territory → every spelling of every label in use there, inherited ones too. */
function knownLabels(files: RuleFiles): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    [...ratingSources(files)].map(([code, { file }]) => {
      const rows = file?.systems.flatMap((system) => system.ratings) ?? []
      return [code, new Set(rows.flatMap((row) => [...spellings(row)]))]
    }),
  )
}

function checkLabels(row: WatershedRow, path: string, known: ReadonlyMap<string, ReadonlySet<string>>): RuleProblem[] {
  const here = known.get(row.territory)
  if (!here) {
    const hint = 'use a code that territories.json lists'
    return [{ file: FILE, path: `${path}.territory`, value: row.territory, rule: 'known-territory', hint }]
  }
  return (row.labels ?? []).flatMap((label, index): RuleProblem[] => {
    if (here.has(normaliseLabel(label))) return []
    const hint = `no rating system used in ${row.territory} has this label; see ratings/`
    return [{ file: FILE, path: `${path}.labels[${index}]`, value: label, rule: 'known-label', hint }]
  })
}

function checkWindows(row: WatershedRow, path: string): RuleProblem[] {
  const windows = watershedRule(row).allow
  return row.allow.flatMap((value, index): RuleProblem[] => {
    const at = (rule: string, hint: string) => [{ file: FILE, path: `${path}.allow[${index}]`, value, rule, hint }]
    const [from, to] = value
    if (from === to) return at('clock-window', 'from and to are the same; a whole day is 00:00 to 24:00, never is []')
    if (from === '24:00') return at('clock-window', '24:00 ends a window and starts none; write 00:00')
    const window = windows[index]
    const other = windows.slice(0, index).find((earlier) => window && overlap(earlier, window))
    return other ? at('clock-overlap', 'overlaps an earlier window of this rule; join the two') : []
  })
}

function overlap(left: Parameters<typeof windowIncludes>[0], right: Parameters<typeof windowIncludes>[0]): boolean {
  return windowIncludes(left, right.fromMinute) || windowIncludes(right, left.fromMinute)
}
