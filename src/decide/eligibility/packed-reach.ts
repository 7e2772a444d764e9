import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { PackedDeny } from '../../model/denies/packed-deny.ts'
import { type ShortHashes, shorten } from '../../model/denies/short-hashes.ts'
import { targetKey } from '../../model/fields/group-name.ts'
import { hash32 } from '../../model/hash32.ts'
import type { RowIndex } from '../rows/row-index.ts'

/** The assets and campaigns of one snapshot that a packed deny reaches. */
export interface PackedReach {
  readonly assets: ArrayLike<number> & Iterable<number>
  readonly campaigns: readonly number[]
}

/** The name of a packed deny in a refusal; its exact content is in the list's ledger. */
export function packedName({ number }: PackedDeny): string {
  return number === null ? 'packed order' : `packed change ${number}`
}

/**
 * The assets and campaigns of a snapshot that a packed deny may mean. Hashes are short, so it may reach one too many,
 * never one too few.
 */
export function packedReach(
  { hot, index }: { readonly hot: SnapshotHot; readonly index: RowIndex },
  { kind, hashes }: PackedDeny,
): PackedReach {
  if (kind === 'asset') return { assets: rowsAmong(hot.assets.idHash, hashes), campaigns: [] }
  if (kind === 'title') {
    const titles = rowsAmong(hot.titles.idHash, hashes)
    return { assets: Array.from(titles).flatMap((title) => [...index.assetsUnder(title)]), campaigns: [] }
  }
  if (kind === 'campaign') {
    const campaigns: number[] = []
    // Campaigns are sorted by id, not by hash, so each is checked; there are few.
    hot.campaigns.idHash.forEach((hash, campaign) => {
      if (isAmong(hash, hashes)) campaigns.push(campaign)
    })
    return { assets: [], campaigns }
  }
  // Older content may have another key than the order has now, so both are checked.
  const groups = hot.groups.filter(({ key }) => [key, targetKey(key)].some((each) => isAmong(hash32(each), hashes)))
  return {
    assets: groups.flatMap(({ assets }) => [...assets]),
    campaigns: groups.flatMap(({ campaigns }) => [...campaigns]),
  }
}

/** Whether a packed deny may mean an id of this kind, whatever any snapshot has. */
export function mayMean(deny: PackedDeny, kind: 'asset' | 'campaign', id: string): boolean {
  return deny.kind === kind && isAmong(hash32(id), deny.hashes)
}

/** The rows whose hash is among the short ones. Both lists ascend and are walked once, side by side. */
function rowsAmong(column: Uint32Array, { values, range }: ShortHashes): Uint32Array {
  const rows = new Uint32Array(column.length)
  const count = values.length
  // `shorten`, inlined.
  const scale = range / 2 ** 32
  let found = 0
  let at = 0
  for (let row = 0; row < column.length; row++) {
    const short = Math.floor((column[row] ?? 0) * scale)
    while (at < count && (values[at] ?? 0) < short) at++
    if (at === count) break
    if (values[at] === short) rows[found++] = row
  }
  return rows.slice(0, found)
}

function isAmong(hash: number, { values, range }: ShortHashes): boolean {
  const short = shorten(hash, range)
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] ?? 0) < short) low = middle + 1
    else high = middle
  }
  return values[low] === short
}
