import type { Writable } from 'node:stream'
import { stripVTControlCharacters, styleText } from 'node:util'

/** Where a verb writes: results on `stdout`, messages and progress on `stderr`. */
export interface Output {
  readonly stdout: Writable
  readonly stderr: Writable
  /** `--json`: stdout gets one JSON document and nothing else. */
  readonly json: boolean
  /** stdout is a terminal, and neither NO_COLOR nor a dumb terminal forbids colour. */
  readonly colour: boolean
}

type Tone = 'green' | 'red' | 'yellow' | 'dim' | 'bold'

export function paint(output: Output, tone: Tone, text: string): string {
  return output.colour ? styleText(tone, text, { validateStream: false }) : text
}

/** Prints the answer: the document with `--json`, else the lines for a person. */
export function answer(output: Output, document: unknown, lines: readonly string[]): void {
  if (output.json) output.stdout.write(`${JSON.stringify(document)}\n`)
  else if (lines.length > 0) output.stdout.write(`${lines.join('\n')}\n`)
}

/** Prints a message for a person, on stderr. */
export function say(output: Output, text: string): void {
  output.stderr.write(`${text}\n`)
}

function width(cell: string): number {
  return stripVTControlCharacters(cell).length
}

/** Columns padded to their widest cell; columns of numbers are right-aligned. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const columns = heads.map((head, column) => ({
    width: Math.max(width(head), ...rows.map((row) => width(row[column] ?? ''))),
    right: rows.length > 0 && rows.every((row) => /^[-–\d.,]*%?$/.test(stripVTControlCharacters(row[column] ?? ''))),
  }))
  return [heads, ...rows].map((row) =>
    columns
      .map((column, index) => {
        const cell = row[index] ?? ''
        const space = ' '.repeat(column.width - width(cell))
        return column.right ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd(),
  )
}

/** Formats a duration in seconds: `45 s`, `12 min`, `3 h`, `2 d`. */
export function age(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return '–'
  if (seconds < 120) return `${Math.round(seconds)} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} d`
}

/** The first digits of a content hash: enough to distinguish two snapshots. */
export function shortHash(hash: string | null | undefined): string {
  return hash ? hash.replace(/^sha256[:-]/, '').slice(0, 12) : '–'
}

export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toLocaleString('en-US')
}

/**
 * Formats a value of an answer whose shape the server defines: a string as it is, anything else as JSON. Control
 * characters are escaped, because a feed's value must not control the terminal of the person who reads it.
 */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replace(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
