/**
 * The name of a tag, a feed, an owner or a label as it is kept: composed (NFC), without white space around it, with one
 * plain space where there is some inside. Its letters stay as they were written.
 */
export function groupName(text: string): string {
  return PLAIN.test(text) ? text : text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
}

/**
 * What such names are compared by, everywhere: two that a person reads as one are one, whatever their case, and
 * whatever in them cannot be seen. Greek capitals are written without accents, so in a name with Greek letters accents
 * do not count. An order on `tag:kids` holds for `Kids`: rather one too many than one too few.
 *
 * A key is its own key, and that of every way to write the name. Keys that were made by an earlier rule are keyed again
 * where they are compared (`targetKey`), so content and lists of before are found by them.
 */
export function groupKey(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  let key = folded(text)
  // A capital sharp s is small first, and two letters only when it is made a capital again.
  for (let again = folded(key); again !== key; again = folded(key)) key = again
  return key
}

/** One round of what makes a key; of what it made it makes the same again after two or three. */
function folded(text: string): string {
  const seen = groupName(text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ''))
  const small = seen.toUpperCase().toLowerCase()
  const plain = GREEK.test(small) ? small.normalize('NFD').replaceAll(/\p{Mn}/gu, '') : small
  return groupName(plain)
}

const GREEK = /\p{Script=Greek}/u

/** ASCII words with single spaces between: nearly all names, and nothing to be done about them. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/** Whether a text names a group rather than a record or a surface: `tag:`, `owner:`, `feed:`. */
const GROUP_TARGET = /^(tag|owner|feed):/

/** A target of a takedown with its group by its key; other targets as they are. */
export function targetKey(target: string): string {
  const [prefix] = GROUP_TARGET.exec(target.trim()) ?? []
  return prefix === undefined ? target : prefix + groupKey(target.trim().slice(prefix.length))
}
