import { CAMPAIGN_FOUND_BY } from '../../contracts/ops/requests/campaigns.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { oneOf } from '../frame/values.ts'

/** What a filter of campaigns is typed as. */
export const FILTER_FLAGS = {
  status: { type: 'string', description: 'Those with this status', valueHint: CAMPAIGN_FOUND_BY.join('|') },
  region: { type: 'string', description: 'Those of a region', valueHint: 'dach' },
  surface: { type: 'string', description: 'Those of a surface', valueHint: SURFACE_IDS.join('|') },
  owner: { type: 'string', description: 'Those of an owner', valueHint: 'name' },
  territory: { type: 'string', description: 'Those for a territory', valueHint: 'DE' },
  q: { type: 'string', description: 'Those with this in their id or name', valueHint: 'text' },
  goal: { type: 'string', description: 'Those with a goal that is counted', valueHint: 'counted' },
} as const

type Typed = { readonly [Flag in keyof typeof FILTER_FLAGS]?: string | undefined }

/** What campaigns are asked for by. */
export function filterOf(typed: Typed): Readonly<Record<string, string>> {
  const { status, region, surface, owner, territory, q, goal } = typed
  return {
    ...(status !== undefined && { status: oneOf('--status', status, CAMPAIGN_FOUND_BY) }),
    ...(region !== undefined && { region: oneOf('--region', region, REGION_IDS) }),
    ...(surface !== undefined && { surface: oneOf('--surface', surface, SURFACE_IDS) }),
    ...(owner !== undefined && { owner }),
    ...(territory !== undefined && { territory }),
    ...(q !== undefined && { q }),
    ...(goal !== undefined && { goal: oneOf('--goal', goal, ['counted']) }),
  }
}
