import { NO_INDEX, type SnapshotHot } from '../model/snapshot.ts'

/** Which members belong to each owner: owner `o` has `members[offsets[o]]` up to `members[offsets[o + 1]]`. */
interface Grouped {
  readonly offsets: Uint32Array
  readonly members: Uint32Array
}

/** Groups the indexes of a column by its values; those without an owner are left out. Members ascend. */
function groupBy(column: Uint32Array, owners: number): Grouped {
  const offsets = new Uint32Array(owners + 1)
  for (const owner of column) if (owner < owners) offsets[owner + 1] = (offsets[owner + 1] ?? 0) + 1
  for (let owner = 0; owner < owners; owner++) offsets[owner + 1] = (offsets[owner + 1] ?? 0) + (offsets[owner] ?? 0)
  const members = new Uint32Array(offsets[owners] ?? 0)
  const next = offsets.slice()
  for (let member = 0; member < column.length; member++) {
    const owner = column[member] ?? NO_INDEX
    if (owner >= owners) continue
    members[next[owner] ?? 0] = member
    next[owner] = (next[owner] ?? 0) + 1
  }
  return { offsets, members }
}

/** Finds a title's assets and an asset's candidates without looking at all of them. Built when first asked. */
export class RowIndex {
  private assets: Grouped | null = null
  private rows: Grouped | null = null

  constructor(private readonly hot: SnapshotHot) {}

  assetsOf(title: number): Uint32Array {
    this.assets ??= groupBy(this.hot.assets.title, this.hot.titles.idHash.length)
    return membersOf(this.assets, title)
  }

  rowsOf(asset: number): Uint32Array {
    this.rows ??= groupBy(this.hot.candidateAsset, this.hot.assets.idHash.length)
    return membersOf(this.rows, asset)
  }
}

function membersOf({ offsets, members }: Grouped, owner: number): Uint32Array {
  return members.subarray(offsets[owner] ?? 0, offsets[owner + 1] ?? 0)
}
