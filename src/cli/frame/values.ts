import type { z } from 'zod'
import { UNKNOWN_TERRITORY } from '../../model/nouns/region.ts'
import { placeOf } from '../../rules/lookup/place-table.ts'
import { suggestion } from './nearest.ts'
import { UsageError } from './refusal.ts'

/** Parses an integer within bounds; undefined when the flag was not given. */
export function wholeNumber(flag: string, typed: string | undefined, least: number, greatest: number) {
  if (typed === undefined) return undefined
  const value = Number(typed)
  if (!/^-?\d+$/.test(typed) || value < least || value > greatest) {
    throw new UsageError(`${flag} is "${typed}"`, `a whole number from ${least} to ${greatest}`)
  }
  return value
}

/** Parses a number within bounds; undefined when the flag was not given. */
export function numberWithin(flag: string, typed: string | undefined, least: number, greatest: number) {
  if (typed === undefined) return undefined
  const value = Number(typed)
  if (!/^(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(typed) || value < least || value > greatest) {
    throw new UsageError(`${flag} is "${typed}"`, `a number from ${least} to ${greatest}`)
  }
  return value
}

/** Parses one of the known words. */
export function oneOf<Word extends string>(flag: string, typed: string, known: readonly Word[]): Word {
  const found = known.find((word) => word === typed)
  if (found === undefined) throw new UsageError(`${flag} is "${typed}"`, suggestion(typed, known))
  return found
}

/** Parses a value by a schema of the records, with the same error messages as an ingest. */
export function matching<Schema extends z.ZodType>(flag: string, typed: string, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(typed)
  if (!parsed.success) throw new UsageError(`${flag} is "${typed}"`, `${parsed.error.issues[0]?.message}`)
  return parsed.data
}

/** Parses a snapshot's id, or its first 8 digits or more. */
export function snapshotPrefix(flag: string, typed: string): string {
  const id = typed.toLowerCase()
  if (/^[0-9a-f]{8,64}$/.test(id)) return id
  throw new UsageError(`${flag} is "${typed}"`, 'a snapshot id, or its first 8 digits or more: ff snapshot list')
}

/** `A,B` → `['A', 'B']`. */
export function list(typed: string | undefined): string[] | undefined {
  if (typed === undefined) return undefined
  return typed
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** Parses a country of residence: `XX` and `T1` are not countries. */
export function residenceCode(flag: string, typed: string): string {
  const code = typed.toUpperCase()
  if (code === UNKNOWN_TERRITORY || placeOf(code).territory !== code)
    throw new UsageError(`${flag} is "${typed}"`, 'an ISO country code, like DE')
  return code
}

/** Parses a country code, in either case; `T1` is Tor, an unknown place. */
export function countryCode(flag: string, typed: string): string {
  const code = typed.toUpperCase()
  if (!/^([A-Z]{2}|T1)$/.test(code))
    throw new UsageError(`${flag} is "${typed}"`, 'two letters, like DE; XX is unknown')
  return code
}

/** Reads `2026-11-22`, `2026-11-22T20:00` or `2026-11-22T20:00:00Z`, always as UTC. */
export function instantInUtc(flag: string, typed: string): string {
  const [, day = '', time = '00:00', seconds = ':00'] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?Z?)?$/.exec(typed) ?? []
  const instant = Date.parse(`${day}T${time}${seconds}Z`)
  if (Number.isNaN(instant))
    throw new UsageError(`${flag} is "${typed}"`, 'like 2026-11-22 or 2026-11-22T20:00, in UTC')
  return new Date(instant).toISOString()
}
