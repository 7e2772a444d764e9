import type { FeedFinding } from '../../../ingest/feeds/feed-finding.ts'
import type { Draft } from '../../../ingest/feeds/feed-reader.ts'
import type { QuarantinedItem } from '../stores/quarantine-store.ts'
import { shownId } from './item-key.ts'

/** Characters of an item's source and drafts together: an entry is one value of the store, and goes in one request. */
const LONGEST_KEPT = 250_000
const MOST_FINDINGS = 50

/** What is kept of an item until its references are known, in case it goes into quarantine. */
export interface KeptSource {
  readonly source: string
  readonly drafts: readonly Draft[]
  readonly good: readonly string[]
}

/** Which item it is, and when it came with which delivery. */
type Sighting = Pick<QuarantinedItem, 'feed' | 'key' | 'item' | 'line' | 'delivery' | 'at'>

/** What an entry is made of. */
interface Faulty {
  readonly findings: readonly FeedFinding[]
  readonly kept: KeptSource | null
  /** As in `QuarantinedItem`. */
  readonly mapped: number
  /** Characters that are left for the sources of all entries. */
  readonly room: number
}

/** The entry of a faulty item. A source for which there is no room is left out, and the item has to be sent again. */
export function entryOf(
  sighting: Sighting,
  { findings, kept, mapped, room }: Faulty,
  sha256: (text: string) => string,
): QuarantinedItem {
  const { feed, key, item } = sighting
  const fits = kept !== null && kept.source.length <= room && isShort(kept, item)
  return {
    quarantine: quarantineId(feed, key, sha256),
    ...sighting,
    // Only what can be tried again needs its whole id.
    item: fits ? item : shownId(item),
    source: fits ? kept.source : '',
    drafts: fits ? kept.drafts.map((draft) => ({ ...draft })) : [],
    findings: findings.slice(0, MOST_FINDINGS).map((finding) => ({ item: shownId(item), ...finding })),
    mapped: Math.min(mapped, MOST_FINDINGS),
    good: [...(kept?.good ?? [])],
    patch: null,
    fixed: false,
  }
}

function isShort({ source, drafts }: KeptSource, item: string | null): boolean {
  const length = source.length + (item?.length ?? 0)
  return length <= LONGEST_KEPT && length + JSON.stringify(drafts).length <= LONGEST_KEPT
}

/** The id of an item's entry: an item has one, however often it comes. */
function quarantineId(feed: string, key: string, sha256: (text: string) => string): string {
  return `qua_${sha256(`${feed}\n${key}`).slice(0, 20)}`
}
