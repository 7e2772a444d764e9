import { createHash } from 'node:crypto'
import { ACT_REGISTRY } from './acts/console-acts.ts'
import { bundledText, exportedLines } from './bundled-text.ts'

/** The files for the results of `generateConsoleClient` and `consoleFontModule`, from the repository's root. */
export const CONSOLE_CLIENT_PATH = 'src/console/generated/console-client.ts'
export const CONSOLE_FONT_PATH = 'src/console/generated/console-font.ts'

/** The console's font, from the repository's root: Inter (SIL Open Font License), latin letters. */
export const CONSOLE_FONT_SOURCE = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
const BASE64_LINE = 118

/**
 * The console's script and style sheet, each bundled into one text, and the registry of acts, as a TypeScript module for
 * the publisher's bundle. Each has a name by its content, so that browsers keep it until it changes. Build time only.
 *
 * @param folder this folder's path, where `browser/` and `styles/` stand
 */
export async function generateConsoleClient(folder: string): Promise<string> {
  const [script, styles] = await Promise.all([
    bundledText(folder, 'browser/main.ts', { minify: true }),
    bundledText(folder, 'styles/console.css', { minify: true }),
  ])
  const acts = JSON.stringify(ACT_REGISTRY)
  return [
    '/** Written by `npm run generate` from `browser/`, `styles/` and `acts/`: what the pages of the console load. */',
    `export const SCRIPT_FILE = 'console-${shortHash(script)}.js'`,
    exportedLines('SCRIPT', script),
    '',
    `export const STYLES_FILE = 'console-${shortHash(styles)}.css'`,
    exportedLines('STYLES', styles),
    '',
    `export const ACTS_FILE = 'acts-${shortHash(acts)}.json'`,
    exportedLines('ACTS', acts),
    '',
  ].join('\n')
}

/** The font as a TypeScript module. Build time only. */
export function consoleFontModule(font: Uint8Array): string {
  const text = btoa(String.fromCharCode(...font))
  const lines = text.match(new RegExp(`.{1,${BASE64_LINE}}`, 'g')) ?? []
  return [
    '/** Written by `npm run generate` from @fontsource-variable/inter: the font of the console, in base 64. */',
    'export const FONT: string = [',
    ...lines.map((line) => `  '${line}',`),
    `].join('')`,
    '',
  ].join('\n')
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10)
}
