import { UsageError } from '../frame/refusal.ts'

/** A comma before the next `field=`: other commas belong to a value. */
const BETWEEN = /,(?=[A-Za-z][A-Za-z.]*=)/

/** `weight=2,goal.impressions=5000` → what each field is to say: JSON, or else a text. */
export function setOf(flag: string, typed: string | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fieldsOf(flag, typed).map(([field, text]) => [field, jsonOr(text, text)]))
}

/** `territories=AT,CH` → the values for each list: those of a JSON list, or else texts. */
export function listsOf(flag: string, typed: string | undefined): Readonly<Record<string, readonly unknown[]>> {
  const fields = fieldsOf(flag, typed).map(([field, text]): [string, unknown[]] => {
    const parsed = text.startsWith('[') ? jsonOr(text, null) : null
    return [field, Array.isArray(parsed) ? parsed : text.split(',').map((each) => each.trim())]
  })
  return Object.fromEntries(fields)
}

function fieldsOf(flag: string, typed: string | undefined): readonly (readonly [string, string])[] {
  if (typed === undefined) return []
  return typed.split(BETWEEN).map((part) => {
    const at = part.indexOf('=')
    const [field, value] = [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    if (at > 0 && value !== '') return [field, value] as const
    throw new UsageError(`${flag} is "${typed}"`, 'field=value, and more with commas: weight=2,goal.impressions=5000')
  })
}

function jsonOr(text: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return otherwise
  }
}
