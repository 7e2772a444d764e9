import type { TerritoryCode } from '../model/region.ts'
import type { RankingPolicy, Rules, TerritoryRule } from '../model/rules.ts'
import { checkPolicies } from './check-policies.ts'
import { checkRatings } from './check-ratings.ts'
import { checkTerritories, inheritanceChain } from './check-territories.ts'
import { contentHash } from './content-hash.ts'
import { buildLabelTable, type LabelTable } from './label-table.ts'
import { type RuleFiles, readRuleFiles } from './rule-files.ts'
import type { RuleProblem } from './rule-problem.ts'

/**
 * Reads, checks and expands all rule files. Either everything holds, or there are no rules and every problem is listed.
 *
 * @param files path under `rules/`, such as `ratings/US.json` → the parsed JSON
 */
export function parseRules(files: ReadonlyMap<string, unknown>): { rules: Rules | null; problems: RuleProblem[] } {
  const read = readRuleFiles(files)
  if (!read.files) return { rules: null, problems: read.problems }
  const problems = [...checkTerritories(read.files), ...checkRatings(read.files), ...checkPolicies(read.files)]
  if (problems.length > 0) return { rules: null, problems }
  return { rules: expand(read.files, contentHash(Object.fromEntries(files))), problems }
}

function expand(files: RuleFiles, version: string): Rules {
  const { adultAge, kidsCap, unratedAge, kidsKinds } = files.maturity
  const ratedBy = ratingSources(files)
  return {
    version,
    territories: territoryRules(files, ratedBy),
    groups: new Map(Object.entries(files.groups.groups)),
    labels: labelTables(files, ratedBy),
    surfaces: new Map(files.surfaces.surfaces.map((surface) => [surface.id, surface])),
    bands: new Map(files.bands.bands.map((band) => [band.band, band])),
    maturity: { adultAge, kidsCap, unratedAge, kidsKinds },
    autoplay: { childAge: files.autoplay.childAge, offFor: files.autoplay.offFor },
    ranking: rankingPolicy(files),
    unknownPlaces: new Set(files.geo.unknown),
  }
}

function rankingPolicy({ ranking }: RuleFiles): RankingPolicy {
  const { priority, weight, freshness, language } = ranking.terms
  return {
    weights: {
      priority: priority.points,
      weight: weight.points,
      freshness: freshness.points,
      language: language.points,
    },
    freshnessHalfLifeDays: ranking.freshnessHalfLifeDays,
  }
}

/** Where a territory's rating systems come from, and whether that is confirmed. */
type RatingSources = ReadonlyMap<TerritoryCode, { readonly code: TerritoryCode; readonly confirmed: boolean }>

/** The nearest territory of the inheritance chain with rating systems of its own; the chain's end if none has any. */
function ratingSources({ territories, ratings }: RuleFiles): RatingSources {
  const rows = new Map(territories.territories.map((row) => [row.code, row]))
  const rated = new Set(ratings.map((file) => file.territory))
  return new Map(
    [...rows.keys()].map((code) => {
      const { steps } = inheritanceChain(rows, code)
      const source = steps.find((step) => rated.has(step.code)) ?? steps.at(-1)
      return [code, source ?? { code, confirmed: true }]
    }),
  )
}

function territoryRules(files: RuleFiles, ratedBy: RatingSources): ReadonlyMap<TerritoryCode, TerritoryRule> {
  const { guestCap } = files.maturity
  const { consentAge } = files.privacy
  return new Map(
    files.territories.territories.map(({ code, name, region, zones, rightsZone, eea }) => [
      code,
      {
        code,
        name,
        region,
        zones,
        rightsZone,
        eea,
        ratingsFrom: ratedBy.get(code)?.code ?? code,
        guestCap: guestCap.territories[code] ?? guestCap.default,
        consentAge: consentAge.verified[code] ?? Math.max(consentAge.default, consentAge.unverified[code] ?? 0),
      },
    ]),
  )
}

function labelTables(files: RuleFiles, ratedBy: RatingSources): ReadonlyMap<TerritoryCode, LabelTable> {
  const ratings = new Map(files.ratings.map((file) => [file.territory, file]))
  const tables = new Map<TerritoryCode, LabelTable>()
  for (const [code, source] of ratedBy) {
    const file = ratings.get(source.code)
    if (file) tables.set(code, buildLabelTable(file.systems, source.confirmed, files.maturity.unratedAge))
  }
  return tables
}
