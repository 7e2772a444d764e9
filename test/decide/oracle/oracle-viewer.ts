/** Who asks, as far as a valid token proves it and an unsigned hint narrows it. */
import { countryOf, lawsOf } from './oracle-place.ts'
import type { OracleContext } from './oracle-request.ts'
import { maturity, privacy } from './oracle-rules.ts'

export const isMember = ({ token }: OracleContext): boolean => token !== undefined && !token.expired
export const isKids = ({ token, kids }: OracleContext): boolean => token?.kids === true || kids === true
export const isAdult = (context: OracleContext): boolean =>
  isMember(context) && !isKids(context) && context.token?.adult === true
/** A PIN proves a grown-up; on a kids profile it proves nothing. */
export const hasPin = (context: OracleContext): boolean =>
  isMember(context) && !isKids(context) && context.token?.pin === true

/** The greatest age that this viewer may be shown. */
export function capOf(context: OracleContext): number {
  return isMember(context) ? ownCapOf(context) : Math.min(ownCapOf(context), ...guestCapsOf(context))
}

function guestCapsOf(context: OracleContext): readonly number[] {
  const caps = lawsOf(context).map((code) => maturity.guestCap.territories[code] ?? maturity.guestCap.default)
  return caps.length === 0 ? [0] : caps
}

/** The greatest age by token and request alone, were the token good. */
export function ownCapOf(context: OracleContext): number {
  const { token } = context
  const bounds = token?.cap === undefined ? [...guestCapsOf(context)] : [token.cap]
  if (isKids(context)) bounds.push(maturity.kidsCap)
  if (context.maxAge !== undefined) bounds.push(context.maxAge)
  return Math.min(...bounds)
}

export function isMinor(context: OracleContext): boolean {
  if (isKids(context)) return true
  // An expired token still says that its viewer is a minor, and no longer that they are grown up.
  const cap = context.token?.cap
  return cap !== undefined && cap < maturity.adultAge && !isAdult(context)
}

/** How much may be known of the viewer. */
export function privacyOf(context: OracleContext): string {
  if (isMinor(context)) return 'minor'
  if (context.gpc) return 'opted-out'
  const { cap, personalize } = context.token ?? {}
  const consentAges = lawsOf(context).map(consentAgeIn)
  const oldEnough =
    isAdult(context) || (cap !== undefined && cap >= Math.max(countryOf(context) ? 0 : 18, ...consentAges))
  return isMember(context) && personalize !== false && oldEnough ? 'consented' : 'contextual'
}

/** What nobody confirmed counts only where it is stricter than what holds without it. */
function consentAgeIn(code: string): number {
  const { verified, unverified, default: otherwise } = privacy.consentAge
  return verified[code] ?? Math.max(otherwise, unverified[code] ?? 0)
}
