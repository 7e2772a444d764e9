import { type EngineColumns, GREATEST_CAMPAIGNS, TASTE_DIMENSIONS } from './engine.ts'

/** @throws RangeError when two columns that describe the same rows or assets differ in length */
export function checkColumns(columns: EngineColumns): void {
  const rows = columns.rowAsset.length
  const assets = columns.assetHash.length
  sameLength('rowCampaign', columns.rowCampaign, rows)
  sameLength('assetTitleHash', columns.assetTitleHash, assets)
  for (const [column, taste] of tasteColumns(columns).entries()) {
    sameLength(`taste ${column}`, taste, assets * TASTE_DIMENSIONS)
  }
  for (const [group, classes] of columns.assetClass.entries()) sameLength(`assetClass ${group}`, classes, assets)
}

/** The columns of tastes by their numbers, the snapshot's own first. */
export function tasteColumns({ taste, otherTastes }: EngineColumns): readonly Int8Array[] {
  return [taste, ...otherTastes]
}

/** @throws RangeError when a row names an asset that the columns do not hold */
export function checkGreatestAsset(greatest: number, assets: number): void {
  if (greatest >= assets) throw new RangeError(`a row is of asset ${greatest}, but there are ${assets} assets`)
}

/** @throws RangeError when a row names a campaign beyond the limit of their number */
export function checkGreatestCampaign(greatest: number): void {
  if (greatest >= GREATEST_CAMPAIGNS) {
    throw new RangeError(`a row is of campaign ${greatest}; there may be ${GREATEST_CAMPAIGNS}`)
  }
}

function sameLength(name: string, column: { readonly length: number }, expected: number): void {
  if (column.length !== expected) {
    throw new RangeError(`column ${name} has ${column.length} values, and the others ask for ${expected}`)
  }
}
