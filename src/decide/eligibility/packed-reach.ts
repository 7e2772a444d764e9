import type { SnapshotHot } from '../../model/columns/snapshot.ts'
import type { PackedDeny } from '../../model/denies/packed-deny.ts'
import { type ShortHashes, shorten } from '../../model/denies/short-hashes.ts'
import { targetKey } from '../../model/fields/group-name.ts'
import { hash32 } from '../../model/hash32.ts'
import type { RowIndex } from '../rows/row-index.ts'

/** What a packed deny reaches in one snapshot. */
export interface PackedReach {
  readonly assets: ArrayLike<number> & Iterable<number>
  readonly campaigns: readonly number[]
}

/** How a refusal names a packed deny: what exactly it says stands in the list's ledger. */
export function packedName({ number }: PackedDeny): string {
  return number === null ? 'packed order' : `packed change ${number}`
}

/** The assets and campaigns of a snapshot that a packed deny may mean: one too many by chance, never one too few. */
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
    // In the order of their ids, not of their hashes; there are few.
    hot.campaigns.idHash.forEach((hash, campaign) => {
      if (isAmong(hash, hashes)) campaigns.push(campaign)
    })
    return { assets: [], campaigns }
  }
  // Content of before may have another key than the order has now.
  const groups = hot.groups.filter(({ key }) => [key, targetKey(key)].some((each) => isAmong(hash32(each), hashes)))
  return {
    assets: groups.flatMap(({ assets }) => [...assets]),
    campaigns: groups.flatMap(({ campaigns }) => [...campaigns]),
  }
}

/** Where an ascending column of hashes meets ascending short ones: both are walked once, side by side. */
function rowsAmong(column: Uint32Array, { values, range }: ShortHashes): Uint32Array {
  const rows = new Uint32Array(column.length)
  const count = values.length
  // As `shorten`, without asking each time.
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
