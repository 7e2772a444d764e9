import { columnValue } from '../../model/columns/column-value.ts'
import type { AutoplayReason } from '../../model/nouns/reason.ts'
import type { GateInput } from './gates/gate.ts'
import { clockMatches } from './gates/place-gates.ts'
import { bandOf, contentVerdict } from './rating-verdict.ts'

/** The test behind each reason. */
const HOLDS: Readonly<Record<AutoplayReason, (input: GateInput, asset: number, content: number) => boolean>> = {
  'viewer-off': ({ context }) => context.autoplayOff,
  minor: ({ context }) => context.minor && (context.eea || context.child),
  kids: ({ context }) => context.kids,
  'reduced-motion': ({ context }) => context.reducedMotion,
  'data-saver': ({ context }) => context.saveData,
  'red-band': (input, _asset, content) => bandOf(input, content)?.autoplay === false,
  unrated: (input, _asset, content) => contentVerdict(input, content).state !== 'rated',
  'flash-risk': ({ snapshot: { hot } }, asset) =>
    columnValue(hot.classes.form.flashRisk, columnValue(hot.assets.form, asset)) !== 0,
  'unknown-place': ({ context }) => context.unknownPlace,
  // A PIN unlocks deliberate playback only: content that is open through the PIN alone does not start by itself.
  'pin-unlocked': (input, _asset, content) =>
    input.clocks.openedByPin.some((rule) => clockMatches(input, rule, content)),
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
  const content = columnValue(input.snapshot.hot.assets.content, asset)
  const reason = input.snapshot.rules.autoplay.offFor.find((name) => HOLDS[name](input, asset, content))
  return reason === undefined ? { allowed: true } : { allowed: false, reason }
}
