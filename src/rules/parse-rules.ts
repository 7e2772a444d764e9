import { contentHash } from '../model/content-hash.ts'
import type { TerritoryCode } from '../model/nouns/region.ts'
import type { Rules, TerritoryRule } from '../model/policies/rules.ts'
import { checkAccess } from './checks/check-access.ts'
import { checkPlaces, checkReviews } from './checks/check-places.ts'
import { checkPolicies } from './checks/check-policies.ts'
import { checkPublish } from './checks/check-publish.ts'
import { checkRatings } from './checks/check-ratings.ts'
import { checkSlate } from './checks/check-slate.ts'
import { checkTerritories } from './checks/check-territories.ts'
import { checkWatershed } from './checks/check-watershed.ts'
import { accessPolicy } from './files/access-file.ts'
import { approvalPolicy } from './files/approval-file.ts'
import { experimentPolicy } from './files/experiments-file.ts'
import { lintPolicy } from './files/lint-file.ts'
import { publishPolicy } from './files/publish-file.ts'
import { learnedBounds, rankingPolicy } from './files/ranking-file.ts'
import { type RuleFiles, readRuleFiles } from './files/rule-files.ts'
import type { RuleProblem } from './files/rule-problem.ts'
import { slatePolicies } from './files/slate-file.ts'
import { watershedRule } from './files/watershed-file.ts'
import { expandPolicies } from './lookup/expand-policies.ts'
import { labelTables, ratingSources, unratedAudiences } from './lookup/rating-sources.ts'

/** What is checked beyond the shape of each file. */
export const RULE_CHECKS = [
  checkTerritories,
  checkRatings,
  checkWatershed,
  checkPolicies,
  checkSlate,
  checkPlaces,
  checkAccess,
  checkPublish,
] as const

/**
 * Reads, checks and expands all rule files. Either everything is valid, or there are no rules and every problem is
 * listed.
 *
 * @param files path under `rules/`, such as `ratings/US.json` → the parsed JSON
 * @param today `YYYY-MM-DD`, with which overdue reviews are problems too; given when a person checks, never when a
 * program starts
 */
export function parseRules(
  files: ReadonlyMap<string, unknown>,
  today: string | null = null,
): { rules: Rules | null; problems: RuleProblem[] } {
  const read = readRuleFiles(files)
  if (!read.files) return { rules: null, problems: read.problems }
  const readable = read.files
  const problems = RULE_CHECKS.flatMap((check) => check(readable))
  if (today !== null) problems.push(...checkReviews(readable, today))
  if (problems.length > 0) return { rules: null, problems }
  return { rules: expandRules(readable, versionOf(files)), problems }
}

/** Files that change no snapshot: who may do what, what needs a second person, and what the linter says. */
const BESIDE_SNAPSHOTS = ['access.json', 'approval.json', 'lint.json']

/** The version of the rules, by the files that a snapshot depends on. */
function versionOf(files: ReadonlyMap<string, unknown>): string {
  return contentHash(Object.fromEntries([...files].filter(([path]) => !BESIDE_SNAPSHOTS.includes(path))))
}

/** Files that have passed every check, ready to look up. */
export function expandRules(files: RuleFiles, version: string): Rules {
  const { adultAge, kidsCap, unratedAge, matureAge, kidsKinds } = files.maturity
  const known = { territories: territoryRules(files), groups: new Map(Object.entries(files.groups.groups)) }
  return {
    version,
    ...known,
    ...expandPolicies(files, known),
    labels: labelTables(files),
    unrated: unratedAudiences(files),
    surfaces: new Map(files.surfaces.surfaces.map((surface) => [surface.id, surface])),
    bands: new Map(files.bands.bands.map((band) => [band.band, band])),
    maturity: { adultAge, kidsCap, unratedAge, matureAge, kidsKinds },
    autoplay: { childAge: files.autoplay.childAge, offFor: files.autoplay.offFor },
    ranking: rankingPolicy(files.ranking),
    learnedBounds: learnedBounds(files.ranking),
    slate: new Map(slatePolicies(files.slate).map((policy) => [policy.surface, policy])),
    publish: publishPolicy(files.publish),
    unknownPlaces: new Set(files.geo.unknown),
    watershed: files.watershed.rules.map(watershedRule),
    access: accessPolicy(files.access),
    approval: approvalPolicy(files.approval),
    lint: lintPolicy(files.lint),
    experiments: experimentPolicy(files.experiments),
  }
}

function territoryRules(files: RuleFiles): ReadonlyMap<TerritoryCode, TerritoryRule> {
  const ratedBy = ratingSources(files)
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
