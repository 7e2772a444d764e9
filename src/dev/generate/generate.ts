/**
 * `npm run generate`: writes what is derived from something else, and prints what changed: the list of rule
 * files, the JSON Schemas and tables of the rules, the device API's OpenAPI, the snapshot's FlatBuffers code,
 * the bundled baseline and the compiled kernels. A test fails while any of it is stale.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type RoutingRules, routingModule } from './generate-routing.ts'
import { ruleImportsModule } from './generate-rule-imports.ts'
import { snapshotSchemaFiles } from './generate-snapshot-schema.ts'
import { territoriesByRegionModule } from './generate-territories-by-region.ts'
import { zonesInUseModule } from './generate-zones-in-use.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const TERRITORIES = 'src/rules/generated/territories-by-region.ts'
const ROUTING = 'src/rules/generated/routing.ts'
const ZONES = 'src/rules/generated/zones-in-use.ts'
const RULE_IMPORTS = 'src/rules/generated/rule-imports.ts'

/** The paths of derived files whose content on disk is stale. */
export async function staleFiles(): Promise<string[]> {
  const files = [...(await foundations()), ...(await derivedFiles())]
  return files.filter(([path, content]) => !isCurrent(path, content)).map(([path]) => path)
}

/** Derived files that the other generators import, so they must be written first. */
async function foundations(): Promise<ReadonlyMap<string, string>> {
  const files = new Map([
    [RULE_IMPORTS, ruleImportsModule(ROOT)],
    [TERRITORIES, territoriesByRegionModule(territories())],
    [ZONES, zonesInUseModule(territories())],
    [ROUTING, routingModule(routingRules())],
  ])
  for (const [name, text] of await snapshotSchemaFiles()) files.set(`src/snapshot/columns/generated/${name}`, text)
  return files
}

/** Read without its schema, because the modules with the schema import files that are derived from this one. */
function territories(): readonly {
  readonly code: string
  readonly region: string
  readonly zones: readonly string[]
}[] {
  return JSON.parse(readFileSync(join(ROOT, 'rules', 'territories.json'), 'utf8')).territories
}

function routingRules(): RoutingRules {
  const read = (path: string) => JSON.parse(readFileSync(join(ROOT, 'rules', path), 'utf8'))
  return { ...read('policies/geo.json'), groups: read('groups.json').groups }
}

/** Imported late, because that code imports the foundations. */
async function derivedFiles(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const derived = await import('./derived-files.ts')
  return derived.derivedFiles(ROOT)
}

function isCurrent(path: string, content: string | Uint8Array): boolean {
  try {
    return readFileSync(join(ROOT, path)).equals(Buffer.from(content))
  } catch {
    return false
  }
}

/** Writes a file whose content differs from the one on disk; says whether it did. */
function write(path: string, content: string | Uint8Array): boolean {
  if (isCurrent(path, content)) return false
  mkdirSync(dirname(join(ROOT, path)), { recursive: true })
  writeFileSync(join(ROOT, path), content)
  console.log(`wrote ${path}`)
  return true
}

async function main(): Promise<void> {
  let written = 0
  for (const make of [foundations, derivedFiles]) {
    for (const [path, content] of await make()) if (write(path, content)) written += 1
  }
  console.log(written === 0 ? 'everything is up to date' : `${written} files written`)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main()
