import { notAFloat, notAnInteger } from './reply-errors.ts'

const LARGEST = 2n ** 63n - 1n
const SMALLEST = -(2n ** 63n)

/** Parses an integer as strictly as Redis: 64 bits, without a plus sign, leading zeros or spaces. */
export function parseInteger64(text: string, refuse: () => Error = notAnInteger): bigint {
  if (!/^(0|-?[1-9]\d{0,18})$/.test(text)) throw refuse()
  const value = BigInt(text)
  if (!fitsInteger64(value)) throw refuse()
  return value
}

export const fitsInteger64 = (value: bigint): boolean => value >= SMALLEST && value <= LARGEST

/** An index, count or duration: exact in a double. */
export function parseInteger(text: string, refuse: () => Error = notAnInteger): number {
  return Number(parseInteger64(text, refuse))
}

/** A sorted set's score: a double, or an infinity. */
export function parseScore(text: string, refuse: () => Error = notAFloat): number {
  if (/^[+-]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw refuse()
  return Number(text)
}

export function formatScore(score: number): string {
  if (score === Infinity) return 'inf'
  return score === -Infinity ? '-inf' : String(score)
}
