import type { TitleId } from '../../model/fields/identifier.ts'
import { type FeedFinding, fault } from '../feeds/feed-finding.ts'
import type { ExternalTitle, FeedReading } from '../feeds/feed-reader.ts'
import { titleIdOf } from './record-ids.ts'

/** What an item says of the title that its video is about. */
export interface ItemOfTitle {
  readonly itemId: string
  /** In the order of the item; the first one counts. */
  readonly externalIds: readonly { readonly idType: string; readonly id: string }[]
  /** Line of the source, from 1. */
  readonly line: number
  /** Where the item says its external ids, in the source's own words. */
  readonly path: string
}

/** The title of an item's video, by the feed's setting `titles`. */
export type TitleOfItem =
  /** A title of its own: the caller drafts it as well, with kind `short`. */
  | { readonly own: TitleId }
  /** A title that somebody else brings: the caller drafts none. */
  | { readonly known: TitleId | ExternalTitle }
  /** The item does not say which. */
  | { readonly finding: FeedFinding }

/** Which title an item's video is about. */
export function titleOfItem(
  reading: Pick<FeedReading, 'feedId' | 'sha256' | 'feed'>,
  { itemId, externalIds, line, path }: ItemOfTitle,
): TitleOfItem {
  const { titles } = reading.feed
  if (titles === 'own') return { own: titleIdOf(reading, itemId) }
  if (titles !== 'externalId') return { known: titles }
  const [externalId] = externalIds
  if (externalId !== undefined) return { known: { externalId } }
  const hint = 'the feed finds titles by external id, and this item has none: add one, such as an EIDR or IMDb id'
  return { finding: fault(line, 'unknown-title', path, '', hint) }
}
