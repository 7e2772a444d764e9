import { NO_INDEX, type SnapshotHot, type TakedownGroup } from '../../model/columns/snapshot.ts'
import { targetKey } from '../../model/fields/group-name.ts'

/** Which members belong to each owner: owner `o` has `members[offsets[o]]` up to `members[offsets[o + 1]]`. */
interface Grouped {
  readonly offsets: Uint32Array
  readonly members: Uint32Array
}

/** Groups the indexes of a column by value; indexes without an owner are left out. Members ascend. */
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

/** Index of what belongs to a title, an asset or a label, so that no full scan is needed. Built on first use. */
export class RowIndex {
  private assets: Grouped | null = null
  private rows: Grouped | null = null
  private children: Grouped | null = null
  private groups: Map<string, TakedownGroup> | null = null

  constructor(private readonly hot: SnapshotHot) {}

  /** Size of what was built so far, in bytes. */
  get bytes(): number {
    return [this.assets, this.rows, this.children].reduce((sum, built) => sum + (built ? bytesOf(built) : 0), 0)
  }

  assetsOf(title: number): Uint32Array {
    this.assets ??= groupBy(this.hot.assets.title, this.hot.titles.idHash.length)
    return membersOf(this.assets, title)
  }

  /**
   * The assets of a title and of all titles below it: a series includes those of its seasons and episodes. None for no
   * title.
   */
  assetsUnder(title: number): readonly number[] {
    if (title < 0) return []
    return this.titlesUnder(title).flatMap((each) => [...this.assetsOf(each)])
  }

  /**
   * The group that a takedown of a tag, an owner or a feed names, even if the two keys were written under different
   * rules.
   */
  groupOf(target: string): TakedownGroup | undefined {
    this.groups ??= groupsByKey(this.hot.groups)
    return this.groups.get(targetKey(target))
  }

  rowsOf(asset: number): Uint32Array {
    this.rows ??= groupBy(this.hot.candidateAsset, this.hot.assets.idHash.length)
    return membersOf(this.rows, asset)
  }

  /** A title and all below it, once each, even where titles are their own ancestors. */
  private titlesUnder(title: number): readonly number[] {
    this.children ??= groupBy(this.hot.titles.parent, this.hot.titles.idHash.length)
    const found = new Set([title])
    for (const each of found) for (const child of membersOf(this.children, each)) found.add(child)
    return [...found]
  }
}

/** Groups by key. Names that an earlier rule kept apart, and that now share a key, are merged. */
function groupsByKey(groups: readonly TakedownGroup[]): Map<string, TakedownGroup> {
  const found = new Map<string, TakedownGroup>()
  for (const group of groups) {
    const key = targetKey(group.key)
    const other = found.get(key)
    found.set(
      key,
      other
        ? { key, assets: joined(other.assets, group.assets), campaigns: joined(other.campaigns, group.campaigns) }
        : group,
    )
  }
  return found
}

const joined = (left: Uint32Array, right: Uint32Array) => Uint32Array.from([...left, ...right])

function bytesOf({ offsets, members }: Grouped): number {
  return offsets.byteLength + members.byteLength
}

function membersOf({ offsets, members }: Grouped, owner: number): Uint32Array {
  return members.subarray(offsets[owner] ?? 0, offsets[owner + 1] ?? 0)
}
