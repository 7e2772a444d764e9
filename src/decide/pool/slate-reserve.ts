import { bitRow, shareBit } from '../../model/columns/bit-rows.ts'
import { columnValue } from '../../model/columns/column-value.ts'
import type { Snapshot } from '../../model/columns/snapshot.ts'
import { type CapCounts, countCaps } from '../eligibility/count-caps.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { ASSET_CLASSES } from '../eligibility/gates/gate-groups.ts'
import { capReached } from '../eligibility/gates/pair-gates.ts'
import type { Plane } from '../engine/engine.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { constraintBits, mustHold } from '../slate/constraints.ts'
import type { Contest, Reserve, WantedSlot } from '../slate/contest.ts'
import type { Trace } from '../slate/slate-item.ts'
import { counted } from '../slate/slate-items.ts'
import { assetsAway } from './assets-away.ts'
import { bestOf, type PoolRequest } from './slate-pool.ts'

const CONTENT = ASSET_CLASSES.indexOf('content')

/**
 * The reserve: what is eligible for a placement besides its pool. Rows that a slot cannot take are removed from the
 * plane before the engine searches, so the next usable row is found however many unusable ones rank above it.
 */
export function reserveOf(opened: OpenedSnapshot, request: PoolRequest, tiers: number): Reserve | null {
  if (tiers === 0) return null
  return {
    tiers,
    best: (contest, wanted) => {
      const most = contest.plan.policy.head + contest.plan.count - contest.picked.length
      const counts = pageCounts(opened.snapshot, request, contest)
      const narrow = (plane: Plane) => narrowed(opened, request.input, { plane, contest, wanted, counts })
      const found = bestOf(opened, { ...request, counts }, { tiers: wanted.tiers, narrow, most })
      // Items carry the counts from before this page: the composition counts the page itself.
      return found.map((item) => counted(item, request.input, request.counts))
    },
  }
}

interface Narrowing {
  readonly plane: Plane
  readonly contest: Contest
  readonly wanted: WantedSlot
  readonly counts: CapCounts
}

/** Cap counts of the session, plus the picks of this page. */
function pageCounts(snapshot: Snapshot, { counts, input }: PoolRequest, { pool, picked }: Contest): CapCounts {
  const rows = picked.map((index) => pool[index]?.row ?? 0)
  return countCaps(snapshot, counts, rows, input.context.now)
}

/** The rows of a plane that nothing rules out, and that break only the constraints allowed. */
function narrowed(
  { snapshot: { hot }, engine, index, faces }: OpenedSnapshot,
  input: GateInput,
  { plane, contest, wanted, counts }: Narrowing,
): Plane {
  const bits = constraintBits(contest.plan.policy.relaxationOrder)
  const parts = [engine.withoutAssets(assetsAway(hot, index, contest, wanted))]
  const audience = audienceAway(contest.trail.at(-1))
  if (audience !== null) {
    const classes = hot.classes.content.band.length
    parts.push(
      engine.assetPlane(
        CONTENT,
        Uint8Array.from({ length: classes }, (_, at) => +(faces.audienceOf(input, at) !== audience)),
      ),
    )
  }
  const near = mustHold(bits.separation, wanted.allowed) ? wanted.rules.nearLabels : []
  if (near.length > 0 || counts.size > 0) parts.push(engine.campaignPlane(campaignsLeft(hot, near, counts, input)))
  const both = engine.intersect([plane, ...parts])
  for (const part of parts) engine.free(part)
  return both
}

/** The audience that must not come next: kids and mature content are never adjacent. Null: any may come. */
function audienceAway(previous: Trace | undefined): 'kids' | 'mature' | null {
  if (previous === undefined || previous.audience === 'open') return null
  return previous.audience === 'kids' ? 'mature' : 'kids'
}

/**
 * By campaign: 0 if its labels clash with a near item, or if its campaign-wide cap is reached or could not be
 * remembered; else 1.
 */
function campaignsLeft(
  { campaigns, exclusionLabels }: Snapshot['hot'],
  nearLabels: readonly Uint32Array[],
  counts: CapCounts,
  { context, snapshot }: GateInput,
): Uint8Array {
  const { capCount, capScope, idHash } = campaigns
  const passes = new Uint8Array(idHash.length)
  for (let campaign = 0; campaign < passes.length; campaign++) {
    const labels = bitRow(campaigns.exclusionLabels, exclusionLabels.length, campaign)
    const near = nearLabels.some((each) => shareBit(each, labels))
    // A campaign-wide cap has the same key for every asset, so asset 0 stands for all.
    const whole = columnValue(capCount, campaign) > 0 && (capScope[campaign] ?? 2) === 2
    const capped = whole && capReached(snapshot.hot, { asset: 0, campaign }, counts, context.now)
    passes[campaign] = near || capped ? 0 : 1
  }
  return passes
}
