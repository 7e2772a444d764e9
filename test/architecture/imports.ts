import { posix } from 'node:path'
import { lineAt, type SourceFile } from './source-file.ts'

/** One import of a file: `from '…'`, `import('…')`, or `import '…'` for its effects. */
export interface Import {
  readonly line: number
  readonly specifier: string
  /** From the repository's root for a relative specifier; null for a package. */
  readonly target: string | null
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";()]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/g

export function importsOf(file: SourceFile): Import[] {
  return [...file.code.matchAll(IMPORT)].map((match) => {
    const specifier = match[1] ?? match[2] ?? ''
    const offset = match.index + match[0].length - 1
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null
    return { line: lineAt(file.code, offset), specifier, target }
  })
}

/** `@scope/name/deep` → `@scope/name`; `node:fs` → `node:fs`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
