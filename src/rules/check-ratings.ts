import { gateAge, normaliseLabel, spellings } from './label-table.ts'
import type { RatingRow, RatingSystem, RatingsFile } from './ratings-file.ts'
import type { RuleFiles } from './rule-files.ts'
import type { RuleProblem } from './rule-problem.ts'

/** Checks each territory's rating systems within themselves and against each other. */
export function checkRatings({ ratings, territories }: RuleFiles): RuleProblem[] {
  const known = new Set(territories.territories.map((row) => row.code))
  return ratings.flatMap((file) => {
    const problems: RuleProblem[] = []
    if (!known.has(file.territory)) {
      const hint = 'use a code that territories.json lists'
      const name = `ratings/${file.territory}.json`
      problems.push({ file: name, path: 'territory', value: file.territory, rule: 'rated-territory', hint })
    }
    return [...problems, ...checkSystemNames(file), ...file.systems.flatMap((_, index) => checkSystem(file, index))]
  })
}

function checkSystemNames(file: RatingsFile): RuleProblem[] {
  const owners = new Map<string, string>()
  const problems: RuleProblem[] = []
  file.systems.forEach((system, index) => {
    for (const name of new Set([system.id, ...system.aliases].map(normaliseLabel))) {
      const owner = owners.get(name)
      if (owner !== undefined) {
        const hint = `${owner} has this name already; a system's name must lead to one system`
        const path = `systems[${index}]`
        problems.push({ file: `ratings/${file.territory}.json`, path, value: name, rule: 'system-name-clash', hint })
      }
      owners.set(name, system.id)
    }
  })
  return problems
}

function checkSystem(file: RatingsFile, systemIndex: number): RuleProblem[] {
  const system = file.systems[systemIndex]
  if (!system) return []
  const problems: RuleProblem[] = []
  system.ratings.forEach((row, index) => {
    const at = (field: string, value: unknown, rule: string, hint: string) => {
      const path = `systems[${systemIndex}].ratings[${index}].${field}`
      problems.push({ file: `ratings/${file.territory}.json`, path, value, rule, hint })
    }
    const before = system.ratings[index - 1]
    if (before && listAge(row) < listAge(before)) {
      at('age', row.age, 'age-order', `list labels in rising order of age; ${before.label} before it is older`)
    }
    if (row.accompaniedFrom !== undefined && row.accompaniedFrom > listAge(row)) {
      at('accompaniedFrom', row.accompaniedFrom, 'accompanied-age', `no more than the label's own age, ${row.age}`)
    }
    if ((row.age === null) !== (row.kind === 'refused')) {
      at('kind', row.kind, 'refused-kind', 'a label without an age is refused, and a refused label has none')
    }
    if (row.greatestSourcedAge !== undefined && !row.ageUnverified) {
      at('greatestSourcedAge', row.greatestSourcedAge, 'sourced-age', 'only beside ageUnverified; else put it in age')
    }
    for (const label of clashes(system, row, index)) {
      at('label', label, 'alias-clash', 'an earlier label of this system reads the same and means something else')
    }
  })
  return problems
}

/** Spellings of `row` that an earlier row of the system has with another meaning. */
function clashes(system: RatingSystem, row: RatingRow, index: number): string[] {
  const earlier = system.ratings.slice(0, index).filter((other) => other.age !== row.age || other.kind !== row.kind)
  return [...spellings(row)].filter((label) => earlier.some((other) => spellings(other).has(label)))
}

function listAge(row: RatingRow): number {
  return gateAge(row) ?? Number.POSITIVE_INFINITY
}
