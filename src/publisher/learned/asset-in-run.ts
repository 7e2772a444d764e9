import type { LearnedShown } from '../../contracts/ops/answers/learned/learned.ts'
import type { LearnedReportAnswer } from '../../contracts/ops/answers/learned/learned-report.ts'
import { expectedRate, ratesOfSurfaces } from '../../learn/posteriors/why-rate.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { KeptRun } from './learned-runs.ts'

type SaidRate = NonNullable<NonNullable<LearnedShown['asset']>['surfaces'][SurfaceId]>

/** What a run says of an asset, and by its report why; null: it does not know the asset. */
export function saidOf(run: KeptRun, id: AssetId, report: LearnedReportAnswer | null): LearnedShown['asset'] {
  const said = run.assets.get(id)
  if (said === undefined) return null
  const whole = ratesOfSurfaces([...run.assets].map(([, { surfaces }]) => surfaces))
  const surfaces: Partial<Record<SurfaceId, SaidRate>> = {}
  for (const surface of SURFACE_IDS) {
    const rate = said.surfaces[surface]
    if (rate === undefined) continue
    const strength = report?.strengths[surface]?.asset
    const leansOn = strength === undefined ? null : { rate: expectedRate(rate, strength), impressions: strength }
    surfaces[surface] = { ...rate, surfaceRate: whole[surface] ?? null, leansOn }
  }
  return { id, cold: said.cold, surfaces }
}
