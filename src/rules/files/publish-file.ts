import { z } from 'zod'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { PUBLISH_CHECKS, PUBLISH_LIMITS, type PublishPolicy } from '../../model/policies/publish-policy.ts'
import { ageYears, fileHeader } from './file-header.ts'

const words = z.string().min(1)

/** `publish.json`: what stops a publish, and which of it a person can lift. */
export const publishFile = z.strictObject({
  ...fileHeader,
  checks: z.array(
    z.strictObject({
      check: z.enum(PUBLISH_CHECKS),
      /** What makes a publish stop. */
      refuses: words,
      /** `exact`: by an override that names every finding. `never`: what fails it is broken. */
      override: z.enum(['exact', 'never']),
      why: words,
    }),
  ),
  limits: z.record(
    z.enum(PUBLISH_LIMITS),
    z.strictObject({ value: z.number().min(0).max(1_000_000_000), unit: words, meaning: words, why: words }),
  ),
  /** Least number of candidates by region; a region that is not named may be empty. */
  leastCandidates: z.partialRecord(z.enum(REGION_IDS), z.int().min(1).max(1_000_000)),
  /** Caps of the members that stand for their age band. */
  ageBands: z.array(ageYears).min(1).max(8),
})

/** `publish.json`, of the right shape. */
export type PublishFile = z.infer<typeof publishFile>

/** The file as the publisher needs it: numbers without their reasons. */
export function publishPolicy({ checks, limits, leastCandidates, ageBands }: PublishFile): PublishPolicy {
  const byRegion = REGION_IDS.map((region) => [region, leastCandidates[region] ?? 0] as const)
  return {
    limits: Object.fromEntries(PUBLISH_LIMITS.map((name) => [name, limits[name].value])) as PublishPolicy['limits'],
    neverLifted: new Set(checks.filter(({ override }) => override === 'never').map(({ check }) => check)),
    leastCandidates: new Map(byRegion.filter(([, candidates]) => candidates > 0)),
    ageBands,
  }
}
