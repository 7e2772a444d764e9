/** Stands in a line for what is left out of it. */
export const WITHHELD = 'withheld'

/** What is known of a consented viewer: equal to their profile, so that either tells whose the other is. */
const PROFILE_FIELDS = ['profile', 'watched'] as const

/**
 * A line without what came from its viewer's profile, for whoever looks at decisions and does not make them again. A
 * line that holds nothing of a profile is as it was.
 *
 * @param json a line of the decision log, opened
 */
export function withheldMemory(json: string): string {
  const line: unknown = JSON.parse(json)
  const memory = memberOf(line, 'memory')
  const told = PROFILE_FIELDS.filter((field) => isFilled(memberOf(memory, field)))
  // The counts of a consented viewer are those of their profile and of their session, and nothing tells them apart.
  const isCounted = memberOf(memberOf(line, 'context'), 'privacy') === 'consented' && isFilled(memberOf(line, 'counts'))
  if (told.length === 0 && !isCounted) return json
  const left = Object.fromEntries(told.map((field) => [field, WITHHELD]))
  const counts = isCounted ? { counts: WITHHELD } : {}
  return JSON.stringify({ ...Object(line), memory: { ...Object(memory), ...left }, ...counts })
}

/**
 * A line without anything that was remembered of its viewer, also where that was withheld: for whoever counts what was
 * answered, and makes no decision again.
 */
export function withoutMemory(line: unknown): unknown {
  const memory = memberOf(line, 'memory')
  if (typeof memory !== 'object' || memory === null) return line
  const forgotten = Object.fromEntries(PROFILE_FIELDS.map((field) => [field, []]))
  return { ...Object(line), memory: { ...memory, ...forgotten }, counts: [] }
}

/** Whether something was left out of a line, so that it cannot be made again. */
export function isWithheld(line: unknown): boolean {
  const memory = memberOf(line, 'memory')
  return memberOf(line, 'counts') === WITHHELD || PROFILE_FIELDS.some((field) => memberOf(memory, field) === WITHHELD)
}

function isFilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}
