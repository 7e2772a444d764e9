import { type FeedFinding, fault } from '../../feeds/feed-finding.ts'
import { MOST_UNITS, type XmlFragment } from './fragment-scanner.ts'

/** What makes an item unreadable although its document goes on; null: nothing. */
export function damageOf({ element, source, isTooLarge, unknownEntity }: XmlFragment): FeedFinding | null {
  const { line, name } = element
  if (isTooLarge) return fault(line, 'too-large', name, source, `an item has at most ${MOST_UNITS} characters`)
  if (unknownEntity !== null) {
    const hint = 'XML does not define it: write the character itself, or its number like &#160;'
    return fault(unknownEntity.line, 'wrong-format', name, unknownEntity.name, hint)
  }
  if (!source.includes('\uFFFD')) return null
  const at = source.indexOf('\uFFFD')
  const hint = 'bytes that are no characters in the encoding of the document: send UTF-8, or name the encoding'
  return fault(line, 'not-utf-8', name, source.slice(Math.max(0, at - 40), at + 40), hint)
}
