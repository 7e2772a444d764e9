import type { AutoplayReason } from '../model/reason.ts'
import { ASSET_FLAG } from '../model/snapshot.ts'
import type { GateInput } from './gates/gate.ts'
import { clockMatches } from './gates/place-gates.ts'
import { assetStanding, bandOf } from './standing.ts'

/** What each reason looks at. */
const HOLDS: Readonly<Record<AutoplayReason, (input: GateInput, asset: number) => boolean>> = {
  'viewer-off': ({ context }) => context.autoplayOff,
  // Asked this way round, a snapshot whose rules name no age gives no minor autoplay.
  minor: ({ context, snapshot }) =>
    context.minor && (context.eea || !(context.cap >= snapshot.rules.autoplay.childAge)),
  kids: ({ context }) => context.kids,
  'reduced-motion': ({ context }) => context.reducedMotion,
  'data-saver': ({ context }) => context.saveData,
  'red-band': (input, asset) => bandOf(input, asset)?.autoplay === false,
  unrated: (input, asset) => assetStanding(input, asset).state !== 'rated',
  'flash-risk': ({ snapshot }, asset) => ((snapshot.hot.assets.flags[asset] ?? 0) & ASSET_FLAG.flashRisk) !== 0,
  'unknown-place': ({ context }) => context.unknownPlace,
  // A PIN unlocks a deliberate play: what is open through it alone does not start by itself.
  'pin-unlocked': (input, asset) => input.clocks.openedByPin.some((rule) => clockMatches(input, rule, asset)),
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
export function autoplayOf(input: GateInput, asset: number): Autoplay {
  const reason = input.snapshot.rules.autoplay.offFor.find((name) => HOLDS[name](input, asset))
  return reason === undefined ? { allowed: true } : { allowed: false, reason }
}
