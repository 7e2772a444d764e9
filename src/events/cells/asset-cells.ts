import { type CellFamily, NOT_SAID } from './cell.ts'

/**
 * What a viewer only does deliberately and in favour: the reward of an impression. Starts, quartiles and the end come by
 * themselves, and sound, skips and refusals say nothing in favour.
 */
const REWARDS = ['click', 'watch', 'rent', 'buy', 'subscribe', 'watchlist', 'like', 'share']

/** Impressions, starts and rewarded impressions of an asset in a region, by surface. */
export const assetCells: CellFamily = ({ assetId, surface, event }, { region, weight }) => {
  const counted = REWARDS.includes(event) ? 'rewarded' : event
  if (counted !== 'rewarded' && event !== 'impression' && event !== 'start') return []
  return [{ family: 'assets', owner: region, field: [assetId, surface ?? NOT_SAID, counted, weight].join(':') }]
}
