import { createHash } from 'node:crypto'

/** How many hex digits of a SHA-256 are kept: a damaged line passes as a whole one once in 2^64. */
const DIGITS = 16

/** A line of a store's file: its checksum, a space, the text. */
export function checkedLine(text: string): string {
  return `${checksum(text)} ${text}`
}

/**
 * The text of a line; null when the line is damaged. Files of older versions have no checksums: such a line is returned
 * unchecked, and parsing it as JSON finds gross damage.
 */
export function checkedText(line: string): string | null {
  if (line.startsWith('{') || line.startsWith('[')) return line
  const text = line.slice(DIGITS + 1)
  return line[DIGITS] === ' ' && line.slice(0, DIGITS) === checksum(text) ? text : null
}

/** The error for a line that cannot be read. */
export function damaged(path: string, line: number): Error {
  return new Error(`${path} line ${line} is damaged; restore the directory from a copy, or remove it to start empty`)
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS)
}
