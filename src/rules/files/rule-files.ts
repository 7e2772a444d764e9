import type { z } from 'zod'
import { accessFile } from './access-file.ts'
import { approvalFile } from './approval-file.ts'
import { descriptorsFile, pageFile } from './content-policy-files.ts'
import { experimentsFile } from './experiments-file.ts'
import { lintFile } from './lint-file.ts'
import { embargoFile, geoFile, privacyFile } from './place-policy-files.ts'
import { autoplayFile, bandsFile, maturityFile, surfacesFile } from './policy-files.ts'
import { publishFile } from './publish-file.ts'
import { rankingFile } from './ranking-file.ts'
import { DEFAULT_SCALE, type RatingsFile, ratingsFile } from './ratings-file.ts'
import { fieldPath, type RuleProblem, valueAt } from './rule-problem.ts'
import { slateFile } from './slate-file.ts'
import { groupsFile, regionsFile, territoriesFile } from './territory-files.ts'
import { watershedFile } from './watershed-file.ts'

/** Files that must be there, by their path under `rules/`, each with the schema that validates it. */
export const RULE_FILES = {
  'regions.json': regionsFile,
  'territories.json': territoriesFile,
  'groups.json': groupsFile,
  'surfaces.json': surfacesFile,
  'ranking.json': rankingFile,
  'slate.json': slateFile,
  'publish.json': publishFile,
  'watershed.json': watershedFile,
  'trailers/bands.json': bandsFile,
  'policies/maturity.json': maturityFile,
  'policies/autoplay.json': autoplayFile,
  'policies/geo.json': geoFile,
  'policies/privacy.json': privacyFile,
  'policies/page.json': pageFile,
  'policies/descriptors.json': descriptorsFile,
  'embargo.json': embargoFile,
  'access.json': accessFile,
  'approval.json': approvalFile,
  'lint.json': lintFile,
  'experiments.json': experimentsFile,
} as const

/** Every rule file, each of the right shape on its own; not yet checked against each other. */
export interface RuleFiles extends NamedFiles {
  /** By territory, in the order of the paths. */
  readonly ratings: readonly RatingsFile[]
  /** The scale of territories without any: `ratings/_default.json`. */
  readonly defaultRatings: RatingsFile
}

type NamedFiles = { readonly [Name in keyof ReadNames]: NonNullable<ReadNames[Name]> }
type ReadNames = ReturnType<typeof readNamed>
type Read = <Schema extends z.ZodType>(path: string, schema: Schema) => z.infer<Schema> | null

const RATINGS_PATH = /^ratings\/(_default|[A-Z]{2}(?:-[A-Z0-9]{1,3})?)\.json$/
const DEFAULT_PATH = 'ratings/_default.json'

/** Reads each file by its own schema. `null` as soon as one file is missing, unknown or of a wrong shape. */
export function readRuleFiles(files: ReadonlyMap<string, unknown>): {
  files: RuleFiles | null
  problems: RuleProblem[]
} {
  const problems: RuleProblem[] = []
  const read: Read = (path, schema) => readFile(files, path, schema, problems)
  const named = readNamed(read)
  const defaultRatings = readRatings(DEFAULT_PATH, DEFAULT_SCALE, read, problems)
  const ratings: RatingsFile[] = []
  for (const path of [...files.keys()].sort()) {
    const [, territory] = RATINGS_PATH.exec(path) ?? []
    if (territory !== undefined && path !== DEFAULT_PATH) {
      const file = readRatings(path, territory, read, problems)
      if (file) ratings.push(file)
    } else if (path !== DEFAULT_PATH && !Object.hasOwn(RULE_FILES, path)) {
      problems.push({ file: path, path: '', value: path, rule: 'unknown-file', hint: 'not a rule file; move it out' })
    }
  }
  if (!allThere(named) || !defaultRatings || problems.length > 0) return { files: null, problems }
  return { files: { ...named, ratings, defaultRatings }, problems }
}

function readNamed(read: Read) {
  return {
    regions: read('regions.json', regionsFile),
    territories: read('territories.json', territoriesFile),
    groups: read('groups.json', groupsFile),
    surfaces: read('surfaces.json', surfacesFile),
    ranking: read('ranking.json', rankingFile),
    slate: read('slate.json', slateFile),
    publish: read('publish.json', publishFile),
    watershed: read('watershed.json', watershedFile),
    bands: read('trailers/bands.json', bandsFile),
    maturity: read('policies/maturity.json', maturityFile),
    autoplay: read('policies/autoplay.json', autoplayFile),
    geo: read('policies/geo.json', geoFile),
    privacy: read('policies/privacy.json', privacyFile),
    page: read('policies/page.json', pageFile),
    descriptors: read('policies/descriptors.json', descriptorsFile),
    embargo: read('embargo.json', embargoFile),
    access: read('access.json', accessFile),
    approval: read('approval.json', approvalFile),
    lint: read('lint.json', lintFile),
    experiments: read('experiments.json', experimentsFile),
  }
}

function allThere(named: ReadNames): named is NamedFiles {
  return Object.values(named).every((file) => file !== null)
}

function readRatings(path: string, territory: string, read: Read, problems: RuleProblem[]): RatingsFile | null {
  const file = read(path, ratingsFile)
  if (file && file.territory !== territory) {
    const hint = `the file is named after its territory: say ${territory}, or rename the file`
    problems.push({ file: path, path: 'territory', value: file.territory, rule: 'file-name', hint })
  }
  return file
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
