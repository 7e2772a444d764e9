import type { FeedFinding } from '../../feeds/feed-finding.ts'
import { languageOf, UNKNOWN_LANGUAGE, unknownLanguage } from '../../mapping/item-language.ts'
import { shortText } from '../../mapping/short-text.ts'
import { attributeOf, childrenOf, type XmlElement } from '../xml/xml-element.ts'

const LONGEST_NAME = 300

/**
 * The names of a work by language, from `Titles/Title` or `Title`; of several in one language the one for all
 * territories, else the first.
 *
 * @param attribute where the language stands: `locale` in CDF, `language` in EMBER
 */
export function workNames(
  work: XmlElement,
  attribute: 'locale' | 'language',
  findings: FeedFinding[],
): Readonly<Record<string, string>> {
  const titles = [
    ...childrenOf(work, 'Titles').flatMap((all) => childrenOf(all, 'Title')),
    ...childrenOf(work, 'Title'),
  ]
  const forAll = titles.filter((title) => attributeOf(title, 'territories') === null)
  const names = new Map<string, string>()
  for (const title of [...forAll, ...titles]) {
    const language = languageOfTitle(title, attribute, findings)
    if (names.has(language)) continue
    const { text, findings: found } = shortText({ text: title.text, path: 'Title', line: title.line }, LONGEST_NAME)
    findings.push(...found)
    if (text !== null) names.set(language, text)
  }
  return Object.fromEntries(names)
}

function languageOfTitle(title: XmlElement, attribute: string, findings: FeedFinding[]): string {
  const written = attributeOf(title, attribute)
  if (written === null) return UNKNOWN_LANGUAGE
  const language = languageOf(written)
  if (language === null) findings.push(unknownLanguage(title.line, `Title/@${attribute}`, written))
  return language ?? UNKNOWN_LANGUAGE
}
