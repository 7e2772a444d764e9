import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { placesOf } from '../../src/compile/time/place.ts'
import type { LanePlan } from '../../src/lanes/lane-plan.ts'
import { laneSpan } from '../../src/lanes/lane-span.ts'
import { type Lane, lanesOf } from '../../src/lanes/lanes.ts'
import { campaign } from '../../src/model/nouns/campaign.ts'
import { LANE_CLOCKS } from '../../src/model/nouns/campaign-vocabulary.ts'
import { REGION_IDS } from '../../src/model/nouns/region.ts'
import { SURFACE_IDS } from '../../src/model/nouns/surface.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { zoneOfTerritory } from '../../src/rules/lookup/zone-of-territory.ts'
import { campaign as sent } from '../publisher/records.ts'

export const rules = bundledRules()
const EVERY_PLACE = REGION_IDS.flatMap((region) => placesOf(rules, region))
const zoneOf = zoneOfTerritory(rules)

const plan = z.looseObject({
  id: z.string(),
  revision: z.int().default(1),
  plays: z.boolean().default(true),
  isShown: z.boolean().default(true),
})
const question = z.strictObject({
  places: z.array(z.string()),
  surfaces: z.array(z.enum(SURFACE_IDS)).default(['home-hero']),
  from: z.string(),
  days: z.int(),
  clock: z.enum(LANE_CLOCKS).default('local'),
  open: z.array(z.string()).default([]),
  onlyWithBars: z.boolean().default(false),
  plans: z.array(plan),
})
/** Questions as they are written down in a table. */
export type LanesCase = z.input<typeof question>

const lanesCase = question.extend({
  name: z.string(),
  lanes: z.array(
    z.strictObject({
      key: z.string(),
      territories: z.array(z.string()),
      slices: z.array(z.string()).optional(),
      bars: z.array(z.string()).optional(),
      hidden: z.int().default(0),
    }),
  ),
})

export const lanesCases = z
  .array(lanesCase)
  .parse(JSON.parse(readFileSync(new URL('lanes.json', import.meta.url), 'utf8')))

/** A plan of a campaign that says what a test names, and else what records of tests say. */
export function planOf(given: z.input<typeof plan>): LanePlan {
  const { id, revision, plays, isShown, ...more } = plan.parse(given)
  const record = campaign.parse(sent(id, ['one'], more))
  return { campaignId: record.id, revision, record, plays, isShown }
}

/** The lanes of a question that was written down. */
export function lanes(asked: LanesCase): readonly Lane[] {
  const { places, from, days, clock, open, plans, ...rest } = question.parse(asked)
  const start = from.includes('T') ? { instant: Date.parse(from) } : { day: from }
  return lanesOf({
    ...{ rules, surfaces: rest.surfaces, onlyWithBars: rest.onlyWithBars, open: new Set(open) },
    places: places.flatMap((code) => EVERY_PLACE.find((place) => place.code === code) ?? []),
    plans: plans.map(planOf),
    spanOf: (code) => laneSpan(start, days, clock === 'local' ? zoneOf(code) : 'UTC'),
  }).lanes
}
