import { z } from 'zod'
import { CHANGE_KINDS } from '../../../../model/messages/change-kinds.ts'
import { REGION_IDS } from '../../../../model/nouns/region.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { actor, instant } from '../fields.ts'

const recordedChange = z
  .object({
    id: z.string().describe('Place of its entry in the audit log, such as `2026-11/41`. It never changes.'),
    at: instant.describe('When, in UTC.'),
    region: z
      .enum(REGION_IDS)
      .nullable()
      .describe('The only region that it is about; null: it is about several, or may be about any.'),
    kind: z
      .enum(CHANGE_KINDS)
      .describe(
        'What it was. `refusal`: a publish that was refused. `narrowing`: records came in that withdraw something.',
      ),
    actor,
    summary: z.string().describe('A sentence that says what was done to what, and why if somebody said so.'),
    href: z.string().describe('Path of the page of the console that shows it.'),
  })
  .meta({ id: 'RecordedChange', description: 'One change of what is served, or of what is to be.' })

/** Answer to `GET /ops/v1/changes`. */
export const recordedChanges = z
  .object({
    changes: z.array(recordedChange).describe('The newest first.'),
    more: z
      .string()
      .nullable()
      .describe('Null: these are all of the time. Else there may be more: ask again with this as `before`.'),
  })
  .meta({ id: 'RecordedChanges', description: 'What was changed, and by whom.' })

/** What was changed, and by whom. */
export type RecordedChanges = AnswerOf<typeof recordedChanges>
/** One change of what is served, or of what is to be. */
export type RecordedChangeAnswer = AnswerOf<typeof recordedChange>
