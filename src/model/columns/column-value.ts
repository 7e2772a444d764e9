import { NO_INDEX, type SnapshotHot } from './snapshot.ts'

/** A column of a snapshot: one value for each row, asset, campaign, title or class. */
type Column = { readonly length: number; readonly [index: number]: number }

/**
 * The value of a column at an index. It throws for a wrong index, which must not read as row 0, because that is another
 * asset.
 * @throws RangeError for an index that the column does not have
 */
export function columnValue(column: Column, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(column, index)
  return value
}

/** A separate function, so that `columnValue` stays small enough to be inlined. */
function outOfRange({ length }: Column, index: number): RangeError {
  return new RangeError(`no index ${index} in a column of ${length}`)
}

/** The asset of a candidate. @throws RangeError for a row that does not exist */
export function assetOf({ candidateAsset }: Pick<SnapshotHot, 'candidateAsset'>, row: number): number {
  return columnValue(candidateAsset, row)
}

/** The campaign of a candidate. @throws RangeError for a row that does not exist */
export function campaignOf({ candidateCampaign }: Pick<SnapshotHot, 'candidateCampaign'>, row: number): number {
  return columnValue(candidateCampaign, row)
}

/** The title that an asset is about; `NO_INDEX`: none. @throws RangeError for an asset that does not exist */
export function titleOf({ assets }: { readonly assets: Pick<SnapshotHot['assets'], 'title'> }, asset: number): number {
  return columnValue(assets.title, asset)
}

/** `hash32` of the id of an asset's title; 0: it has none. @throws RangeError for an asset that does not exist */
export function titleHashOf(hot: Pick<SnapshotHot, 'assets' | 'titles'>, asset: number): number {
  const title = titleOf(hot, asset)
  return title === NO_INDEX ? 0 : columnValue(hot.titles.idHash, title)
}
