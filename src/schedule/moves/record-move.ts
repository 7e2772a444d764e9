import type { TitleId } from '../../model/fields/identifier.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { assetGroups, campaignGroups } from '../../model/nouns/group-targets.ts'
import type { Title } from '../../model/nouns/title.ts'
import { sameContent } from '../store/compare-stored.ts'

/** How a record comes to be under other orders, or selected by other campaigns: what is remembered of it in a batch. */
export interface RecordMove {
  /** The groups that it was in and is to be in, as orders name them. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Its title, or a title's parent, where that is another one. */
  readonly titleBefore: TitleId | null
  readonly titleAfter: TitleId | null
  /** A campaign that is approved, and goes on so: what it names or selects from now on, where that is not the same. */
  readonly assetsAfter: Campaign['assets'] | null
}

type DocumentedRecord = Title | Asset | Campaign

/** Finds moves. Most records of a batch that move share their groups, so these are kept once for all. */
export class MoveFinder {
  private readonly known = new Map<string, readonly string[]>()

  /** Null: it stays where it is. */
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

/** From one list to another one is seen by the lists alone, and is no business of the store's. */
function otherSelection(before: DocumentedRecord, after: DocumentedRecord): Campaign['assets'] | null {
  if (before.type !== 'campaign' || after.type !== 'campaign') return null
  // One that is not approved any more is withdrawn whole.
  if (before.status !== 'approved' || after.status !== 'approved') return null
  if (Array.isArray(before.assets) && Array.isArray(after.assets)) return null
  return sameContent({ assets: before.assets }, { assets: after.assets }) ? null : after.assets
}
