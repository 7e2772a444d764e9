import { table } from './output.ts'

/** Width of a report, in columns: the narrowest terminal that shows it without breaking lines. */
export const REPORT_WIDTH = 100

/**
 * Places parts side by side on as many lines as needed, all but the first indented; a part that is too long for a line
 * is broken between letters.
 */
export function wrapped(parts: readonly string[], { indent = 0, gap = '  ', width = REPORT_WIDTH } = {}): string[] {
  const lines: string[] = []
  let line = ''
  for (const part of parts.filter((each) => each !== '').flatMap((each) => pieces(each, width - indent))) {
    const longer = line === '' ? part : line + gap + part
    const space = lines.length === 0 ? width : width - indent
    if (line !== '' && longer.length > space) {
      lines.push(line)
      line = part
    } else line = longer
  }
  return [...lines, line].map((each, at) => (at === 0 ? each : ' '.repeat(indent) + each)).filter((each) => each !== '')
}

function pieces(text: string, width: number): string[] {
  const found: string[] = []
  for (let at = 0; at < text.length; at += width) found.push(text.slice(at, at + width))
  return found
}

/** A table if it fits, else each row wrapped; `heads` may be empty. `below`: lines below a row. */
export function fittedTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  below: (row: number) => readonly string[] = () => [],
): string[] {
  const [head = '', ...lines] = table(heads, rows)
  const fits = [head, ...lines].every((line) => line.length <= REPORT_WIDTH)
  const shown = rows.flatMap((row, at) => [...(fits ? [lines[at] ?? ''] : wrapped(row, { indent: 4 })), ...below(at)])
  return fits && head !== '' ? [head, ...shown] : shown
}
