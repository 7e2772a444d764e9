import { bundledText, exportedLines } from '../bundled-text.ts'

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
    LOADED.map(async ([name, entry]) => `${exportedLines(name, await bundledText(folder, entry))}\n`),
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
