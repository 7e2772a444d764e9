import { BANDS } from '../model/asset-words.ts'
import type { AutoplayReason } from '../model/reason.ts'
import { ASSET_FLAG, RATING_STATE, type Snapshot } from '../model/snapshot.ts'
import type { Context } from './context.ts'

/** What each reason looks at. `pin-unlocked` never holds yet: no request can carry an unlocked PIN. */
const HOLDS: Readonly<
  Record<AutoplayReason, (snapshot: Snapshot, context: Context, asset: number, cell: number) => boolean>
> = {
  'viewer-off': (_snapshot, context) => context.autoplayOff,
  // Asked this way round, a snapshot whose rules name no age gives no minor autoplay.
  minor: ({ rules }, context) => context.minor && (context.eea || !(context.cap >= rules.autoplay.childAge)),
  kids: (_snapshot, context) => context.kids,
  'reduced-motion': (_snapshot, context) => context.reducedMotion,
  'data-saver': (_snapshot, context) => context.saveData,
  'red-band': (snapshot, _context, asset) => {
    const band = BANDS[(snapshot.hot.assets.band[asset] ?? 0) - 1]
    return snapshot.rules.bands.some((rule) => rule.band === band && !rule.autoplay)
  },
  unrated: (snapshot, _context, _asset, cell) => snapshot.hot.ratings.state[cell] !== RATING_STATE.rated,
  'flash-risk': (snapshot, _context, asset) => ((snapshot.hot.assets.flags[asset] ?? 0) & ASSET_FLAG.flashRisk) !== 0,
  'unknown-place': (_snapshot, context) => context.unknownPlace,
  'pin-unlocked': () => false,
}

/** Whether an asset that may be shown may also start by itself (muted). */
export interface Autoplay {
  readonly allowed: boolean
  readonly reason?: AutoplayReason
}

/**
 * Decides autoplay for one eligible asset: the first reason of `rules/policies/autoplay.json` that holds
 * switches it off. The still answer remains.
 */
export function autoplayOf(snapshot: Snapshot, context: Context, territory: number, asset: number): Autoplay {
  const cell = (snapshot.hot.assets.rating[asset] ?? 0) * snapshot.hot.territories.length + territory
  const reason = snapshot.rules.autoplay.offFor.find((name) => HOLDS[name](snapshot, context, asset, cell))
  return reason === undefined ? { allowed: true } : { allowed: false, reason }
}
