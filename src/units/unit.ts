import { macHex, type UnitKey, type UnitKeys } from './unit-keys.ts'

/** 64 bits: of a hundred million viewers, two share a unit with a chance of one in 3,700. */
const UNIT_BYTES = 8

/** What a unit is a pseudonym of. The two never meet, even if a session is named like a subject. */
type Named = 'subject' | 'session'

/** The pseudonym of a consented viewer, 16 hex digits; null without keys. */
export function unitOfSubject(subject: string, keys: UnitKeys): string | null {
  return firstUnit('subject', subject, keys)
}

/** The pseudonym of a session, for everybody without consent, 16 hex digits; null without keys. */
export function unitOfSession(sessionId: string, keys: UnitKeys): string | null {
  return firstUnit('session', sessionId, keys)
}

/** Every pseudonym that a subject may stand under: one for each key, so that all are found while keys change. */
export function unitsOfSubject(subject: string, keys: UnitKeys): string[] {
  return keys.map((key) => unitUnder(key, 'subject', subject))
}

function firstUnit(named: Named, name: string, [first]: UnitKeys): string | null {
  return first === undefined ? null : unitUnder(first, named, name)
}

function unitUnder(key: UnitKey, named: Named, name: string): string {
  return macHex(key, `unit ${named}\n${name}`, UNIT_BYTES)
}
