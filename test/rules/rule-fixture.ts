import { BUNDLED_FILES, bundledRules } from '../../src/rules/bundled-rules.ts'

/** The bundled rule files with one value changed; `undefined` removes it. `at` is like `groups.dach.4`. */
export function changed(path: string, at: string, value: unknown, base = BUNDLED_FILES): Map<string, unknown> {
  const files = new Map(base)
  const copy: unknown = structuredClone(files.get(path))
  const keys = at.split('.')
  const last = keys.pop() ?? ''
  const target = keys.reduce<unknown>((part, key) => Reflect.get(part as object, key), copy) as object
  if (value !== undefined) Reflect.set(target, last, value)
  else if (Array.isArray(target)) target.splice(Number(last), 1)
  else Reflect.deleteProperty(target, last)
  return files.set(path, copy)
}

/** Where a territory's row stands in `territories.json`. */
export function rowAt(code: string, field: string): string {
  return `territories.${[...bundledRules().territories.keys()].indexOf(code)}.${field}`
}
