import { duplicateMember } from '../../model/fields/duplicate-member.ts'

const NAME_ENDS = /"\s*:/g

/**
 * A field that one object of a line repeats, or null: a parser would silently take one of them. Most lines are cleared
 * by a count alone; text that only looks like a field just costs a closer look.
 *
 * @param text the line that `content` was parsed from
 */
export function repeatedMember(text: string, content: object): string | null {
  const named = text.match(NAME_ENDS)?.length ?? 0
  return named === membersOf(content) ? null : duplicateMember(text)
}

/** An explicit stack instead of recursion: a line may nest 500,000 deep. */
function membersOf(content: object): number {
  let members = 0
  const pending: unknown[] = [content]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue
    const inner: unknown[] = Object.values(next)
    if (!Array.isArray(next)) members += inner.length
    for (const each of inner) pending.push(each)
  }
  return members
}
