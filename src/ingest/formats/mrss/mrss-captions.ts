import type { CaptionKind } from '../../../model/nouns/asset-vocabulary.ts'
import { type FeedFinding, warning } from '../../feeds/feed-finding.ts'
import type { FeedReading } from '../../feeds/feed-reader.ts'
import { languageOf, UNKNOWN_LANGUAGE, unknownLanguage } from '../../mapping/item-language.ts'
import { mediaAddress } from '../../mapping/media-address.ts'
import { captionFormatOf } from '../../mapping/media-types.ts'
import { attributeOf, type XmlElement } from '../xml/xml-element.ts'
import { type MrssItem, nearest } from './mrss-item.ts'

/**
 * The caption files of an item: `media:subTitle`, and `gmrss:subtitle` with a role. What no device reads here, and the
 * second of two for the same language, is left out with a warning.
 */
export function captionsOf(
  reading: FeedReading,
  item: MrssItem,
  until: number | null,
  findings: FeedFinding[],
): readonly object[] {
  const captions = new Map<string, object>()
  for (const element of [...nearest(item, 'media:subTitle'), ...nearest(item, 'gmrss:subtitle')]) {
    const path = `${element.name}/@href`
    const url = attributeOf(element, 'href') ?? attributeOf(element, 'url')
    const format = url === null ? null : captionFormatOf(attributeOf(element, 'type'), url)
    if (url === null || format === null) {
      const hint = 'no device reads it here: WebVTT, TTML or SRT, by its type or the end of its URL'
      findings.push(warning(element.line, 'left-out', path, url, hint))
      continue
    }
    const language = languageOfCaption(element, findings)
    const kind = kindOf(element)
    const key = `${language} ${kind} ${format}`
    if (captions.has(key)) findings.push(warning(element.line, 'left-out', path, url, `${key} stands twice`))
    else {
      const address = mediaAddress(reading, { url, path, line: element.line, until })
      findings.push(...address.findings)
      captions.set(key, { language, kind, format, url: address.url })
    }
  }
  return [...captions.values()]
}

function languageOfCaption(element: XmlElement, findings: FeedFinding[]): string {
  const written = attributeOf(element, 'lang') ?? attributeOf(element, 'language')
  const language = written === null ? null : languageOf(written)
  if (language === null) findings.push(unknownLanguage(element.line, `${element.name}/@lang`, written ?? ''))
  return language ?? UNKNOWN_LANGUAGE
}

function kindOf(element: XmlElement): CaptionKind {
  const role = (attributeOf(element, 'gmrss:role') ?? attributeOf(element, 'role') ?? '').toLowerCase()
  if (role.includes('forced')) return 'forced'
  return role.includes('caption') ? 'captions' : 'subtitles'
}
