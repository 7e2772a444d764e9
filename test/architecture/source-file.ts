import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { blanked, commentsOf } from './blank.ts'

/** A source file, in the views that the scanners need; all have the same lines. */
export interface SourceFile {
  /** From the repository's root, with `/`. */
  readonly path: string
  readonly text: string
  /** Comments blanked; strings stand. For imports. */
  readonly code: string
  /** Comments and the insides of strings blanked. For words of the language. */
  readonly bare: string
  /** The comments alone. For what only stands in comments. */
  readonly comments: string
}

/** What a scanner found: where, and what to do instead. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly message: string
}

const ROOT = join(import.meta.dirname, '../..')

export function sourceFile(path: string, text: string): SourceFile {
  const code = blanked(text, 'comments')
  return { path, text, code, bare: blanked(text, 'comments and strings'), comments: commentsOf(text, code) }
}

/** Every TypeScript file below the folders, but what a generator wrote. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path, name: relative(ROOT, path).split(sep).join('/') }))
      .filter(({ name }) => !name.includes('/generated/'))
      .map(({ path, name }) => sourceFile(name, readFileSync(path, 'utf8'))),
  )
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** One line a finding, so that a failing test reads like a compiler. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ path, line, message }) => `${path}:${line}: ${message}`)
}
