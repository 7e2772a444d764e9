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
  const { code } = await transform(readingOnly(file.text), { minify: true, format: 'esm', target: 'es2022' })
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

/** Lets the bundle decide without arms, and read nothing of what they have: a twentieth less of it. */
function inControlAlone(folder: string): Plugin {
  return {
    name: 'in control alone',
    setup: ({ onResolve }) => {
      const beside = /\/(arms|other-learning-in|graded-bases)\.ts$/
      onResolve({ filter: beside }, () => ({ path: `${folder}/browser/control-alone.ts` }))
    },
  }
}

/** Methods of FlatBuffers' `ByteBuffer`, as they stand in a bundle, which keeps those that nobody calls. */
const UNCALLED =
  /^ {2}(?:static allocate|write\w+|setPosition|capacity|read(?:Ui|I)nt64|readFloat32|getBufferIdentifier|create(?:Scalar|Obj)List|__union_with_string|__has_identifier)\(.*\{\n(?: {3,}.*\n)* {2}\}\n/gm

/** The bundle without what writes FlatBuffers: the engine only reads them. */
function readingOnly(bundle: string): string {
  const reading = bundle.replace(UNCALLED, '')
  if (reading === bundle) throw new Error('FlatBuffers has no writers any more that this finds')
  return reading
}

const SHORT = { module: true, compress: { passes: 3, inline: 1 }, mangle: { toplevel: true } } as const

/** Parts that end where statements do, so that a small change of the source gives a small diff. */
const PARTS = /.{100,400}?[;}]|.{1,400}/gs
