/**
 * The stored form of the name of a tag, a feed, an owner or a label: composed (NFC), trimmed, with inner whitespace as
 * single plain spaces. Letter case is kept.
 */
export function groupName(text: string): string {
  return PLAIN.test(text) ? text : text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
}

/**
 * The key by which such names are compared everywhere. Names that a person reads as equal get the same key, whatever
 * their case and invisible characters. Greek capitals are written without accents, so accents are ignored in a name
 * with Greek letters. An order on `tag:kids` also applies to `Kids`: one match too many is better than one too few.
 *
 * The key of a key is the key itself. Keys made under an earlier rule are converted when compared (`targetKey`), so
 * that older content and lists are still matched.
 */
export function groupKey(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  let key = folded(text)
  // Repeated until stable: a capital sharp s first becomes small, and two letters only when it is capitalised again.
  for (let again = folded(key); again !== key; again = folded(key)) key = again
  return key
}

/** One round of folding; after two or three rounds the result no longer changes. */
function folded(text: string): string {
  const seen = groupName(text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ''))
  const small = seen.toUpperCase().toLowerCase()
  const plain = GREEK.test(small) ? small.normalize('NFD').replaceAll(/\p{Mn}/gu, '') : small
  return groupName(plain)
}

const GREEK = /\p{Script=Greek}/u

/** ASCII words with single spaces between: nearly all names, which need no normalisation. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/** Whether a text names a group rather than a record or a surface: `tag:`, `owner:`, `feed:`. */
const GROUP_TARGET = /^(tag|owner|feed):/

/** A takedown target with a group's name replaced by its key; other targets unchanged. */
export function targetKey(target: string): string {
  const [prefix] = GROUP_TARGET.exec(target.trim()) ?? []
  return prefix === undefined ? target : prefix + groupKey(target.trim().slice(prefix.length))
}
