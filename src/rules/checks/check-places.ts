import type { EmbargoFile } from '../files/place-policy-files.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'

/** Where a file names a place or a group of places. */
interface Mention {
  readonly file: string
  readonly path: string
  readonly value: string
}

/**
 * Checks that every place and group that a policy names exists, and that parts of countries are listed once and
 * correctly.
 */
export function checkPlaces(files: RuleFiles): RuleProblem[] {
  return [...checkMentions(files), ...checkParts(files), ...checkEmbargoes(files.embargo)]
}

/**
 * The embargoes whose review is overdue. They stay in force: only a person lifts one.
 *
 * @param today `YYYY-MM-DD`; on the day of `reviewBy` itself it is not overdue yet
 */
export function checkReviews({ embargo }: RuleFiles, today: string): RuleProblem[] {
  return embargo.embargoes.flatMap(({ reviewBy }, index): RuleProblem[] => {
    if (reviewBy >= today) return []
    const hint = `it was due before ${today}: confirm the embargo and set a later day, or remove it`
    return [{ file: 'embargo.json', path: `embargoes[${index}].reviewBy`, value: reviewBy, rule: 'review-due', hint }]
  })
}

function checkEmbargoes({ embargoes }: EmbargoFile): RuleProblem[] {
  return embargoes.flatMap(({ place }, index): RuleProblem[] => {
    if (embargoes.findIndex((other) => other.place === place) === index) return []
    const hint = 'list each place once'
    return [{ file: 'embargo.json', path: `embargoes[${index}].place`, value: place, rule: 'embargo-once', hint }]
  })
}

function checkMentions(files: RuleFiles): RuleProblem[] {
  const known = new Set(['*', ...files.territories.territories.map((row) => row.code)])
  for (const { place } of files.geo.parts) known.add(place)
  for (const name of Object.keys(files.groups.groups)) known.add(`@${name}`)
  return mentions(files).flatMap(({ file, path, value }): RuleProblem[] => {
    if (known.has(value)) return []
    const [rule, hint] = value.startsWith('@')
      ? ['known-group', 'use a group that groups.json lists']
      : value.includes('-')
        ? ['known-part', 'list this part of a country in policies/geo.json, or mend the code']
        : ['known-territory', 'use a code that territories.json lists']
    return [{ file, path, value, rule, hint }]
  })
}

function mentions({ embargo, geo, privacy, page, descriptors }: RuleFiles): Mention[] {
  const each = (file: string, path: string, values: readonly string[]): Mention[] =>
    values.map((value, index) => ({ file, path: `${path}[${index}]`, value }))
  const one = (file: string, list: string, field: string, values: readonly string[]): Mention[] =>
    values.map((value, index) => ({ file, path: `${list}[${index}].${field}`, value }))
  const rows = (file: string, list: string, field: string, values: readonly (readonly string[])[]): Mention[] =>
    values.flatMap((selectors, index) => each(file, `${list}[${index}].${field}`, selectors))
  const territories = (list: readonly { territories: readonly string[] }[]) => list.map((row) => row.territories)
  const places = (list: readonly { place: string }[]) => list.map((row) => row.place)
  const portability = geo.portability.map(({ group }) => `@${group}`)
  const minors = privacy.minors.map((row) => row.places)
  const signals = places(privacy.globalPrivacyControl)
  return [
    ...one('embargo.json', 'embargoes', 'place', places(embargo.embargoes)),
    ...one('policies/geo.json', 'portability', 'group', portability),
    ...one('policies/privacy.json', 'globalPrivacyControl', 'place', signals),
    ...rows('policies/privacy.json', 'minors', 'places', minors),
    ...rows('policies/page.json', 'trustSpaces', 'territories', territories(page.trustSpaces)),
    ...rows('policies/descriptors.json', 'refused', 'territories', territories(descriptors.refused)),
    ...rows('policies/descriptors.json', 'required', 'territories', territories(descriptors.required)),
  ]
}

/**
 * Checks that each part belongs to a known country, is listed once, and has ratings of its own exactly if it says so.
 */
function checkParts({ geo, ratings, territories }: RuleFiles): RuleProblem[] {
  const countries = new Set(territories.territories.map((row) => row.code))
  const rated = new Set(ratings.map((file) => file.territory).filter((code) => code.includes('-')))
  const problems: RuleProblem[] = []
  geo.parts.forEach(({ place, for: purposes }, index) => {
    const at = (field: string, value: unknown, rule: string, hint: string) =>
      problems.push({ file: 'policies/geo.json', path: `parts[${index}].${field}`, value, rule, hint })
    if (!countries.has(place.slice(0, 2))) at('place', place, 'known-territory', 'use a part of a known country')
    if (geo.parts.findIndex((other) => other.place === place) !== index) at('place', place, 'part-once', 'list it once')
    if (purposes.includes('ratings') !== rated.has(place)) {
      at('for', purposes, 'part-ratings', `list ratings here if, and only if, ratings/${place}.json exists`)
    }
    rated.delete(place)
  })
  for (const value of rated) {
    const hint = 'list this part in policies/geo.json, for ratings'
    problems.push({ file: `ratings/${value}.json`, path: 'territory', value, rule: 'known-part', hint })
  }
  return problems
}
