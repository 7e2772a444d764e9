/** A member of an object, or an element of a list, as it stands in a text. */
export interface JsonSlice {
  /** Name of the member; of an element its number, from 0. */
  readonly key: string
  /** Where its value begins in the text. */
  readonly start: number
  /** Its value, as it stands there. */
  readonly text: string
}

/** Matches a whole text, or one character of structure. What lies between are numbers and words. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/gs

/**
 * The members or elements of the object or list that begins at `from`, in a text that `JSON.parse` has accepted: so that
 * a part of an item can be quoted as it stands, with its line.
 */
export function slicesOf(json: string, from: number): readonly JsonSlice[] {
  const isList = json[from] === '['
  const slices: JsonSlice[] = []
  const tokens = new RegExp(TOKENS)
  tokens.lastIndex = from
  let depth = 0
  let name = ''
  let isNameNext = !isList
  let start = from + 1
  for (let match = tokens.exec(json); match !== null; match = tokens.exec(json)) {
    const [token] = match
    const isEnd = token === '}' || token === ']'
    if (depth === 1 && (token === ',' || isEnd)) {
      const written = json.slice(start, match.index)
      const text = written.trim()
      const key = isList ? String(slices.length) : name
      if (text !== '') slices.push({ key, start: start + written.length - written.trimStart().length, text })
      start = match.index + 1
      isNameNext = !isList
    } else if (depth === 1 && token === ':') start = match.index + 1
    else if (depth === 1 && isNameNext && token.startsWith('"')) {
      name = String(JSON.parse(token))
      isNameNext = false
    }
    if (token === '{' || token === '[') depth += 1
    if (isEnd) depth -= 1
    if (depth === 0) break
  }
  return slices
}
