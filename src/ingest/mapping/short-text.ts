import { VISIBLE } from '../../model/fields/visible-text.ts'
import { type FeedFinding, warning } from '../feeds/feed-finding.ts'

/** A text of an item, and where it stands. */
export interface WrittenText {
  readonly text: string
  /** In the source's own words. */
  readonly path: string
  /** Line of the source, from 1. */
  readonly line: number
}

/**
 * A text as a record may hold it: on one line, and cut to `most` characters (UTF-16 units) with a warning. null: nothing
 * of it can be seen, so that it counts as left out.
 */
export function shortText(
  { text, path, line }: WrittenText,
  most: number,
): { readonly text: string | null; readonly findings: readonly FeedFinding[] } {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (!VISIBLE.test(plain)) return { text: null, findings: [] }
  if (plain.length <= most) return { text: plain, findings: [] }
  // A cut pair of surrogates would be no character at all.
  const cut = `${plain.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
  const hint = `has ${plain.length} characters, of ${most} at most: the rest is cut off`
  return { text: cut, findings: [warning(line, 'shortened', path, plain, hint)] }
}
