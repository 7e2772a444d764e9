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
  const told = PROFILE_FIELDS.filter((field) => {
    const value = memberOf(memory, field)
    return Array.isArray(value) && value.length > 0
  })
  if (told.length === 0) return json
  const left = Object.fromEntries(told.map((field) => [field, WITHHELD]))
  return JSON.stringify({ ...Object(line), memory: { ...Object(memory), ...left } })
}

/** Whether something was left out of a line, so that it cannot be made again. */
export function isWithheld(line: unknown): boolean {
  return PROFILE_FIELDS.some((field) => memberOf(memberOf(line, 'memory'), field) === WITHHELD)
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}
