import { build } from 'esbuild'

/** The file for the result of `generateLabClient`, from the repository's root. */
export const LAB_CLIENT_PATH = 'src/console/lab/generated/lab-client.ts'

/**
 * The browser scripts and style sheets of the lab and its wall, each bundled into one text, as a TypeScript module for
 * the publisher's bundle. Build time only.
 *
 * @param folder this folder's path, where `browser/` and `styles/` stand
 */
export async function generateLabClient(folder: string): Promise<string> {
  const texts = await Promise.all(
    LOADED.map(async ([name, entry]) => `${asLines(name, await bundled(folder, entry))}\n`),
  )
  return [
    '/** Written by `npm run generate` from `browser/` and `styles/`: what the pages at `/lab` load. */',
    ...texts,
  ].join('\n')
}

const LOADED = [
  ['LAB_SCRIPT', 'browser/main.ts'],
  ['LAB_STYLES', 'styles/lab.css'],
  ['WALL_SCRIPT', 'browser/wall/main.ts'],
  ['WALL_STYLES', 'styles/wall.css'],
] as const

async function bundled(folder: string, entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: folder,
    outdir: 'bundled',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    // The folder's own tsconfig is for the type checker only, and must not affect the bundle.
    tsconfigRaw: '{}',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${entry} came to nothing`)
  return file.text
}

/** Each line of the text becomes a line here, so that a small change of the source gives a small diff. */
function asLines(name: string, text: string): string {
  const lines = text.trimEnd().split('\n')
  return [
    `export const ${name}: string = [`,
    ...lines.map((line) => `  ${JSON.stringify(line)},`),
    `].join('\\n')`,
  ].join('\n')
}
