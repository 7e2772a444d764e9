import { LIMITS } from '../../contracts/device/limits.ts'
import type { Placement } from '../../decide/context/context.ts'
import type { RegionRules } from '../../model/policies/rules.ts'
import { type PlacementRequest, parseDecisionsBody } from '../request/bodies.ts'
import { readJsonBody } from '../request/json-body.ts'
import { answer, arrive, type EdgeContext, privateText } from './device-route.ts'

/** `POST /v1/decisions`: several placements, decided on one snapshot; no asset appears twice. */
export async function decisions(context: EdgeContext): Promise<Response> {
  const body = await readJsonBody(context.request, LIMITS.bodyBytes.decisions)
  const asked = parseDecisionsBody(body)
  const arrived = await arrive(context, body)
  const decided = await answer(context, arrived, {
    placements: asked.map((placement) => withCount(placement, arrived.live.opened.snapshot.rules)),
    served: [],
    firstPosition: 0,
    openWith: null,
    retryParts: asked,
  })
  return privateText(decided.text)
}

/** A placement with its count: the requested one, limited to what the surface allows. */
function withCount(asked: PlacementRequest, rules: RegionRules): Placement {
  const surface = rules.surfaces.find((rule) => rule.id === asked.surface)
  const count = Math.min(asked.count ?? surface?.count ?? 1, surface?.maxCount ?? 1)
  return { id: asked.id, surface: asked.surface, count, titleId: asked.titleId, inView: asked.inView, row: asked.row }
}
