import { build } from 'esbuild'

/**
 * A browser script or a style sheet, bundled into one text. Build time only.
 *
 * @param folder the folder in which `entry` is
 */
export async function bundledText(folder: string, entry: string, { minify = false } = {}): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: folder,
    outdir: 'bundled',
    bundle: true,
    write: false,
    minify,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    // Files that a style sheet names are served beside it.
    external: ['*.woff2'],
    // The folder's own tsconfig is for the type checker only, and must not affect the bundle.
    tsconfigRaw: '{}',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${entry} came to nothing`)
  return file.text
}

/** The text as an exported constant. Each line of it becomes a line here, so that a small change gives a small diff. */
export function exportedLines(name: string, text: string): string {
  return [
    `export const ${name}: string = [`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${JSON.stringify(line)},`),
    `].join('\\n')`,
  ].join('\n')
}
