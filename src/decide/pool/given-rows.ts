import { columnValue } from '../../model/columns/column-value.ts'
import { NO_INDEX, type SnapshotHot } from '../../model/columns/snapshot.ts'
import type { GateInput } from '../eligibility/gates/gate.ts'
import { isHeldBack } from '../eligibility/gates/pacing.ts'
import { capReached } from '../eligibility/gates/pair-gates.ts'
import { takedownOf } from '../eligibility/gates/takedown.ts'
import { EXCLUDED } from '../engine/engine.ts'
import type { OpenedSnapshot } from '../opened/opened-snapshot.ts'
import { pairOf, type ScoredRow } from '../rows/scored-row.ts'
import { baseTerms, languageUnits } from '../score/score-terms.ts'
import { unitsFrom } from '../score/taste/term-vector.ts'
import { penaltiesOf } from './away.ts'
import type { PoolRequest } from './slate-pool.ts'

/**
 * As `poolFor`, for given candidates only (those of a title, or of a shared clip). Each is checked and scored on its
 * own; verdicts and scores equal the engine's.
 */
export function poolOf(opened: OpenedSnapshot, request: PoolRequest, rows: Iterable<number>): readonly ScoredRow[] {
  const { snapshot } = opened
  const { hot } = snapshot
  const { input, vector } = request
  const language = languageUnits(snapshot, input.context.language)
  const penalties = new Map<number, number>()
  for (const { hash, points } of penaltiesOf(request.penalties, request.away)) {
    penalties.set(hash, (penalties.get(hash) ?? 0) + points)
  }
  const isCapped = (pair: ReturnType<typeof pairOf>) => capReached(hot, pair, request.counts, input.context.now)
  const pool: ScoredRow[] = []
  for (const row of rows) {
    const { asset, campaign } = pairOf(hot, row)
    const lost =
      (penalties.get(columnValue(hot.assets.idHash, asset)) ?? 0) + (penalties.get(titleHash(hot, asset)) ?? 0)
    if (lost >= EXCLUDED || request.withheld.has(asset) || isCapped({ asset, campaign })) continue
    if (!passesAll(opened, input, { asset, campaign })) continue
    const { priority, weight, freshness, engagement } = baseTerms(snapshot, row, input.surface.id, input.context.now)
    const spoken = language[hot.assets.speech[asset] ?? 0] ?? 0
    const taste = unitsFrom(hot.assets.taste, asset, vector)
    pool.push({ row, units: priority + weight + freshness + engagement + spoken + taste - lost })
  }
  return pool.sort((a, b) => b.units - a.units || a.row - b.row)
}

function titleHash({ assets, titles }: SnapshotHot, asset: number): number {
  const title = columnValue(assets.title, asset)
  return title === NO_INDEX ? -1 : (titles.idHash[title] ?? -1)
}

function passesAll(
  { planes }: OpenedSnapshot,
  input: GateInput,
  pair: { readonly asset: number; readonly campaign: number },
): boolean {
  return (
    input.territory >= 0 &&
    takedownOf(input, pair) === null &&
    !isHeldBack(input, pair.campaign) &&
    planes.passes(input, pair)
  )
}
