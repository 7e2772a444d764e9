import { z } from 'zod'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { fileHeader, territoryCode } from './file-header.ts'

/** `regions.json`: the regions' names, and which one serves unknown places. */
export const regionsFile = z.strictObject({
  ...fileHeader,
  fallback: z.enum(REGION_IDS),
  regions: z.array(z.strictObject({ id: z.enum(REGION_IDS), name: z.string().min(1) })).min(1),
})

/** One territory as `territories.json` states it. */
export const territoryRow = z.strictObject({
  code: territoryCode,
  name: z.string().min(1),
  region: z.enum(REGION_IDS).exclude(['world']),
  /** Every IANA zone in use there. */
  zones: z.array(z.string().regex(/^[A-Za-z_]+\/[A-Za-z0-9_+\-/]+$/, 'an IANA zone, like Europe/Berlin')).min(1),
  /** The zone that rights speak of where there are several; null: every zone must agree. */
  rightsZone: z.string().nullable(),
  eea: z.boolean(),
  /** Whose rating systems are used here, for a territory that has none of its own. */
  inherits: z
    .strictObject({
      territory: territoryCode,
      /** False: not confirmed, so what is inherited may tighten a decision and never loosen one. */
      verified: z.boolean(),
      basis: z.string().min(1),
    })
    .nullable(),
})

/** `territories.json`: every territory that can be served, each in exactly one region. */
export const territoriesFile = z.strictObject({ ...fileHeader, territories: z.array(territoryRow).min(1) })

/** `groups.json`: named lists of territories, written `@name` in schedule records. */
export const groupsFile = z.strictObject({
  ...fileHeader,
  groups: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case, like dach'), z.array(territoryCode).min(1)),
})

export type TerritoryRow = z.infer<typeof territoryRow>
