import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { count, instant } from './fields.ts'

const lostKind = z
  .object({
    kind: z.string().describe('Kind of the notices, such as `purge`.'),
    count: count.describe('How many of them were lost.'),
  })
  .meta({ id: 'LostNotices', description: 'Notices of one kind that the webhook was never told.' })

/** What the webhook is still to be told, and what it never was. */
export const noticeStateAnswer = z
  .object({
    waiting: count.describe('Notices that wait to be sent.'),
    lost: count.describe('Notices of the last three days that the webhook was never told; at most 1,000 are known.'),
    noRoom: count.describe('How many of those found no room, as too many waited; the others were not taken for days.'),
    lastLostAt: instant.nullable().describe('When the last one was lost, in UTC; null: none was.'),
    kinds: z.array(lostKind).describe('The lost ones by their kind.'),
  })
  .meta({ id: 'NoticeState', description: 'What the webhook is still to be told, and what it never was.' })

/** The state of notices. */
export type NoticeState = AnswerOf<typeof noticeStateAnswer>
