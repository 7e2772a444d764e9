import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { ClientFile } from './client-file.ts'
import { clientTypes } from './client-types.ts'
import { loweredScript } from './lowered.ts'

/** The name that the scripts set. */
const GLOBAL_NAME = 'Firstframe'

/**
 * The device client as devices load it: a module, and scripts of ES5: all that a television needs, and the core alone
 * for a device that brings its own clock, transport and storage.
 *
 * @param root the repository
 */
export async function buildClient(root: string): Promise<readonly ClientFile[]> {
  const folder = join(root, 'src/client')
  const [module, script, core, types, version] = await Promise.all([
    bundled(folder, 'entries/module.ts', false),
    scriptOf(folder, 'entries/script.ts'),
    scriptOf(folder, 'client.ts'),
    clientTypes(root),
    versionOf(root),
  ])
  return [
    { path: 'firstframe.js', text: module },
    { path: 'firstframe.es5.js', text: script },
    { path: 'firstframe-core.es5.js', text: core },
    {
      path: 'firstframe.d.ts',
      text: `export * from './types/entries/module.js'\nexport as namespace ${GLOBAL_NAME}\n`,
    },
    { path: 'package.json', text: packageOf(version) },
    ...types,
  ]
}

function packageOf(version: string): string {
  const exports = { '.': { types: './firstframe.d.ts', default: './firstframe.js' }, './*': './*' }
  const described = { name: 'firstframe-client', version, license: 'Apache-2.0', type: 'module', sideEffects: false }
  return `${JSON.stringify({ ...described, exports }, null, 2)}\n`
}

async function versionOf(root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { readonly version: string }
  return version
}

async function scriptOf(folder: string, entry: string): Promise<string> {
  return loweredScript(await bundled(folder, entry, true), GLOBAL_NAME, 'Firstframe, Apache-2.0')
}

/** @param isShort constants stand where they are used, which only works before they are lowered to variables */
async function bundled(folder: string, entry: string, isShort: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: folder,
    outdir: 'bundled',
    bundle: true,
    write: false,
    format: 'esm',
    minifySyntax: isShort,
    target: 'es2018',
    charset: 'ascii',
    legalComments: 'none',
    tsconfigRaw: '{}',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${entry} came to nothing`)
  return file.text
}
