/** Texts, and the signs between values; numbers and words stand between them. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g

/** An object or list that is open. */
interface Opened {
  /** The members of an object so far; null: a list. */
  readonly members: Set<string> | null
  /** The member or index that is being read. */
  at: string | number
  /** Whether the next text names a member. */
  isNaming: boolean
}

/**
 * The path of the first member that an object of this JSON has twice; null: none has. A parser takes the last one and says
 * nothing, so that whoever wrote both would get one of two values. @param json JSON that a parser has taken
 */
export function repeatedMember(json: string): string | null {
  const open: Opened[] = []
  for (const [token] of json.matchAll(TOKENS)) {
    const top = open.at(-1)
    if (token === '{') open.push({ members: new Set(), at: '', isNaming: true })
    else if (token === '[') open.push({ members: null, at: 0, isNaming: false })
    else if (token === '}' || token === ']') open.pop()
    else if (token === ',') next(top)
    else if (top?.isNaming) {
      const name = JSON.parse(token) as string
      top.at = name
      top.isNaming = false
      if (top.members?.has(name)) return open.map(({ at }) => at).join('.')
      top.members?.add(name)
    }
  }
  return null
}

function next(top: Opened | undefined): void {
  if (top === undefined) return
  if (typeof top.at === 'number') top.at += 1
  else top.isNaming = true
}
