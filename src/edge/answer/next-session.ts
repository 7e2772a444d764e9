import type { DressedDecision } from '../../answer/dressed-decision.ts'
import { type Ground, groundOf } from '../../answer/floor.ts'
import type { Context } from '../../decide/context/context.ts'
import { countCaps } from '../../decide/eligibility/count-caps.ts'
import type { CapCount } from '../../decide/eligibility/gates/pair-gates.ts'
import { mayLearn } from '../../decide/score/taste/request-terms.ts'
import { assetOf, columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type Snapshot } from '../../model/columns/snapshot.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { windowStep } from '../token/cap-window.ts'
import type { Session } from '../token/session.ts'

/**
 * The session after an answer: cap counts, sticky choices, and what was shown. All of a feed page counts as shown until
 * the device reports which items it played; the others then become available again (`afterSignals`).
 */
export function nextSession(
  session: Session,
  region: RegionId,
  answered: {
    readonly snapshot: Snapshot
    readonly context: Context
    readonly decisions: readonly DressedDecision[]
    readonly floor?: Ground | null
    readonly counts: ReadonlyMap<number, CapCount>
  },
): Session {
  const { snapshot, decisions, counts, context } = answered
  const shown: number[] = []
  const candidates: number[] = []
  const chosen: (readonly [title: number, asset: number])[] = []
  for (const decision of decisions) {
    const ground = groundOf(decision, answered)
    for (const { candidate, sticky } of decision.picks) {
      shown.push(assetHash(ground.snapshot, candidate))
      // House idents count towards no campaign's cap, and belong to no title.
      if (decision.floor !== undefined) continue
      candidates.push(candidate)
      if (sticky) chosen.push(...stickyPair(snapshot, candidate))
    }
  }
  // The session may have been used by an adult before; what it learned then is not carried on for a minor.
  const learns = mayLearn(context.privacy)
  const remembered = countedCaps(countCaps(snapshot, counts, candidates, context.now))
  return {
    id: session.id,
    issuedAt: session.issuedAt,
    region,
    seen: withSeen(session.seen, shown),
    sticky: withChosen(session.sticky, chosen),
    taste: learns ? session.taste : NO_TASTE,
    tasteSpace: learns ? session.tasteSpace : 0,
    tasteAtSeconds: learns ? session.tasteAtSeconds : 0,
    unwanted: session.unwanted,
    ...dividedCaps(remembered, session.profile, context.privacy),
  }
}

/**
 * What is remembered of caps, divided into the session's own and the profile's: with the profile, its part is forgotten
 * too. To somebody without consent the profile did not count, so it stays as it was.
 */
function dividedCaps(
  caps: Session['caps'],
  profile: Session['profile'],
  privacy: Context['privacy'],
): Pick<Session, 'caps' | 'profile'> {
  if (profile === null || profile.caps.length === 0 || privacy !== 'consented') return { caps, profile }
  const ofProfile = new Set(profile.caps.map(({ key }) => key))
  return {
    caps: caps.filter(({ key }) => !ofProfile.has(key)),
    profile: { ...profile, caps: caps.filter(({ key }) => ofProfile.has(key)) },
  }
}

const NO_TASTE: readonly number[] = []
const NO_CAPS: Session['caps'] = []

function countedCaps(counts: ReadonlyMap<number, CapCount>): Session['caps'] {
  if (counts.size === 0) return NO_CAPS
  return [...counts.values()].map(({ key, count, since, until }) => ({
    key,
    count,
    windowStartSeconds: Math.floor(since / 1000),
    windowStep: windowStep((until - since) / 1000),
  }))
}

/** One choice per title, the last one; the newest choices stand last. */
function withChosen(before: Session['sticky'], now: Session['sticky']): Session['sticky'] {
  if (now.length === 0) return before
  const titles = new Set(now.map(([title]) => title))
  return [...before.filter(([title]) => !titles.has(title)), ...now]
}

/** Joins what was seen before with what was seen now: each hash once, the newest last. */
export function withSeen(before: readonly number[], now: readonly number[]): readonly number[] {
  if (before.length === 0 || now.length === 0) return now.length === 0 ? before : now
  const again = new Set(now)
  return [...before.filter((hash) => !again.has(hash)), ...now]
}

function assetHash({ hot }: Snapshot, candidate: number): number {
  return columnValue(hot.assets.idHash, assetOf(hot, candidate))
}

function stickyPair(snapshot: Snapshot, candidate: number): (readonly [title: number, asset: number])[] {
  const { assets, titles } = snapshot.hot
  const title = columnValue(assets.title, assetOf(snapshot.hot, candidate))
  return title === NO_INDEX ? [] : [[columnValue(titles.idHash, title), assetHash(snapshot, candidate)]]
}
