/**
 * `npm run generate`: writes what is derived from the rules' schemas and data, and prints what changed:
 * `rules/schema/*.json`, and the tables of `rules/README.md`. A test fails while any of it is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { BUNDLED_FILES } from '../rules/bundled-rules.ts'
import { jsonSchemas } from '../rules/json-schemas.ts'
import { fillTables, referenceTables } from '../rules/reference-tables.ts'
import { readRuleFiles } from '../rules/rule-files.ts'
import { describeProblem } from '../rules/rule-problem.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Every generated file, by its path from the repository's root, with the text that it should have. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const { files, problems } = readRuleFiles(BUNDLED_FILES)
  if (!files) throw new Error(problems.map(describeProblem).join('\n'))
  const generated = new Map<string, string>()
  for (const [name, schema] of jsonSchemas()) {
    generated.set(`rules/schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`)
  }
  const readme = 'rules/README.md'
  generated.set(readme, fillTables(readFileSync(join(ROOT, readme), 'utf8'), referenceTables(files)))
  return generated
}

/** The paths whose text on disk is not what it should be. */
export function staleFiles(): string[] {
  return [...generatedFiles()].filter(([path, text]) => currentText(path) !== text).map(([path]) => path)
}

function currentText(path: string): string | null {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return null
  }
}

function main(): void {
  const stale = new Set(staleFiles())
  for (const [path, text] of generatedFiles()) {
    if (!stale.has(path)) continue
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), text)
    console.log(`wrote ${path}`)
  }
  console.log(stale.size === 0 ? 'everything is up to date' : `${stale.size} files written`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main()
