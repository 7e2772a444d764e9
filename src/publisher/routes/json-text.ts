import { repeatedMember } from '../../ingest/lines/repeated-member.ts'
import { findUnsafe } from '../../ingest/lines/unsafe-content.ts'
import { OpsProblem } from '../ops-problem.ts'

/** Levels of a body; what is asked of any route has far fewer. More would end the stack of whatever walks through it. */
const LEVELS_MAX = 64

/**
 * What a body of JSON says; of none, an empty object. What a parser would drop in silence is refused, as in a line of an
 * ingest: a key that changes prototypes, a field that stands twice.
 *
 * @throws OpsProblem 400 naming the field
 */
export function jsonOf(text: string): unknown {
  const content = parsed(text)
  if (typeof content !== 'object' || content === null) return content
  if (isTooDeep(content)) {
    throw cannotBeRead(`It nests more than ${LEVELS_MAX} levels deep: send it as the route describes it.`, 'body')
  }
  const unsafe = findUnsafe(text, content)
  if (unsafe?.rule === 'reserved-key') {
    const field = unsafe.path === '' ? unsafe.value : `${unsafe.path}.${unsafe.value}`
    throw cannotBeRead(`No field has this name: ${unsafe.hint}.`, field)
  }
  if (unsafe !== null) throw cannotBeRead(`${unsafe.hint}.`, unsafe.path || 'body')
  const twice = repeatedMember(text, content)
  if (twice === null) return content
  throw cannotBeRead(`${twice} stands twice in one object: leave one of them out.`, twice)
}

function parsed(text: string): unknown {
  try {
    return text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw cannotBeRead('The body is not JSON.', null)
  }
}

function cannotBeRead(told: string, field: string | null): OpsProblem {
  return new OpsProblem(400, 'The body cannot be read', told, field === null ? null : field.slice(0, 200))
}

/** Level by level instead of recursion, which is what a deep body would break. */
function isTooDeep(content: object): boolean {
  let level: readonly unknown[] = [content]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > LEVELS_MAX) return true
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []))
  }
  return false
}
