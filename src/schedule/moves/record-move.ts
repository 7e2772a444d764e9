import type { TitleId } from '../../model/fields/identifier.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { assetGroups, campaignGroups } from '../../model/nouns/group-targets.ts'
import type { Title } from '../../model/nouns/title.ts'
import { sameContent } from '../store/compare-stored.ts'

/** How a record moves under other orders or selectors; kept in the batch. */
export interface RecordMove {
  /** The record's former and future groups, as orders name them. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Its former title, or the former parent of a title, if that changes. */
  readonly titleBefore: TitleId | null
  readonly titleAfter: TitleId | null
  /** For a campaign that stays approved: what it lists or selects from now on, if that changes. */
  readonly assetsAfter: Campaign['assets'] | null
}

type DocumentedRecord = Title | Asset | Campaign

/** Computes moves. Most moving records of a batch share their groups, so equal moves share one object. */
export class MoveFinder {
  private readonly known = new Map<string, readonly string[]>()

  /** Null: the record does not move. */
  of(before: DocumentedRecord | undefined, after: DocumentedRecord): RecordMove | null {
    if (before === undefined || before.type !== after.type) return null
    const [from, to] = [this.groupsOf(before), this.groupsOf(after)]
    const [titleBefore, titleAfter] = [titleAbove(before), titleAbove(after)]
    const assetsAfter = otherSelection(before, after)
    if (from === to && titleBefore === titleAfter && assetsAfter === null) return null
    const isSame = titleBefore === titleAfter
    const titles = { titleBefore: isSame ? null : titleBefore, titleAfter: isSame ? null : titleAfter }
    return { before: from, after: to, ...titles, assetsAfter }
  }

  private groupsOf(record: DocumentedRecord): readonly string[] {
    const groups =
      record.type === 'asset' ? assetGroups(record) : record.type === 'campaign' ? campaignGroups(record) : []
    const sorted = [...groups].sort()
    const key = sorted.join('\n')
    const known = this.known.get(key) ?? sorted
    this.known.set(key, known)
    return known
  }
}

function titleAbove(record: DocumentedRecord): TitleId | null {
  if (record.type === 'asset') return record.titleId
  return record.type === 'title' ? record.parentId : null
}

/** A change from one list to another is visible in the records, and needs no look into the store. */
function otherSelection(before: DocumentedRecord, after: DocumentedRecord): Campaign['assets'] | null {
  if (before.type !== 'campaign' || after.type !== 'campaign') return null
  // A campaign that is no longer approved is withdrawn as a whole.
  if (before.status !== 'approved' || after.status !== 'approved') return null
  if (Array.isArray(before.assets) && Array.isArray(after.assets)) return null
  return sameContent({ assets: before.assets }, { assets: after.assets }) ? null : after.assets
}
