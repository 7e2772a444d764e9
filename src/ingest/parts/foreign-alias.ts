import { aliasOf } from '../../model/fields/media-alias.ts'
import { type FeedFinding, fault } from '../feeds/feed-finding.ts'
import type { Draft } from '../feeds/feed-reader.ts'
import { mediaUrlsOf } from '../mapping/media-urls.ts'

/**
 * The URLs of a draft at an alias that is none of the feed's: what is at the CDN of another feed is that feed's to bring,
 * and moves when that feed's hosts do.
 *
 * @param hosts as a feed's settings say them: host → alias
 */
export function foreignAlias(
  draft: Draft,
  hosts: Readonly<Record<string, string>>,
  line: number,
): readonly FeedFinding[] {
  return mediaUrlsOf(draft).flatMap(({ path, url }) => {
    const alias = aliasOf(url)
    if (alias === null || Object.values(hosts).includes(alias)) return []
    const hint = `the feed's hosts do not name the alias ${alias}: write the https URL of the file`
    return [fault(line, 'not-allowed', path.join('.'), url, hint)]
  })
}
