import { groupName } from '../../../model/fields/group-name.ts'
import { VISIBLE } from '../../../model/fields/visible-text.ts'
import { type Genre, genreOf } from '../../../model/nouns/genre.ts'
import { type FeedFinding, warning } from '../../feeds/feed-finding.ts'
import { shortText } from '../../mapping/short-text.ts'
import { attributeOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'
import { type MrssItem, nearest, textLanguage } from './mrss-item.ts'

/** Longest name of a title or an asset, in UTF-16 units. */
const LONGEST_NAME = 300
const LONGEST_TAG = 60
const MOST_TAGS = 40
const MOST_GENRES = 20
/** No name is longer before it is cut: markup is looked for in this part only. */
const LOOKED_AT = 4000

/** The names of an item by language: `media:title`, else `title`, and the translations of GMRSS. */
export function namesOf(item: MrssItem, findings: FeedFinding[]): Readonly<Record<string, string>> {
  const own = [...nearest(item, 'media:title'), ...childrenOf(item.item, 'title')].find(
    (element) => textOf(element) !== null,
  )
  const names = new Map<string, string>()
  for (const element of [...(own === undefined ? [] : [own]), ...childrenOf(item.item, 'gmrss:localizedTitle')]) {
    const language = textLanguage(item, element)
    const { text, findings: found } = shortText(
      { text: plainText(element), path: element.name, line: element.line },
      LONGEST_NAME,
    )
    findings.push(...found)
    if (text !== null && !names.has(language)) names.set(language, text)
  }
  return Object.fromEntries(names)
}

/** The text of an element; of one that says that it is HTML without its tags. */
function plainText(element: XmlElement): string {
  if (attributeOf(element, 'type') !== 'html') return element.text
  return element.text.slice(0, LOOKED_AT).replace(/<[^<>]*>/g, ' ')
}

/** What campaigns find an item by: its keywords, and its categories too. */
export function tagsOf(item: MrssItem, findings: FeedFinding[]): readonly string[] {
  const tags = new Set<string>()
  for (const element of [...nearest(item, 'media:keywords'), ...categoriesOf(item)]) {
    const words = element.name === 'media:keywords' ? element.text.split(',') : [element.text]
    for (const word of words.map(groupName)) {
      if (!VISIBLE.test(word)) continue
      if (word.length <= LONGEST_TAG && (tags.has(word) || tags.size < MOST_TAGS)) tags.add(word)
      else {
        const hint = `at most ${MOST_TAGS} tags, of ${LONGEST_TAG} characters each`
        findings.push(warning(element.line, 'left-out', element.name, word, hint))
      }
    }
  }
  return [...tags]
}

/** The genres that its categories name. */
export function genresOf(item: MrssItem): readonly Genre[] {
  const words = categoriesOf(item).flatMap((element) => [element.text, attributeOf(element, 'label') ?? ''])
  return [...new Set(words.map(genreOf).filter((genre) => genre !== null))].slice(0, MOST_GENRES)
}

const categoriesOf = (item: MrssItem): readonly XmlElement[] => [
  ...nearest(item, 'media:category'),
  ...childrenOf(item.item, 'category'),
]
