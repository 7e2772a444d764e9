import { canonicalLanguage } from '../../model/fields/language-tag.ts'
import { type FeedFinding, warning } from '../feeds/feed-finding.ts'

/** The language of texts that do not say theirs (BCP 47: undetermined). */
export const UNKNOWN_LANGUAGE = 'und'

/** A language as a feed writes it, `pt_BR` too, in its one spelling; null: it is none. */
export function languageOf(text: string): string | null {
  return canonicalLanguage(text.trim().replaceAll('_', '-'))
}

/** What is said of a language that is none. */
export function unknownLanguage(line: number, path: string, text: string): FeedFinding {
  return warning(
    line,
    'left-out',
    path,
    text,
    'a language tag (BCP 47) like de, pt-BR or zh-Hant; it counts as not known',
  )
}
