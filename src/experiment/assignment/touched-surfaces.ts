import type { ServedExperiment } from '../../model/experiments/served-experiment.ts'
import type { CampaignId } from '../../model/fields/identifier.ts'
import { SURFACE_IDS, type SurfaceId } from '../../model/nouns/surface.ts'
import type { OwnedValues } from '../../model/policies/owned-values.ts'
import { ownedParameter } from '../../model/policies/parameter-path.ts'

/** The surfaces on which a campaign of a snapshot can play; none for a campaign that is not in it. */
export type SurfacesOfCampaign = (id: CampaignId) => readonly SurfaceId[]

/** A surface as one bit of a number. */
export function surfaceBit(surface: SurfaceId): number {
  return 1 << SURFACE_IDS.indexOf(surface)
}

/** The surfaces on which an experiment's value of a path changes what is decided. */
export function touchedBy(
  path: string,
  { targeting }: Pick<ServedExperiment, 'targeting'>,
  surfacesOf: SurfacesOfCampaign,
): readonly SurfaceId[] {
  const parameter = ownedParameter(path)
  if (parameter === null) return []
  const reached =
    parameter.kind === 'slate'
      ? [parameter.surface]
      : parameter.kind === 'weight'
        ? surfacesOf(parameter.campaignId)
        : SURFACE_IDS
  return targeting.surfaces.length === 0 ? reached : reached.filter((surface) => targeting.surfaces.includes(surface))
}

/** Those of an arm's values that change what is decided on a surface. */
export function valuesOn(
  surface: SurfaceId,
  parameters: OwnedValues,
  said: Pick<ServedExperiment, 'targeting'>,
  surfacesOf: SurfacesOfCampaign,
): OwnedValues {
  return Object.fromEntries(
    Object.entries(parameters).filter(([path]) => touchedBy(path, said, surfacesOf).includes(surface)),
  )
}
