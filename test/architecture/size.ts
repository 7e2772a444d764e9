import type { Finding, SourceFile } from './source-file.ts'

/** A file is one idea. Median under 100 is the aim; this is where it stops. */
export const GREATEST_LINES = 250

export function tooLong(file: SourceFile): Finding[] {
  const lines = file.text.replace(/\n$/, '').split('\n').length
  if (lines <= GREATEST_LINES) return []
  return [
    {
      path: file.path,
      line: GREATEST_LINES + 1,
      message: `${lines} lines; split it by idea, ${GREATEST_LINES} at most`,
    },
  ]
}
