import { clockRefuses, standingOf } from './oracle-law.ts'
import { countryOf, lawsOf } from './oracle-place.ts'
import type { OracleCandidate, OracleContext } from './oracle-request.ts'
import { autoplay, bands, territories } from './oracle-rules.ts'
import { hasPin, isKids, isMinor, ownCapOf } from './oracle-viewer.ts'

const HOLDS: Readonly<Record<string, (context: OracleContext, candidate: OracleCandidate) => boolean>> = {
  'viewer-off': (context) => context.autoplay === 'off',
  minor: (context) =>
    isMinor(context) &&
    (ownCapOf(context) < autoplay.childAge ||
      countryOf(context) === null ||
      lawsOf(context).some((code) => territories.get(code)?.eea)),
  kids: isKids,
  'reduced-motion': (context) => context.reducedMotion === true,
  'data-saver': (context) => context.saveData === true,
  'red-band': (_context, { asset }) => bands.get(asset.band ?? '')?.autoplay === false,
  unrated: (context, candidate) => standingOf(context, candidate).state !== 'rated',
  'flash-risk': (_context, { asset }) => asset.flashRisk,
  'unknown-place': (context) => countryOf(context) === null,
  'pin-unlocked': (context, candidate) => hasPin(context) && clockRefuses(context, candidate, false),
}

/** Of a candidate that may be shown: `true`, or why it may not start by itself. */
export function autoplayFor(context: OracleContext, candidate: OracleCandidate): true | string {
  return autoplay.offFor.find((reason) => HOLDS[reason]?.(context, candidate) ?? true) ?? true
}
