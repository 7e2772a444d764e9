/**
 * The name of a tag, a feed, an owner or a label as it is kept: composed (NFC), without white space around it, with one
 * plain space where there is some inside. Its letters stay as they were written.
 */
export function groupName(text: string): string {
  return PLAIN.test(text) ? text : text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
}

/**
 * What such names are compared by, everywhere: two that a person reads as one are one, whatever their case, and
 * whatever in them cannot be seen. An order on `tag:kids` holds for `Kids`: rather one too many than one too few.
 */
export function groupKey(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  const seen = groupName(text.replaceAll(/\p{Default_Ignorable_Code_Point}/gu, ''))
  return seen.toUpperCase().toLowerCase().normalize('NFC')
}

/** ASCII words with single spaces between: nearly all names, and nothing to be done about them. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

/** Whether a text names a group rather than a record or a surface: `tag:`, `owner:`, `feed:`. */
const GROUP_TARGET = /^(tag|owner|feed):/

/** A target of a takedown with its group by its key; other targets as they are. */
export function targetKey(target: string): string {
  const [prefix] = GROUP_TARGET.exec(target.trim()) ?? []
  return prefix === undefined ? target : prefix + groupKey(target.trim().slice(prefix.length))
}
