/** A string, whole; or what opens, closes or separates. Whatever stands between is a number or a word. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/**
 * The first member that an object of a JSON text names twice, however it is spelled (`"cap"`, `"c\u0061p"`), or null.
 * Parsers take the last one, or the first: two of them would believe two different things of one signature, and what a
 * record says in the other one is lost.
 * Source: RFC 7519, section 4; RFC 8259, section 4.
 *
 * @param json a text that parses
 */
export function duplicateMember(json: string): string | null {
  /** Names in the objects around; null for a list. */
  const open: (Set<string> | null)[] = []
  let nameNext = false
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') open.pop()
    const names = open.at(-1) ?? null
    if (token.startsWith('"') && nameNext && names !== null) {
      const name = String(JSON.parse(token))
      if (names.has(name)) return name
      names.add(name)
    }
    nameNext = names !== null && (token === '{' || token === ',')
  }
  return null
}
