/**
 * JSON in one spelling: keys sorted by code unit, no space, numbers and strings as `JSON.stringify` writes them.
 * Equal values, equal text. Source: RFC 8785, for values that `JSON.stringify` keeps; what it drops (`undefined`,
 * functions) is dropped here too.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (isRecord(each) ? sorted(each) : each))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)))
}
