import { canonicalJson } from '../../model/canonical-json.ts'

/** The first difference of two JSON values: its path, and both values; `undefined`: there is no value. */
export interface Difference {
  readonly path: string
  readonly logged: unknown
  readonly replayed: unknown
}

/** The first difference between two JSON values, keys in the order of canonical JSON; null when they are equal. */
export function firstDifference(logged: unknown, replayed: unknown, path = ''): Difference | null {
  if (canonicalJson({ value: logged }) === canonicalJson({ value: replayed })) return null
  const [one, other] = [childrenOf(logged), childrenOf(replayed)]
  if (one === null || other === null || Array.isArray(logged) !== Array.isArray(replayed)) {
    return { path, logged, replayed }
  }
  const names = [...new Set([...one.keys(), ...other.keys()])]
  if (!Array.isArray(logged)) names.sort()
  for (const name of names) {
    const below = Array.isArray(logged) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`
    const found = firstDifference(one.get(name), other.get(name), below)
    if (found !== null) return found
  }
  return { path, logged, replayed }
}

function childrenOf(value: unknown): ReadonlyMap<string, unknown> | null {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null
}
