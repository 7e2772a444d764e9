import type { FeedFinding } from '../feeds/feed-finding.ts'
import type { Draft, FeedReading, MappedItem } from '../feeds/feed-reader.ts'
import { mediaAddress } from './media-address.ts'
import { type DraftUrl, mediaUrlsOf } from './media-urls.ts'
import { instantOfEnd } from './window-end.ts'

const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/

/**
 * Records that are written as they are stored, with the addresses of their media as `mediaAddress` keeps them: hosts of
 * the feed become aliases, and URLs that expire are told, as in every other format.
 */
export function withAddresses(
  reading: FeedReading,
  { drafts, findings, ...rest }: MappedItem,
  line: number,
): MappedItem {
  const found: FeedFinding[] = []
  const addressed = drafts.map((draft) => {
    if (draft.type !== 'asset') return draft
    const until = untilOf(reading, draft)
    let asset = draft
    for (const { url: written, path } of mediaUrlsOf(draft)) {
      const { url, findings: said } = mediaAddress(reading, { url: written, path: path.join('.'), line, until })
      found.push(...said)
      if (url !== written) asset = withUrl(asset, path, url)
    }
    return asset
  })
  return { ...rest, drafts: addressed, findings: [...findings, ...found] }
}

function untilOf(reading: FeedReading, { validUntil, timeZone }: Draft): number | null {
  if (typeof validUntil !== 'string' || !LOCAL_TIME.test(validUntil)) return null
  const zone = typeof timeZone === 'string' ? timeZone : 'territory'
  return instantOfEnd({ end: validUntil, timeZone: zone }, reading)
}

function withUrl(draft: Draft, [field, at]: DraftUrl['path'], url: string): Draft {
  const list = draft[String(field)]
  const written = Array.isArray(list)
    ? list.map((each: unknown, index) => (index === at ? { ...Object(each), url } : each))
    : url
  return { ...draft, [String(field)]: written }
}
