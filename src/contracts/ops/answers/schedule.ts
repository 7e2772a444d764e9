import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { count } from './fields.ts'

/** Answer to `GET /ops/v1/schedule`. */
export const scheduleSize = z
  .object({
    revision: count.describe('Revision of the schedule. It grows with every change.'),
    titles: count.describe('Stored titles.'),
    assets: count.describe('Stored assets.'),
    campaigns: count.describe('Stored campaigns, whatever their status.'),
  })
  .meta({ id: 'ScheduleSize', description: 'How much is scheduled, and at which revision.' })

/** How much is scheduled. */
export type ScheduleSize = AnswerOf<typeof scheduleSize>
