import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ClientFile } from './client-file.ts'
import { contractTypes, type DocumentSchema } from './contract-types.ts'

const DOCUMENT = 'src/contracts/device/generated/openapi.json'
const CONTRACTS = 'device-types.d.ts'
const run = promisify(execFile)

/** The declarations of the client, with the types of the contracts written out: whoever loads them has no schemas. */
export async function clientTypes(root: string): Promise<readonly ClientFile[]> {
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-types-'))
  try {
    const options = ['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--rootDir', join(root, 'src')]
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const project = join(root, 'src/client/devices')
    await run(process.execPath, [compiler, '-p', project, ...options, '--outDir', folder], { cwd: root })
    const emitted = await readdir(join(folder, 'client'), { recursive: true })
    const { components } = JSON.parse(await readFile(join(root, DOCUMENT), 'utf8')) as {
      readonly components: { readonly schemas: Readonly<Record<string, DocumentSchema>> }
    }
    const contracts = { path: `types/${CONTRACTS}`, text: contractTypes(components.schemas) }
    const others = emitted
      .filter((name) => name.endsWith('.d.ts') && name !== CONTRACTS)
      .sort()
      .map(async (name) => {
        const text = await readFile(join(folder, 'client', name), 'utf8')
        return { path: `types/${name.replaceAll('\\', '/')}`, text: text.replace(/(from '\.[^']+)\.ts'/g, "$1.js'") }
      })
    return [contracts, ...(await Promise.all(others))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
