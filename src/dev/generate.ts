/**
 * `npm run generate`: writes what is derived from something else, and prints what changed: the JSON
 * Schemas and tables of the rules, the device API's OpenAPI, the snapshot's FlatBuffers code, and the
 * bundled baseline. A test fails while any of it is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { generateDeviceOpenApi } from '../edge/openapi/generate.ts'
import { BUNDLED_FILES } from '../rules/bundled-rules.ts'
import { jsonSchemas } from '../rules/json-schemas.ts'
import { fillTables, referenceTables } from '../rules/reference-tables.ts'
import { readRuleFiles } from '../rules/rule-files.ts'
import { describeProblem } from '../rules/rule-problem.ts'
import { baselineModule } from './generate-baseline.ts'
import { snapshotSchemaFiles } from './generate-snapshot-schema.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every generated file, by its path from the repository's root, with the text that it should have. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const { files, problems } = readRuleFiles(BUNDLED_FILES)
  if (!files) throw new Error(problems.map(describeProblem).join('\n'))
  const generated = new Map<string, string>()
  for (const [name, schema] of jsonSchemas()) {
    generated.set(`rules/schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`)
  }
  const readme = 'rules/README.md'
  generated.set(readme, fillTables(readFileSync(join(ROOT, readme), 'utf8'), referenceTables(files)))
  generated.set('src/edge/openapi/generated/openapi.json', generateDeviceOpenApi())
  generated.set('src/edge/baseline/generated/baseline-shards.ts', await baselineModule())
  for (const [name, text] of await snapshotSchemaFiles()) generated.set(`src/snapshot/generated/${name}`, text)
  return generated
}

/** The paths whose text on disk is not what it should be. */
export async function staleFiles(): Promise<string[]> {
  return [...(await generatedFiles())].filter(([path, text]) => currentText(path) !== text).map(([path]) => path)
}

function currentText(path: string): string | null {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return null
  }
}

async function main(): Promise<void> {
  const stale = new Set(await staleFiles())
  for (const [path, text] of await generatedFiles()) {
    if (!stale.has(path)) continue
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), text)
    console.log(`wrote ${path}`)
  }
  console.log(stale.size === 0 ? 'everything is up to date' : `${stale.size} files written`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
