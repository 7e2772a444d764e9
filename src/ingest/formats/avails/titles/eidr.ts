/** What a text says of an EIDR: the id in its standard form; `broken`: one is meant, but it is none; null: none is meant. */
export type WrittenEidr = { readonly id: string } | { readonly broken: true } | null

/**
 * Forms that name an EIDR: `10.5240/…`, `urn:eidr:10.5240:…`, and the ids of Common Metadata such as `md:cid:eidr-s:…`.
 * `eidr-x` is left alone: what follows it belongs to somebody else's part of a work.
 */
const FORM = /^(?:10\.5240\/|urn:eidr:10\.5240:|(?:[a-z0-9-]+:)*eidr-s:)(.*)$/is
const SUFFIX = /^(?:[0-9A-F]{4}-){5}[0-9A-Z]$/
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Reads an EIDR and checks its last character, which ISO/IEC 7064, MOD 37,36 computes from the others. Sources: EIDR
 * ID Format; Common Metadata, section 2.1 (`eidr-s`).
 */
export function readEidr(text: string): WrittenEidr {
  const rest = FORM.exec(text.trim())?.[1]
  if (rest === undefined) return null
  const suffix = rest.toUpperCase()
  const digits = suffix.replaceAll('-', '')
  if (!SUFFIX.test(suffix) || checkCharacter(digits.slice(0, -1)) !== digits.at(-1)) return { broken: true }
  return { id: `10.5240/${suffix}` }
}

/** The check character of some digits and capital letters: ISO/IEC 7064, MOD 37,36 (a hybrid system). */
function checkCharacter(characters: string): string {
  let product = 36
  for (const character of characters) {
    const sum = (product + ALPHABET.indexOf(character)) % 36
    product = ((sum === 0 ? 36 : sum) * 2) % 37
  }
  return ALPHABET.charAt((37 - product) % 36)
}
