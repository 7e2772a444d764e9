import { bitRow, shareBit } from '../model/bit-rows.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { assetsAway } from './assets-away.ts'
import type { Plane } from './engine/engine.ts'
import type { GateInput } from './gates/gate.ts'
import { ASSET_CLASSES } from './gates/gate-groups.ts'
import type { OpenedSnapshot } from './opened-snapshot.ts'
import { constraintBits, mustHold } from './slate/constraints.ts'
import type { Contest, Reserve, Wanted } from './slate/contest.ts'
import type { Trace } from './slate/slate-item.ts'
import { slateItems } from './slate-items.ts'
import { bestOf, type PoolRequest } from './slate-pool.ts'

const CONTENT = ASSET_CLASSES.indexOf('content')

/**
 * What is eligible for a placement beside its pool, found by the engine: rows that a place cannot take are left out of
 * the plane before the best are looked for, so that however many of them stand on top, what is behind is found.
 */
export function reserveOf(
  snapshot: Snapshot,
  opened: OpenedSnapshot,
  request: PoolRequest,
  tiers: number,
): Reserve | null {
  if (tiers === 0) return null
  return {
    tiers,
    best: (contest, wanted) => {
      const most = contest.plan.policy.head + contest.plan.count - contest.picked.length
      const narrow = (plane: Plane) => narrowed(snapshot, opened, request.input, { plane, contest, wanted })
      const rows = bestOf(snapshot, opened, request, { tiers: wanted.tiers, narrow, most })
      return slateItems(opened.faces, request.input, rows)
    },
  }
}

interface Narrowing {
  readonly plane: Plane
  readonly contest: Contest
  readonly wanted: Wanted
}

/** The rows of a plane that nothing rules out, and that break nothing but what is allowed. */
function narrowed(
  snapshot: Snapshot,
  { engine, index, faces }: OpenedSnapshot,
  input: GateInput,
  { plane, contest, wanted }: Narrowing,
): Plane {
  const { hot } = snapshot
  const bits = constraintBits(contest.plan.policy.relaxationOrder)
  const parts = [engine.withoutAssets(assetsAway(hot, index, contest, wanted))]
  const audience = audienceAway(contest.trail.at(-1))
  if (audience !== null) {
    const audienceOf = faces.audiencesFor(input)
    const classes = hot.classes.content.band.length
    parts.push(
      engine.assetPlane(
        CONTENT,
        Uint8Array.from({ length: classes }, (_, at) => +(audienceOf(at) !== audience)),
      ),
    )
  }
  const { nearLabels } = wanted.rules
  if (nearLabels.length > 0 && mustHold(bits.separation, wanted.allowed)) {
    const passes = Uint8Array.from(hot.campaigns.idHash, (_, campaign) => {
      const labels = bitRow(hot.campaigns.exclusionLabels, hot.exclusionLabels.length, campaign)
      return +!nearLabels.some((near) => shareBit(near, labels))
    })
    parts.push(engine.campaignPlane(passes))
  }
  const both = engine.intersect([plane, ...parts])
  for (const part of parts) engine.free(part)
  return both
}

/** Kids and mature never stand side by side. */
function audienceAway(previous: Trace | undefined): 'kids' | 'mature' | null {
  if (previous === undefined || previous.audience === 'open') return null
  return previous.audience === 'kids' ? 'mature' : 'kids'
}
