import { readMediaUrl } from '../../model/fields/media-url.ts'
import { type FeedFinding, fault, warning } from '../feeds/feed-finding.ts'
import type { FeedReading } from '../feeds/feed-reader.ts'
import { urlExpiry } from './url-expiry.ts'

/** A media URL of an item. */
export interface ItemUrl {
  readonly url: string
  /** Where it stands, in the source's own words. */
  readonly path: string
  /** Line of the source, from 1. */
  readonly line: number
  /** When the item itself ends, in milliseconds since 1970; null: it does not end. */
  readonly until: number | null
}

/** The URL as it is stored, and what there is to say of it. */
export interface MediaAddress {
  readonly url: string
  readonly findings: readonly FeedFinding[]
}

/**
 * The address of a file as records keep it: a host in the feed's `hosts` becomes its alias (`/@alias/path?query`), so
 * that another CDN can take its place. A URL that says in its query when it expires is refused when it has, and warned
 * of when it will before its item ends. Whether it is a media URL at all is for the record's schema to say.
 */
export function mediaAddress(
  { feed, now }: Pick<FeedReading, 'feed' | 'now'>,
  { url, path, line, until }: ItemUrl,
): MediaAddress {
  const expires = urlExpiry(url)
  const findings: FeedFinding[] = []
  if (expires !== null) {
    const at = new Date(expires).toISOString()
    if (expires <= now) {
      findings.push(
        fault(line, 'url-expired', path, url, `it expired at ${at}: send one that lasts as long as its item`),
      )
    } else if (until === null || expires < until) {
      const end = until === null ? 'the item does not end' : `the item ends at ${new Date(until).toISOString()}`
      findings.push(
        warning(line, 'url-expires', path, url, `it expires at ${at}, but ${end}: it will not play after that`),
      )
    }
  }
  return { url: aliased(url, feed.hosts), findings }
}

/** An https URL on the default port of a host with an alias, rewritten; any other as it is. */
function aliased(text: string, hosts: Readonly<Record<string, string>>): string {
  if (Object.keys(hosts).length === 0) return text
  const read = readMediaUrl(text)
  if (!('url' in read)) return text
  const [, host = '', rest = ''] = /^https:\/\/([^/]+)(\/.*)$/s.exec(read.url) ?? []
  return Object.hasOwn(hosts, host) ? `/@${hosts[host]}${rest}` : text
}
