/**
 * The JSON that a form stands for. A field's `name` is its place (`windows.0.from` goes deep), `data-kind` what its text
 * becomes (`rest`: an object of further fields); an empty field is left out.
 * One with `data-changed` is part of a merge patch: left out unless it was changed, and null once it is empty.
 */
export function bodyOf(form: HTMLFormElement): object {
  const body: Record<string, unknown> = {}
  let rest: object = {}
  for (const field of form.elements) {
    if (!isField(field) || field.name === '' || field.disabled) continue
    const isPatch = field.dataset.changed !== undefined
    if (isPatch && !isChanged(field)) continue
    const value = fieldValue(field) ?? (isPatch ? null : undefined)
    if (field.dataset.kind === 'rest') rest = (value as object | undefined) ?? {}
    else if (value !== undefined) put(body, field.name.split('.'), value)
  }
  return { ...rest, ...body }
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function isField(candidate: Element): candidate is Field {
  return (
    candidate instanceof HTMLInputElement ||
    candidate instanceof HTMLSelectElement ||
    candidate instanceof HTMLTextAreaElement
  )
}

function isChanged(field: Field): boolean {
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue
  return [...field.options].some((option) => option.selected !== option.defaultSelected)
}

function fieldValue(field: Field): unknown {
  const text = field.value.trim()
  if (field instanceof HTMLInputElement && field.type === 'checkbox') {
    if (field.dataset.kind === 'boolean') return field.checked
    return field.checked ? text : undefined
  }
  if (field instanceof HTMLInputElement && field.type === 'radio' && !field.checked) return undefined
  if (text === '') return undefined
  switch (field.dataset.kind) {
    case 'number':
      // What is no number is sent as it is: who reads it says so, and names the field.
      return Number.isNaN(Number(text)) ? text : Number(text)
    case 'boolean':
      return text === 'true'
    case 'list':
      return text.split(/[\s,]+/)
    case 'json':
    case 'rest':
      return JSON.parse(text)
    case 'utc':
      return `${text}:00.000Z`
    default:
      return text
  }
}

/** Puts a value at its place; several fields of one name that ends with `.+` become a list. */
function put(into: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest[0] === '+') {
    const list = Array.isArray(into[name]) ? into[name] : []
    into[name] = [...list, value]
    return
  }
  if (rest.length === 0) {
    into[name] = value
    return
  }
  const isList = /^\d+$/.test(rest[0] ?? '')
  const inner = (into[name] ?? (isList ? [] : {})) as Record<string, unknown>
  into[name] = inner
  put(inner, rest, value)
}
