import { minify } from '@swc/wasm'
import { build, type Plugin, transform } from 'esbuild'

/** The file for the result of `generateConsoleEngine`, from the repository's root. */
export const CONSOLE_ENGINE_PATH = 'src/console/engine/generated/console-engine.ts'

/**
 * The engine for pages, bundled and shortened into one module, as a TypeScript module for the publisher's bundle. esbuild
 * bundles; the other tool shortens it by a twentieth more. Build time only.
 *
 * @param folder this folder's path, where `browser/` stands
 */
export async function generateConsoleEngine(folder: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['browser/local-region.ts'],
    absWorkingDir: folder,
    outdir: 'bundled',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    tsconfigRaw: '{}',
    plugins: [inControlAlone(folder)],
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('the engine came to nothing')
  const { code } = await transform(withoutUncalled(file.text), { minify: true, format: 'esm', target: 'es2022' })
  const shortened = await minify(code, SHORT)
  const parts = shortened.code.match(PARTS) ?? []
  return [
    '/** Written by `npm run generate` from `browser/`: the engine that serves, for pages. */',
    'export const CONSOLE_ENGINE: string = [',
    ...parts.map((part) => `  ${JSON.stringify(part)},`),
    "].join('')",
    '',
  ].join('\n')
}

/** Lets the bundle decide without arms, read nothing of what they have, and tell no chances: a twentieth less of it. */
function inControlAlone(folder: string): Plugin {
  return {
    name: 'in control alone',
    setup: ({ onResolve }) => {
      const beside = /\/(arms|other-learning-in|graded-bases|explain-chances)\.ts$/
      onResolve({ filter: beside }, () => ({ path: `${folder}/browser/control-alone.ts` }))
    },
  }
}

/** A method as a bundle writes it. */
const METHOD = /^ {2}(?:static )?(\w+)\(.*\) \{\n(?: {3,}.*\n)* {2}\}\n/gm

/**
 * The bundle without methods whose name stands nowhere else, so that nobody calls them: a bundler keeps every method of a
 * class that is used, such as all that writes FlatBuffers, which the engine only reads.
 */
function withoutUncalled(bundle: string): string {
  const kept = bundle.replace(METHOD, (method, name: string) =>
    name !== 'constructor' && timesIn(bundle, name) === timesIn(method, name) ? '' : method,
  )
  return kept === bundle ? bundle : withoutUncalled(kept)
}

function timesIn(text: string, name: string): number {
  return text.split(new RegExp(`\\b${name}\\b`)).length - 1
}

const SHORT = {
  module: true,
  compress: { passes: 3, inline: 1, sequences: false },
  mangle: { toplevel: true },
} as const

/** Parts that end where statements do, so that a small change of the source gives a small diff. */
const PARTS = /.{100,400}?[;}]|.{1,400}/gs
