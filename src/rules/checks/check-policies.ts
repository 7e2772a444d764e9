import { BANDS } from '../../model/nouns/asset-vocabulary.ts'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'
import { checkRanking } from './check-ranking.ts'

/** Checks surfaces, bands and policies: complete, without repeats, and naming only territories that exist. */
export function checkPolicies(files: RuleFiles): RuleProblem[] {
  const { surfaces, bands, autoplay } = files
  const surfaceIds = surfaces.surfaces.map((surface) => surface.id)
  const bandIds = bands.bands.map((band) => band.band)
  return [
    ...exactlyOnce('surfaces.json', 'surfaces', surfaceIds, SURFACE_IDS),
    ...exactlyOnce('trailers/bands.json', 'bands', bandIds, BANDS),
    ...exactlyOnce('policies/autoplay.json', 'offFor', autoplay.offFor, new Set(autoplay.offFor)),
    ...checkSurfaceCounts(files),
    ...checkRanking(files.ranking),
    ...checkMaturity(files),
    ...checkGeo(files),
    ...checkTerritoryKeys(files),
  ]
}

function exactlyOnce(file: string, path: string, given: readonly string[], wanted: Iterable<string>): RuleProblem[] {
  return [...wanted].flatMap((value) => {
    const count = given.filter((item) => item === value).length
    if (count === 1) return []
    return [{ file, path, value, rule: 'exactly-once', hint: `list ${value} exactly once (now ${count} times)` }]
  })
}

function checkSurfaceCounts({ surfaces }: RuleFiles): RuleProblem[] {
  return surfaces.surfaces.flatMap((surface, index) => {
    if (surface.count <= surface.maxCount) return []
    const hint = `at most maxCount, ${surface.maxCount}`
    const path = `surfaces[${index}].count`
    return [{ file: 'surfaces.json', path, value: surface.count, rule: 'surface-count', hint }]
  })
}

function checkMaturity({ maturity }: RuleFiles): RuleProblem[] {
  const below = [
    ['kidsCap', maturity.kidsCap],
    ['guestCap.default', maturity.guestCap.default],
    ...Object.entries(maturity.guestCap.territories).map(
      ([code, cap]) => [`guestCap.territories.${code}`, cap] as const,
    ),
  ] as const
  const problems: RuleProblem[] = below
    .filter(([, cap]) => cap >= maturity.adultAge)
    .map(([path, value]) => {
      const hint = `below adultAge, ${maturity.adultAge}: nobody showed that this viewer is an adult`
      return { file: 'policies/maturity.json', path, value, rule: 'cap-below-adult', hint }
    })
  if (maturity.unratedAge < maturity.adultAge) {
    const hint = `at least adultAge, ${maturity.adultAge}: what has no rating is for adults only`
    const path = 'unratedAge'
    problems.push({ file: 'policies/maturity.json', path, value: maturity.unratedAge, rule: 'unrated-adult', hint })
  }
  if (maturity.unratedFor.block !== 'nobody') {
    const hint = 'must be nobody: where a rating is required, unrated assets are for nobody'
    const path = 'unratedFor.block'
    problems.push({
      file: 'policies/maturity.json',
      path,
      value: maturity.unratedFor.block,
      rule: 'unrated-block',
      hint,
    })
  }
  return problems
}

function checkGeo({ geo, territories }: RuleFiles): RuleProblem[] {
  const known = new Set(territories.territories.map((row) => row.code))
  const file = 'policies/geo.json'
  const problems: RuleProblem[] = geo.unknown.flatMap((value, index) => {
    if (!known.has(value)) return []
    const hint = 'a territory cannot be an unknown place too; remove it here'
    return [{ file, path: `unknown[${index}]`, value, rule: 'unknown-place', hint }]
  })
  if (!geo.unknown.includes(UNKNOWN_TERRITORY)) {
    const hint = `list ${UNKNOWN_TERRITORY}, the code that stands for every unknown place`
    problems.push({ file, path: 'unknown', value: geo.unknown, rule: 'unknown-place', hint })
  }
  return problems
}

function checkTerritoryKeys({ maturity, privacy, territories }: RuleFiles): RuleProblem[] {
  const known = new Set(territories.territories.map((row) => row.code))
  const tables = [
    { file: 'policies/maturity.json', path: 'guestCap.territories', table: maturity.guestCap.territories },
    { file: 'policies/privacy.json', path: 'consentAge.verified', table: privacy.consentAge.verified },
    { file: 'policies/privacy.json', path: 'consentAge.unverified', table: privacy.consentAge.unverified },
  ]
  const problems: RuleProblem[] = tables.flatMap(({ file, path, table }) =>
    Object.keys(table)
      .filter((code) => !known.has(code))
      .map((value) => {
        const hint = 'use a code that territories.json lists'
        return { file, path: `${path}.${value}`, value, rule: 'known-territory', hint }
      }),
  )
  for (const value of Object.keys(privacy.consentAge.unverified)) {
    if (value in privacy.consentAge.verified) {
      const hint = 'a consent age is either verified or not; keep one of the two'
      const path = `consentAge.unverified.${value}`
      problems.push({ file: 'policies/privacy.json', path, value, rule: 'verified-twice', hint })
    }
  }
  return problems
}
