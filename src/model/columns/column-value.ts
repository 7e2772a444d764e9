import { NO_INDEX, type SnapshotHot } from './snapshot.ts'

/** A column of a snapshot, one value for each row, asset, campaign, title or class. */
type Column = { readonly length: number; readonly [index: number]: number }

/**
 * The value of a column. A wrong index must not read as row 0, which is somebody's asset: it throws.
 * @throws RangeError for an index that the column does not have
 */
export function columnValue(column: Column, index: number): number {
  const value = column[index]
  if (value === undefined) throw outOfRange(column, index)
  return value
}

/** Apart from `columnValue`, which stays small enough to be compiled into its callers. */
function outOfRange({ length }: Column, index: number): RangeError {
  return new RangeError(`no index ${index} in a column of ${length}`)
}

/** The asset of a candidate. @throws RangeError for a row that there is not */
export function assetOf({ candidateAsset }: Pick<SnapshotHot, 'candidateAsset'>, row: number): number {
  return columnValue(candidateAsset, row)
}

/** The campaign of a candidate. @throws RangeError for a row that there is not */
export function campaignOf({ candidateCampaign }: Pick<SnapshotHot, 'candidateCampaign'>, row: number): number {
  return columnValue(candidateCampaign, row)
}

/** The title that an asset is about; `NO_INDEX`: none. @throws RangeError for an asset that there is not */
export function titleOf({ assets }: { readonly assets: Pick<SnapshotHot['assets'], 'title'> }, asset: number): number {
  return columnValue(assets.title, asset)
}

/** `hash32` of the id of an asset's title; 0: it has none. @throws RangeError for an asset that there is not */
export function titleHashOf(hot: Pick<SnapshotHot, 'assets' | 'titles'>, asset: number): number {
  const title = titleOf(hot, asset)
  return title === NO_INDEX ? 0 : columnValue(hot.titles.idHash, title)
}
