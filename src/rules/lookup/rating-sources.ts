import type { TerritoryCode } from '../../model/nouns/region.ts'
import type { PlaceCode } from '../../model/policies/place-policies.ts'
import type { UnratedAudience } from '../../model/policies/rules.ts'
import type { RatingsFile } from '../files/ratings-file.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import { inheritanceChain } from './inheritance-chain.ts'
import { buildLabelTable, type LabelTable } from './label-table.ts'

/** Where a territory's labels come from. */
interface RatingSource {
  /** The territory that states the scale: itself, or the nearest it inherits from. */
  readonly code: TerritoryCode
  /** Null where nobody states one. */
  readonly file: RatingsFile | null
  /** False: inherited on a basis that nobody confirmed, so it may tighten and never loosen. */
  readonly confirmed: boolean
}

/**
 * The rating scale of every territory: its own; else that of the nearest one in its inheritance chain; else, if it
 * inherits from nobody, plain ages (`ratings/_default.json`).
 */
export function ratingSources(files: RuleFiles): ReadonlyMap<TerritoryCode, RatingSource> {
  const rows = new Map(files.territories.territories.map((row) => [row.code, row]))
  const rated = new Map(files.ratings.map((file) => [file.territory, file]))
  return new Map(
    [...rows.keys()].map((code) => {
      const { steps } = inheritanceChain(rows, code)
      const step = steps.find((candidate) => rated.has(candidate.code)) ?? steps.at(-1) ?? { code, confirmed: true }
      const file = rated.get(step.code) ?? (steps.length === 1 ? files.defaultRatings : null)
      return [code, { ...step, file }]
    }),
  )
}

/** The look-up table of every territory that has a scale, and of every part of a country that has its own. */
export function labelTables(files: RuleFiles): ReadonlyMap<PlaceCode, LabelTable> {
  const tables = new Map<PlaceCode, LabelTable>()
  // Half of all territories read plain ages: they share one table, as do those that inherit alike.
  const shared = new Map<string, LabelTable>()
  for (const [code, { file, confirmed }] of ratingSources(files)) {
    if (!file) continue
    const key = `${file.territory} ${confirmed}`
    const table = shared.get(key) ?? buildLabelTable(file.systems, confirmed)
    shared.set(key, table)
    tables.set(code, table)
  }
  for (const file of files.ratings) {
    if (!tables.has(file.territory)) tables.set(file.territory, buildLabelTable(file.systems, true))
  }
  return tables
}

/**
 * Who may see unrated content, for every territory and every part of a country with its own scale. A policy is
 * inherited with the scale, confirmed or not: it only ever tightens.
 */
export function unratedAudiences(files: RuleFiles): ReadonlyMap<PlaceCode, UnratedAudience> {
  const { unratedFor } = files.maturity
  const parts = files.ratings.filter(({ territory }) => territory.includes('-'))
  return new Map([
    ...[...ratingSources(files)].map(
      ([code, { file }]) => [code, unratedFor[(file ?? files.defaultRatings).unrated.policy]] as const,
    ),
    ...parts.map(({ territory, unrated }) => [territory, unratedFor[unrated.policy]] as const),
  ])
}
