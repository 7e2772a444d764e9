import type { DressedDecision } from '../../answer/dressed-decision.ts'
import { type Ground, groundOf } from '../../answer/floor.ts'
import type { Context } from '../../decide/context.ts'
import { countCaps } from '../../decide/count-caps.ts'
import type { CapCount } from '../../decide/gates/pair-gates.ts'
import { mayLearn } from '../../decide/taste/request-terms.ts'
import type { RegionId } from '../../model/region.ts'
import { NO_INDEX, type Snapshot } from '../../model/snapshot.ts'
import { windowStep } from '../token/cap-window.ts'
import type { Session } from '../token/session.ts'

/**
 * The session after an answer: what was counted, what was chosen to stay, and what was shown. A page of a feed counts
 * as shown until its device says which of its items it played: then the others return to the pool (`afterSignals`).
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
  // House idents are under no campaign's cap, and of no title.
  const picks = decisions.flatMap((decision) => (decision.floor === undefined ? decision.picks : []))
  const caps = countCaps(
    snapshot,
    counts,
    picks.map(({ candidate }) => candidate),
    context.now,
  )
  const shown = decisions.flatMap((decision) => {
    const ground = groundOf(decision, answered)
    return decision.picks.map(({ candidate }) => assetHash(ground.snapshot, candidate))
  })
  const sticky = picks.filter((pick) => pick.sticky).flatMap(({ candidate }) => stickyPair(snapshot, candidate))
  const chosen = new Set(sticky.map(([title]) => title))
  // A session may come from hands that were not a minor's; what it learned there is not carried on for one.
  const taught = mayLearn(context.privacy) ? {} : { taste: [], tasteAtSeconds: 0 }
  return {
    ...session,
    ...taught,
    region,
    seen: withSeen(session.seen, shown),
    sticky: [...session.sticky.filter(([title]) => !chosen.has(title)), ...sticky],
    caps: [...caps.values()].map(({ key, count, since, until }) => ({
      key,
      count,
      windowStartSeconds: Math.floor(since / 1000),
      windowStep: windowStep((until - since) / 1000),
    })),
  }
}

/** What was seen before and what was seen now, each once, the newest last. */
export function withSeen(before: readonly number[], now: readonly number[]): readonly number[] {
  const again = new Set(now)
  return [...before.filter((hash) => !again.has(hash)), ...now]
}

function assetHash({ hot }: Snapshot, candidate: number): number {
  return hot.assets.idHash[hot.candidateAsset[candidate] ?? 0] ?? 0
}

function stickyPair(snapshot: Snapshot, candidate: number): (readonly [title: number, asset: number])[] {
  const { assets, titles } = snapshot.hot
  const title = assets.title[snapshot.hot.candidateAsset[candidate] ?? 0] ?? NO_INDEX
  return title === NO_INDEX ? [] : [[titles.idHash[title] ?? 0, assetHash(snapshot, candidate)]]
}
