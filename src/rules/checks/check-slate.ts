import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { SLATE_CONSTRAINTS } from '../../model/policies/slate-policy.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'
import type { SlateFile } from '../files/slate-file.ts'

const FILE = 'slate.json'
type Surface = SlateFile['surfaces'][number]

/** Checks the slate: every surface and constraint once, and values that can do what they say. */
export function checkSlate({ slate }: RuleFiles): RuleProblem[] {
  const ids = slate.surfaces.map(({ id }) => id)
  const order = slate.relaxationOrder.map(({ constraint }) => constraint)
  return [
    ...exactlyOnce('surfaces', ids, SURFACE_IDS),
    ...exactlyOnce('relaxationOrder', order, SLATE_CONSTRAINTS),
    ...slate.surfaces.flatMap((surface, index) => checkSurface(surface, `surfaces[${index}]`)),
  ]
}

function exactlyOnce(path: string, given: readonly string[], wanted: readonly string[]): RuleProblem[] {
  return wanted.flatMap((value) => {
    const count = given.filter((item) => item === value).length
    if (count === 1) return []
    const hint = `list ${value} exactly once (now ${count} times)`
    return [{ file: FILE, path, value, rule: 'exactly-once', hint }]
  })
}

function checkSurface(surface: Surface, path: string): RuleProblem[] {
  return [...checkWindow(surface, path), ...checkShares(surface, path), ...checkSticky(surface, path)]
}

/** A window must be longer than the runs and gaps that are read from it; a shorter one would forget too early. */
function checkWindow(surface: Surface, path: string): RuleProblem[] {
  return (['franchiseRun', 'clusterRun', 'separationGap'] as const)
    .filter((name) => surface[name] >= surface.window)
    .map((name) => {
      const hint = `less than the window, ${surface.window}: earlier items are not remembered`
      return { file: FILE, path: `${path}.${name}`, value: surface[name], rule: 'inside-window', hint }
    })
}

/** If tiers have shares, some share must be left for content that nobody scheduled, where taste alone decides. */
function checkShares({ tiers }: Surface, path: string): RuleProblem[] {
  if (tiers === 'strict') return []
  const scheduled = tiers.takeover + tiers.guaranteed + tiers.standard
  if (scheduled < 1 && tiers.evergreen === 1) return []
  const hint = 'takeover, guaranteed and standard must together be less than 1, and evergreen has no bound'
  return [{ file: FILE, path: `${path}.tiers`, value: tiers, rule: 'personal-share', hint }]
}

/** Stand-ins require that a title plays only once. */
function checkSticky({ titles, stickyDays }: Surface, path: string): RuleProblem[] {
  if (titles === 'once' || stickyDays === 0) return []
  const hint = '0 where titles are spaced: there every asset of a title may play'
  return [{ file: FILE, path: `${path}.stickyDays`, value: stickyDays, rule: 'sticky-once', hint }]
}
