import { type RatingRow, type RatingSystem, type RatingsFile, ratingsPath } from '../files/ratings-file.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'
import { gateAge, normaliseLabel, normaliseName, spellings } from '../lookup/label-table.ts'

/** Checks each territory's rating systems for consistency, within each and with each other. */
export function checkRatings({ ratings, defaultRatings, territories, maturity }: RuleFiles): RuleProblem[] {
  const known = new Set(territories.territories.map((row) => row.code))
  const strangers = ratings.flatMap((file): RuleProblem[] => {
    const [country = ''] = file.territory.split('-')
    if (known.has(country)) return []
    const hint = 'use a code that territories.json lists, or a part of one, like CA-QC'
    return [
      { file: ratingsPath(file.territory), path: 'territory', value: file.territory, rule: 'rated-territory', hint },
    ]
  })
  const each = [...ratings, defaultRatings].flatMap((file) => [
    ...checkSystemNames(file),
    ...file.systems.flatMap((_, index) => checkSystem(file, index)),
    ...checkUnratedWords(file, maturity.unratedAge),
  ])
  return [...strangers, ...each, ...checkPlainAges(defaultRatings)]
}

/**
 * What feeds write when nobody rated a title: in so many words, as a seal older than ratings, as an exemption from
 * them, or for the time being. Schemes that print no label for all-ages are listed under the same words.
 */
const UNRATED_WORDS: ReadonlySet<string> = new Set(
  [
    ...['Unrated', 'Not rated', 'NR', 'UR', 'None', 'No rating', 'Unclassified', 'Not classified', 'N/A', 'Unknown'],
    ...['Approved', 'Passed', 'Exempt', 'Exempted', 'E', 'TBC', 'TBA', 'TBD', 'Pending', 'Rating pending', 'RP'],
    ...['Not yet rated', 'Not yet classified', 'CTC', 'Check the Classification', 'To be classified', 'Unspecified'],
    ...['Ohne', 'Ohne Angabe', 'Ungeprüft', 'Non classé', 'Sin calificar', 'Sin clasificar', 'Sem classificação'],
  ].map(normaliseLabel),
)

function checkUnratedWords(file: RatingsFile, unratedAge: number): RuleProblem[] {
  return file.systems.flatMap((system, systemIndex) =>
    system.ratings.flatMap((row, index): RuleProblem[] => {
      const word = [...spellings(row)].find((spelling) => UNRATED_WORDS.has(spelling))
      if (word === undefined || row.unverified || row.kind === 'exempt' || listAge(row) >= unratedAge) return []
      const path = `systems[${systemIndex}].ratings[${index}].label`
      const hint = 'in a feed this text means "not rated": make the kind exempt, or remove the spelling'
      return [{ file: ratingsPath(file.territory), path, value: word, rule: 'unrated-word', hint }]
    }),
  )
}

/** Without a known scale, a label may only state an age, or that nobody may see it. */
function checkPlainAges(file: RatingsFile): RuleProblem[] {
  return file.systems.flatMap((system, systemIndex) =>
    system.ratings.flatMap((row, index): RuleProblem[] => {
      const plain = [...spellings(row)].every(
        (spelling) => /^\d+\+?$/.test(spelling) && parseInt(spelling, 10) === row.age,
      )
      if (plain || row.age === null) return []
      const path = `systems[${systemIndex}].ratings[${index}].label`
      const hint = 'the scale of last resort knows plain ages only, such as 12 and 12+, each meaning itself'
      return [{ file: ratingsPath(file.territory), path, value: row.label, rule: 'plain-age', hint }]
    }),
  )
}

function checkSystemNames(file: RatingsFile): RuleProblem[] {
  const owners = new Map<string, string>()
  const problems: RuleProblem[] = []
  file.systems.forEach((system, index) => {
    for (const name of new Set([system.id, system.name, ...system.aliases].map(normaliseName))) {
      const owner = owners.get(name)
      if (owner !== undefined) {
        const hint = `${owner} has this name already; a system's name must lead to one system`
        const path = `systems[${index}]`
        problems.push({ file: ratingsPath(file.territory), path, value: name, rule: 'system-name-clash', hint })
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
      problems.push({ file: ratingsPath(file.territory), path, value, rule, hint })
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
