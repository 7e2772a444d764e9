import type { CapCount } from '../../decide/eligibility/gates/pair-gates.ts'
import { windowStep } from '../token/cap-window.ts'
import type { SessionCap } from '../token/session.ts'
import { SESSION_BOUNDS } from '../token/session-layout.ts'

/**
 * The caps of a profile that was just read. The profile does not know yet what this session was shown lately, and the
 * session does not know of other devices: of each cap, the greater count and the later end hold. Caps that run longest
 * come first, as long as the session has room beside its own.
 */
export function readCaps(
  read: readonly CapCount[],
  session: {
    readonly own: readonly SessionCap[]
    readonly carried: readonly SessionCap[]
    readonly nowSeconds: number
  },
): readonly SessionCap[] {
  const known = new Map([...session.carried, ...session.own].map((cap) => [cap.key, cap]))
  const own = new Set(session.own.map(({ key }) => key))
  let room = SESSION_BOUNDS.caps - own.size
  const caps: SessionCap[] = []
  for (const cap of [...read].sort((one, other) => other.until - one.until)) {
    if (!own.has(cap.key) && --room < 0) continue
    caps.push(greater(cap, known.get(cap.key), session.nowSeconds))
  }
  return caps
}

function greater(
  { key, count, since, until }: CapCount,
  known: SessionCap | undefined,
  nowSeconds: number,
): SessionCap {
  const windowSeconds = (until - since) / 1000
  const cap = {
    ...{ key, count, windowStartSeconds: Math.floor(since / 1000) },
    windowStep: windowStep(windowSeconds),
  }
  if (known === undefined || nowSeconds >= known.windowStartSeconds + windowSeconds) return cap
  return {
    ...cap,
    count: Math.max(count, known.count),
    windowStartSeconds: Math.max(cap.windowStartSeconds, known.windowStartSeconds),
  }
}
