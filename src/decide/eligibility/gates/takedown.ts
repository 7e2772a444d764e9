import type { Evidence, GateInput } from './gate.ts'

/**
 * The id of the takedown that withdraws a candidate (its asset, its campaign or the whole surface) here and now; null:
 * none.
 */
export function takedownOf(
  { denies, surface }: GateInput,
  pair: { readonly asset: number; readonly campaign: number },
): string | null {
  return denies.surfaces.get(surface.id) ?? denies.assets.get(pair.asset) ?? denies.campaigns.get(pair.campaign) ?? null
}

/** As `Gate.evidence`, for a takedown by its id. */
export function takedownEvidence(id: string): Evidence {
  return { rule: 'takedown', source: 'region takedown list', value: id }
}
