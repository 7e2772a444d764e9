import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The text of a query, by its path in `src`. */
export function sqlText(path: string): string {
  return readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8')
}
