import { ScheduleError } from './schedule-error.ts'

/** Raw replies as what they must be; anything else means that the store is not what we think it is. */

export function asNumber(reply: unknown): number {
  if (typeof reply === 'number') return reply
  throw unexpected('a number', reply)
}

export function asText(reply: unknown): string | null {
  if (reply === null || typeof reply === 'string') return reply
  throw unexpected('text', reply)
}

export function asTexts(reply: unknown): (string | null)[] {
  if (Array.isArray(reply)) return reply.map(asText)
  throw unexpected('a list', reply)
}

export function asWords(reply: unknown): string[] {
  return asTexts(reply).map((word) => {
    if (word === null) throw unexpected('text', word)
    return word
  })
}

/** Converts the flat list of HGETALL. */
export function asFields(reply: unknown): Map<string, string> {
  const words = asWords(reply)
  const fields = new Map<string, string>()
  for (let index = 0; index + 1 < words.length; index += 2) fields.set(words[index] ?? '', words[index + 1] ?? '')
  return fields
}

/** Converts SCAN's `[cursor, elements]`. */
export function asPage(reply: unknown): { cursor: string; elements: string[] } {
  if (!Array.isArray(reply) || reply.length !== 2) throw unexpected('a page of a scan', reply)
  return { cursor: String(reply[0]), elements: asWords(reply[1]) }
}

function unexpected(wanted: string, reply: unknown): ScheduleError {
  const got = Array.isArray(reply) ? 'a list' : reply === null ? 'nothing' : `a ${typeof reply}`
  return new ScheduleError('inconsistent', `the scheduling store answered ${got} where ${wanted} belongs`)
}
