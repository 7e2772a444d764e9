/** A string, whole; or what opens, closes or separates. Whatever stands between is a number or a word. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/**
 * Whether some object of a JSON text names a member twice, however it is spelled (`"cap"`, `"c\u0061p"`). Parsers take
 * the last one, or the first: two of them would believe two different things of one signature.
 * Source: RFC 7519, section 4; RFC 8259, section 4.
 *
 * @param json a text that parses
 */
export function hasDuplicateMembers(json: string): boolean {
  /** Names in the objects around; null for a list. */
  const open: (Set<string> | null)[] = []
  let nameNext = false
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') open.pop()
    const names = open.at(-1) ?? null
    if (token.startsWith('"') && nameNext && names !== null) {
      const name: unknown = JSON.parse(token)
      if (typeof name !== 'string' || names.has(name)) return true
      names.add(name)
    }
    nameNext = names !== null && (token === '{' || token === ',')
  }
  return false
}
