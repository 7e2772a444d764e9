import { lookupLanguage } from '../model/fields/language-tag.ts'

type Texts = Readonly<Record<string, string>>

/** The name and tagline of an item, with their languages. */
export interface DisplayWords {
  readonly title: string
  readonly tagline?: string
  /** Language of the name; left out if there is none. */
  readonly language?: string
  /** Language of the tagline, if it differs. */
  readonly taglineLanguage?: string
}

/**
 * The texts of an item: its title's name with the asset's own name as tagline; the asset's own name alone if it is
 * about no title.
 *
 * @param title names of the title, by canonical language tag; null: about none
 * @param own names of the asset
 */
export function displayWords(title: Texts | null, own: Texts, language: string | null): DisplayWords {
  const ownLanguage = languageOf(own, language)
  if (title === null) return { title: textIn(own, ownLanguage), ...(ownLanguage !== null && { language: ownLanguage }) }
  const titleLanguage = languageOf(title, language)
  return {
    title: textIn(title, titleLanguage),
    ...(ownLanguage !== null && { tagline: textIn(own, ownLanguage) }),
    ...(titleLanguage !== null && { language: titleLanguage }),
    ...(ownLanguage !== null && ownLanguage !== titleLanguage && { taglineLanguage: ownLanguage }),
  }
}

/**
 * The best match for the viewer's language among those of a text; else English, else the first; null: there is no text.
 */
function languageOf(texts: Texts, language: string | null): string | null {
  const isThere = (tag: string): boolean => Object.hasOwn(texts, tag)
  const found = lookupLanguage(isThere, language) ?? lookupLanguage(isThere, 'en')
  if (found !== null) return found
  const all = Object.keys(texts)
  return all.find((tag) => tag.startsWith('en-')) ?? all[0] ?? null
}

function textIn(texts: Texts, language: string | null): string {
  return language === null ? '' : (texts[language] ?? '')
}

/** Moves what matches the viewer's language to the front, otherwise keeping the order; returns how many matched. */
export function wantedFirst<Spoken extends { readonly language: string }>(
  list: readonly Spoken[],
  language: string | null,
): { readonly all: readonly Spoken[]; readonly wanted: number } {
  const found = lookupLanguage((tag) => list.some((each) => each.language === tag), language)
  if (found === null) return { all: list, wanted: 0 }
  const wanted = list.filter((each) => each.language === found)
  return { all: [...wanted, ...list.filter((each) => each.language !== found)], wanted: wanted.length }
}
