import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import { type CellFamily, NOT_SAID } from './cell.ts'

/**
 * What a viewer only does deliberately and in favour: the reward of an impression. Starts, quartiles and the end come by
 * themselves, and sound, skips and refusals say nothing in favour.
 */
export const REWARDS = ['click', 'watch', 'rent', 'buy', 'subscribe', 'watchlist', 'like', 'share']

/**
 * Impressions, starts and rewarded impressions of an asset in a region, by surface. Learning counts them, so those of
 * viewers who get nothing of what is learned are left out.
 */
export const assetCells: CellFamily = ({ assetId, surface, event, holdout }, { region, weight }) => {
  if (holdout === true) return []
  const counted = REWARDS.includes(event) ? 'rewarded' : event
  if (counted !== 'rewarded' && event !== 'impression' && event !== 'start') return []
  return [{ family: 'assets', owner: region, field: [assetId, surface ?? NOT_SAID, counted, weight].join(':') }]
}

const RESULT_EVENTS = ['impression', 'start', 'rewarded'] as const

/** What a counter of results counts. */
export interface ResultCell {
  readonly assetId: string
  /** Null: older tokens do not say. */
  readonly surface: SurfaceId | null
  readonly event: (typeof RESULT_EVENTS)[number]
  readonly weight: number
}

/** What a counter's name says; null for a name that no version of ours writes. */
export function readResultField(field: string): ResultCell | null {
  const [assetId = '', word = '', event, weight = ''] = field.split(':')
  const known = RESULT_EVENTS.find((each) => each === event)
  const surface = SURFACE_IDS.find((each) => each === word) ?? null
  if (known === undefined || !/^[1-9]\d{0,4}$/.test(weight) || (surface === null && word !== NOT_SAID)) return null
  return { assetId, surface, event: known, weight: Number(weight) }
}
