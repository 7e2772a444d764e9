/** Matches a whole string, or a bracket, colon or comma. Anything in between is a number or a literal. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/**
 * The first member name that an object in a JSON text repeats, however it is spelled (`"cap"`, `"c\u0061p"`), or null.
 * Parsers take the last or the first one, so two of them could believe different things of one signature, and part of a
 * record would be lost. Source: RFC 7519, section 4; RFC 8259, section 4.
 *
 * @param json a valid JSON text
 */
export function duplicateMember(json: string): string | null {
  /** Stack of the enclosing objects' names; null for an array. */
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
