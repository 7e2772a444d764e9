import { VISIBLE } from '../../../model/fields/visible-text.ts'
import { genreOf } from '../../../model/nouns/genre.ts'
import { type FeedFinding, warning } from '../../feeds/feed-finding.ts'
import { readFeedTime } from '../../mapping/feed-times.ts'
import { attributeOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'

const MOST_GENRES = 20
const LONGEST_GENRE = 40
const MOST_EXTERNAL_IDS = 20

/** An id that others know a work by. */
interface NamedId {
  readonly idType: string
  readonly id: string
}

/** Elements of a name in a work, beside each other or in the list of that name. */
export function listed(work: XmlElement, list: string, name: string): readonly XmlElement[] {
  return [...childrenOf(work, list).flatMap((all) => childrenOf(all, name)), ...childrenOf(work, name)]
}

/** External ids, with the names of their schemes in capitals (`IMDB`), as other feeds write them. */
export function externalIdsOf(elements: readonly XmlElement[]): readonly NamedId[] {
  const ids = new Map<string, NamedId>()
  for (const element of elements) {
    const idType = attributeOf(element, 'scheme')?.toUpperCase()
    const id = textOf(element)
    if (idType !== undefined && id !== null && ids.size < MOST_EXTERNAL_IDS) ids.set(`${idType} ${id}`, { idType, id })
  }
  return [...ids.values()]
}

/** Genres in English: our own words where there is one, else those of the work. */
export function genresOfWork(elements: readonly XmlElement[]): readonly string[] {
  const english = elements.filter((element) => /^en\b|^$/i.test(attributeOf(element, 'locale') ?? ''))
  const words = english.map(({ text }) => genreOf(text) ?? text.replace(/\s+/g, ' ').trim())
  const fitting = words.filter((word) => word.length <= LONGEST_GENRE && VISIBLE.test(word))
  return [...new Set(fitting)].slice(0, MOST_GENRES)
}

/** The earliest of several days, `YYYY-MM-DD`; null: none can be read, of which a warning tells. */
export function earliestDay(elements: readonly XmlElement[], findings: FeedFinding[]): string | null {
  const days = elements.flatMap((element) => {
    const written = textOf(element)
    const day = written === null ? null : (readFeedTime(written)?.day ?? null)
    if (written === null || day !== null) return day ?? []
    findings.push(warning(element.line, 'left-out', element.name, written, 'no date that can be read'))
    return []
  })
  return days.sort()[0] ?? null
}
