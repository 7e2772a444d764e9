import { campaignOf } from '../../model/columns/column-value.ts'
import type { Snapshot, SnapshotHot } from '../../model/columns/snapshot.ts'
import type { CapCounts } from '../eligibility/count-caps.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { type CapCount, capLeftOf } from '../eligibility/gates/pair-gates.ts'
import { indexOfHash } from '../rows/hash-search.ts'
import type { RowIndex } from '../rows/row-index.ts'
import type { ScoredRow } from '../rows/scored-row.ts'
import { priorityUnits, tierUnits } from '../score/score-terms.ts'
import { SCORE_UNITS_PER_POINT } from '../score/taste/score-units.ts'
import { NO_CAP, SCORE_SCALE, type SlateItem, type Trace } from './slate-item.ts'
import type { SlateItemCache } from './slate-item-cache.ts'

/**
 * Builds the slate item of a candidate without any cap counts. Its score excludes the priority: the slate treats tiers
 * itself, and repeats must not lower them.
 */
export function slateItem(faces: SlateItemCache, input: GateInput, { row, units }: ScoredRow): SlateItem {
  const face = faces.of(row)
  // Assigned field by field: spreading some hundred of them would take longer than composing the page.
  return {
    row,
    asset: face.asset,
    title: face.title,
    franchise: face.franchise,
    cluster: face.cluster,
    source: face.source,
    tier: face.tier,
    audience: faces.audienceOf(input, face.content),
    exclusionLabels: face.exclusionLabels,
    score: ((units - tierUnits(input.snapshot.rules, face.tier)) * SCORE_SCALE) / SCORE_UNITS_PER_POINT,
    capKey: face.capKey,
    capLeft: face.capCount,
    capKnown: false,
    isNew: face.isNew,
    taste: face.taste,
  }
}

/** As `slateItem`, for several candidates and with the cap counts applied. */
export function slateItems(
  faces: SlateItemCache,
  input: GateInput,
  counts: CapCounts,
  rows: readonly ScoredRow[],
): readonly SlateItem[] {
  return rows.map((row) => counted(slateItem(faces, input, row), input, counts))
}

/** An item with the count of its cap applied. */
export function counted(item: SlateItem, input: GateInput, counts: CapCounts): SlateItem {
  const known = item.capKey === NO_CAP ? undefined : counts.get(item.capKey)
  return known === undefined ? item : { ...item, capLeft: capLeft(input, item.row, known), capKnown: true }
}

function capLeft({ snapshot: { hot }, context }: GateInput, row: number, counted: CapCount): number {
  return capLeftOf(hot, campaignOf(hot, row), counted, context.now)
}

/** Converts a slate's score to points of the whole score, priority included. */
export function wholePoints(snapshot: Snapshot, row: number, score: number): number {
  const priority = priorityUnits(snapshot, campaignOf(snapshot.hot, row))
  return score / SCORE_SCALE + priority / SCORE_UNITS_PER_POINT
}

/** The trace of a candidate: what the slate remembers of it. */
export function traceOf(faces: SlateItemCache, input: GateInput, row: number): Trace {
  const face = faces.of(row)
  return { ...face, audience: faces.audienceOf(input, face.content) }
}

/** The traces of assets served before, by their hashes; those that are not in this snapshot are dropped. */
export function tracesOf(
  faces: SlateItemCache,
  input: GateInput,
  index: RowIndex,
  hashes: readonly number[],
): readonly Trace[] {
  const { hot } = input.snapshot
  return hashes.flatMap((hash) => {
    const row = firstRow(hot, index, hash)
    return row === null ? [] : [traceOf(faces, input, row)]
  })
}

function firstRow({ assets }: SnapshotHot, index: RowIndex, assetHash: number): number | null {
  const asset = indexOfHash(assets.idHash, assetHash)
  return asset < 0 ? null : (index.rowsOf(asset)[0] ?? null)
}
