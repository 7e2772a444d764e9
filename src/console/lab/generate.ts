import { build } from 'esbuild'

/** The file for the result of `generateLabClient`, from the repository's root. */
export const LAB_CLIENT_PATH = 'src/console/lab/generated/lab-client.ts'

/**
 * The lab's browser script and style sheet, each bundled into one text, as a TypeScript module for the publisher's
 * bundle. Build time only.
 *
 * @param folder this folder's path, where `browser/` and `styles/` stand
 */
export async function generateLabClient(folder: string): Promise<string> {
  const [script, styles] = await Promise.all([bundled(folder, 'browser/main.ts'), bundled(folder, 'styles/lab.css')])
  return [
    '/** Written by `npm run generate` from `browser/` and `styles/`: what the page at `/lab` loads. */',
    asLines('LAB_SCRIPT', script),
    '',
    asLines('LAB_STYLES', styles),
    '',
  ].join('\n')
}

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
