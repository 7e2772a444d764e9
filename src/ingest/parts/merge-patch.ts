type Json = Readonly<Record<string, unknown>>

/**
 * Applies a JSON Merge Patch to an object: null takes a member out, an object is merged, all else replaces. Source: RFC
 * 7396, section 2.
 */
export function mergePatch(target: Json, patch: Json): Json {
  const merged: Record<string, unknown> = { ...target }
  for (const [name, value] of Object.entries(patch)) {
    if (name === '__proto__') continue
    if (value === null) delete merged[name]
    else merged[name] = isObject(value) ? mergePatch(objectOf(merged[name]), value) : value
  }
  return merged
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectOf(value: unknown): Json {
  return isObject(value) ? value : {}
}
