import { z } from 'zod'
import { EXAMPLE_RECORDS } from '../model/examples/example-records.ts'
import { type RecordType, recordSchemas } from '../model/nouns/record.ts'
import { casesFile } from './files/case-file.ts'
import { lintCasesFile } from './files/lint-case-file.ts'
import { ratingsFile } from './files/ratings-file.ts'
import { RULE_FILES } from './files/rule-files.ts'

/**
 * JSON Schemas by file path under `rules/schema/`, made from the very objects that validate: one for each kind of
 * rule file, and one for each canonical record, with an example. They describe what a person may write, so defaults are
 * optional.
 */
export function jsonSchemas(): ReadonlyMap<string, unknown> {
  const ruleFiles = Object.entries(RULE_FILES).map(([path, schema]) => [schemaName(path), schema] as const)
  const types = Object.keys(recordSchemas) as RecordType[]
  const records = types.map(
    (type) => [`records/${type}`, recordSchemas[type].meta({ examples: [EXAMPLE_RECORDS[type]] })] as const,
  )
  const all: readonly (readonly [string, z.ZodType])[] = [
    ...ruleFiles,
    ['ratings', ratingsFile],
    ['cases', casesFile],
    ['lint-cases', lintCasesFile],
    ...records,
  ]
  return new Map(
    all.map(([name, schema]) => [`${name}.schema.json`, { title: name, ...z.toJSONSchema(schema, { io: 'input' }) }]),
  )
}

/** `policies/geo.json` → `geo`. */
function schemaName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.json$/, '')
}
