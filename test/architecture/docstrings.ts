import { type Finding, lineAt, type SourceFile } from './source-file.ts'

const EXPORT =
  /^export\s+(?:abstract\s+|async\s+)?(?:const|let|function\*?|class|interface|type|enum)\s+(\w+)([^\n]*)/gm
/** A type that only repeats a documented schema or list beside it. */
const DERIVED = /=\s*(?:z\.(?:infer|input|output)<typeof \w+>|\(typeof \w+\)\[number\]|keyof typeof \w+)\s*$/

/** Exports without a docstring right above them. */
export function undocumented(file: SourceFile): (Finding & { readonly name: string })[] {
  return [...file.code.matchAll(EXPORT)].flatMap((match) => {
    const [, name = '', rest = ''] = match
    if (DERIVED.test(rest)) return []
    if (/\*\/\s*$/.test(file.text.slice(0, match.index))) return []
    const line = lineAt(file.code, match.index)
    return [{ path: file.path, line, name, message: `${name} has no docstring: say its meaning, unit and errors` }]
  })
}
