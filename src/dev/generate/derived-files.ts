import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CONSOLE_ENGINE_PATH, generateConsoleEngine } from '../../console/engine/generate.ts'
import {
  CONSOLE_CLIENT_PATH,
  CONSOLE_FONT_PATH,
  CONSOLE_FONT_SOURCE,
  consoleFontModule,
  generateConsoleClient,
} from '../../console/generate.ts'
import { generateLabClient, LAB_CLIENT_PATH } from '../../console/lab/generate.ts'
import { DEVICE_API } from '../../contracts/device/device-api.ts'
import { openApiDocument } from '../../contracts/openapi/document.ts'
import { OPS_API } from '../../contracts/ops/ops-api.ts'
import { withPermissions } from '../../publisher/access/permission-text.ts'
import { BUNDLED_FILES } from '../../rules/bundled-rules.ts'
import { readRuleFiles } from '../../rules/files/rule-files.ts'
import { describeProblem } from '../../rules/files/rule-problem.ts'
import { jsonSchemas } from '../../rules/json-schemas.ts'
import { fillTables, referenceTables } from '../../rules/tables/reference-tables.ts'
import { baselineModule } from './generate-baseline.ts'
import { columnTable, EVENTS_PAGE, eventFiles } from './generate-event-files.ts'
import { AEAD_KERNEL, ENGINE_KERNEL, kernelModule } from './generate-kernel.ts'
import { openApiTextModule } from './generate-openapi-text.ts'

/**
 * Every file that is derived from rules, schemas and routes, by its path from the repository's root, with its
 * expected text or bytes. Load this module only after the list of rule files is written, because it imports that list.
 *
 * @throws Error that lists the problems, when a rule file has the wrong shape
 */
export async function derivedFiles(root: string): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const { files, problems } = readRuleFiles(BUNDLED_FILES)
  if (!files) throw new Error(problems.map(describeProblem).join('\n'))
  const derived = new Map<string, string | Uint8Array>()
  for (const [name, schema] of jsonSchemas()) {
    derived.set(`rules/schema/${name}`, `${JSON.stringify(schema, null, 2)}\n`)
  }
  const reference = 'rules/REFERENCE.md'
  derived.set(reference, fillTables(readFileSync(join(root, reference), 'utf8'), referenceTables(files)))
  for (const [path, text] of eventFiles()) derived.set(path, text)
  const columns = new Map([['columns', columnTable()]])
  derived.set(EVENTS_PAGE, fillTables(readFileSync(join(root, EVENTS_PAGE), 'utf8'), columns))
  const deviceApi = openApiDocument(DEVICE_API)
  derived.set('src/contracts/device/generated/openapi.json', `${JSON.stringify(deviceApi, null, 2)}\n`)
  derived.set('src/edge/generated/openapi-text.ts', openApiTextModule(deviceApi))
  const opsApi = openApiDocument({ ...OPS_API, operations: withPermissions(OPS_API.operations) })
  derived.set('src/contracts/ops/generated/openapi.json', `${JSON.stringify(opsApi, null, 2)}\n`)
  derived.set('src/publisher/generated/openapi-text.ts', openApiTextModule(opsApi))
  derived.set('src/baseline/generated/baseline-shards.ts', await baselineModule())
  derived.set(CONSOLE_ENGINE_PATH, await generateConsoleEngine(join(root, 'src', 'console', 'engine')))
  derived.set(CONSOLE_CLIENT_PATH, await generateConsoleClient(join(root, 'src', 'console')))
  derived.set(CONSOLE_FONT_PATH, consoleFontModule(readFileSync(join(root, CONSOLE_FONT_SOURCE))))
  derived.set(LAB_CLIENT_PATH, await generateLabClient(join(root, 'src', 'console', 'lab')))
  for (const kernel of [ENGINE_KERNEL, AEAD_KERNEL]) derived.set(kernel.path, await kernelModule(root, kernel))
  return derived
}
