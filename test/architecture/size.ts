import type { Finding, SourceFile } from './source-file.ts'

/** A file is one idea. Most are under 100 lines; this is where it stops. A table of cases is longer, and still one. */
export const GREATEST_LINES = { source: 250, test: 350 } as const

export function tooLong(file: SourceFile): Finding[] {
  const greatest = file.path.startsWith('test/') ? GREATEST_LINES.test : GREATEST_LINES.source
  const lines = file.text.replace(/\n$/, '').split('\n').length
  if (lines <= greatest) return []
  return [{ path: file.path, line: greatest + 1, message: `${lines} lines; split it by idea, ${greatest} at most` }]
}
