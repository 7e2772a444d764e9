import { duplicateMember } from '../../model/fields/duplicate-member.ts'

const NAME_ENDS = /"\s*:/g

/**
 * A field that stands twice in one object of a line, or null: a parser would take one of them and say nothing. Most lines
 * are cleared by a count alone; what a text holds that looks like a field only costs a closer look.
 *
 * @param text the line that `content` was parsed from
 */
export function repeatedMember(text: string, content: object): string | null {
  const named = text.match(NAME_ENDS)?.length ?? 0
  return named === membersOf(content) ? null : duplicateMember(text)
}

/** A list of its own instead of recursion: a line may nest 500,000 deep. */
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
