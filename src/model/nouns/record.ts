import { z } from 'zod'
import { asset } from './asset.ts'
import { campaign } from './campaign.ts'
import { takedown } from './takedown.ts'
import { title } from './title.ts'

/**
 * The canonical schedule records, `v: 1`, one a line in NDJSON. Every feed format becomes these, and
 * the JSON Schemas that are published come from the same objects (`npm run generate`).
 */
export const recordSchemas = { title, asset, campaign, takedown } as const

/** Any one of the canonical records, told apart by `type`. */
export const scheduleRecord = z.discriminatedUnion('type', [title, asset, campaign, takedown])

export type RecordType = keyof typeof recordSchemas
export type ScheduleRecord = z.infer<typeof scheduleRecord>
