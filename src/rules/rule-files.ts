import type { z } from 'zod'
import {
  type AutoplayFile,
  autoplayFile,
  type BandsFile,
  bandsFile,
  type GeoFile,
  geoFile,
  type MaturityFile,
  maturityFile,
  type PrivacyFile,
  privacyFile,
  type RankingFile,
  rankingFile,
  type SurfacesFile,
  surfacesFile,
} from './policy-files.ts'
import { type RatingsFile, ratingsFile } from './ratings-file.ts'
import { fieldPath, type RuleProblem } from './rule-problem.ts'
import {
  type GroupsFile,
  groupsFile,
  type RegionsFile,
  regionsFile,
  type TerritoriesFile,
  territoriesFile,
} from './territory-files.ts'

/** Files that must be there, by their path under `rules/`, each with the schema that validates it. */
export const RULE_FILES = {
  'regions.json': regionsFile,
  'territories.json': territoriesFile,
  'groups.json': groupsFile,
  'surfaces.json': surfacesFile,
  'ranking.json': rankingFile,
  'trailers/bands.json': bandsFile,
  'policies/maturity.json': maturityFile,
  'policies/autoplay.json': autoplayFile,
  'policies/geo.json': geoFile,
  'policies/privacy.json': privacyFile,
} as const

/** Every rule file, each of the right shape on its own; not yet checked against each other. */
export interface RuleFiles {
  readonly regions: RegionsFile
  readonly territories: TerritoriesFile
  readonly groups: GroupsFile
  readonly surfaces: SurfacesFile
  readonly ranking: RankingFile
  readonly bands: BandsFile
  readonly maturity: MaturityFile
  readonly autoplay: AutoplayFile
  readonly geo: GeoFile
  readonly privacy: PrivacyFile
  /** By territory, in the order of the paths. */
  readonly ratings: readonly RatingsFile[]
}

const RATINGS_PATH = /^ratings\/([A-Z]{2})\.json$/

/** Reads each file by its own schema. `null` as soon as one file is missing, unknown or of a wrong shape. */
export function readRuleFiles(files: ReadonlyMap<string, unknown>): {
  files: RuleFiles | null
  problems: RuleProblem[]
} {
  const problems: RuleProblem[] = []
  const read = <Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> | null =>
    readFile(files, path, schema, problems)
  const regions = read('regions.json', regionsFile)
  const territories = read('territories.json', territoriesFile)
  const groups = read('groups.json', groupsFile)
  const surfaces = read('surfaces.json', surfacesFile)
  const ranking = read('ranking.json', rankingFile)
  const bands = read('trailers/bands.json', bandsFile)
  const maturity = read('policies/maturity.json', maturityFile)
  const autoplay = read('policies/autoplay.json', autoplayFile)
  const geo = read('policies/geo.json', geoFile)
  const privacy = read('policies/privacy.json', privacyFile)
  const ratings: RatingsFile[] = []
  for (const path of [...files.keys()].sort()) {
    const [, territory] = RATINGS_PATH.exec(path) ?? []
    if (territory !== undefined) {
      const file = read(path, ratingsFile)
      if (file) ratings.push(file)
      if (file && file.territory !== territory) {
        const hint = `the file is named after its territory: say ${territory}, or rename the file`
        problems.push({ file: path, path: 'territory', value: file.territory, rule: 'file-name', hint })
      }
    } else if (!Object.hasOwn(RULE_FILES, path)) {
      problems.push({ file: path, path: '', value: path, rule: 'unknown-file', hint: 'not a rule file; move it out' })
    }
  }
  const complete =
    regions &&
    territories &&
    groups &&
    surfaces &&
    ranking &&
    bands &&
    maturity &&
    autoplay &&
    geo &&
    privacy &&
    !problems.length
  if (!complete) return { files: null, problems }
  return {
    files: { regions, territories, groups, surfaces, ranking, bands, maturity, autoplay, geo, privacy, ratings },
    problems,
  }
}

function readFile<Schema extends z.ZodType>(
  files: ReadonlyMap<string, unknown>,
  path: string,
  schema: Schema,
  problems: RuleProblem[],
): z.infer<Schema> | null {
  const content = files.get(path)
  if (content === undefined) {
    problems.push({ file: path, path: '', value: undefined, rule: 'missing-file', hint: 'add the file under rules/' })
    return null
  }
  const parsed = schema.safeParse(content)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    problems.push({
      file: path,
      path: fieldPath(issue.path),
      value: valueAt(content, issue.path),
      rule: 'schema',
      hint: issue.message,
    })
  }
  return null
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    content,
  )
}
