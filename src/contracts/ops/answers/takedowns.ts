import { z } from 'zod'
import type { AnswerOf } from '../answer-of.ts'
import { count, instant, region, regions } from './fields.ts'
import { emptiedSurface } from './ingest.ts'

/** How an announced order is known to the scheduling store. */
const KNOWN_TO_STORE = ['stored', 'not-yet', 'forgot', 'no-answer'] as const

const target = z
  .string()
  .describe('What is withdrawn: `ast_…`, `ttl_…`, `cmp_…`, `tag:…`, `owner:…`, `feed:…`, `surface:…`, `tier:…`.')
const territories = z.array(z.string()).describe('Where: codes of countries and names of groups; `*`: everywhere.')
const until = instant.nullable().describe('When it ends by itself, in UTC; null: when it is lifted.')

const standingOrder = z
  .object({
    id: z.string().describe('Id of the order, `tkd_…`.'),
    target,
    territories,
    until,
    reason: z.string().describe('Why; empty: only the lists have it, and they do not say.'),
    actor: z.string().describe('Who ordered it; empty: only the lists have it, and they do not say.'),
    v: z.literal(1).optional().describe('Version of the record; left out when only the lists have it.'),
    type: z.literal('takedown').optional().describe('Type of the record; left out when only the lists have it.'),
    regions,
    announced: regions.describe(
      'Those of them whose signed list has it: edges there stop serving it within the bound.',
    ),
    addedAt: instant.nullable().describe('When it was ordered, in UTC; null: it is not known.'),
    store: z
      .enum(KNOWN_TO_STORE)
      .describe(
        'How the scheduling store knows it: `stored`; `not-yet`, it was down; `forgot`, it lost it; `no-answer`, it does not answer.',
      ),
  })
  .meta({ id: 'StandingTakedown', description: 'An order in force.' })

const standingChange = z
  .object({
    id: z.string().describe('Name to lift it by, `change:…`.'),
    records: count.describe('Records that it withdraws.'),
    targets: z.array(z.string()).describe('The first of them.'),
    regions,
  })
  .meta({ id: 'ForgottenChange', description: 'A change that withdraws, and that the scheduling store forgot.' })

/** Answer to `GET /ops/v1/takedowns`. */
export const takedownList = z
  .object({
    takedowns: z.array(standingOrder).describe('The orders in force, the oldest first.'),
    forgotten: z.array(standingChange).describe('Changes that withdraw, and that the scheduling store forgot.'),
    unread: regions.describe('Regions whose list cannot be read: only store and journal are known there.'),
    journalRead: z.boolean().describe('Whether the journal in storage could be read.'),
  })
  .meta({ id: 'TakedownList', description: 'The takedowns in force in the regions that the caller may see.' })

const takedownRecord = z
  .object({
    v: z.literal(1).describe('Version of the record.'),
    type: z.literal('takedown').describe('Type of the record.'),
    id: z.string().describe('Id of the order, `tkd_…`: it is lifted by it.'),
    target,
    territories,
    until,
    reason: z.string().describe('Why.'),
    actor: z.string().describe('Who ordered it.'),
  })
  .meta({ id: 'Takedown', description: 'An order that something must not be served.' })

const known = z
  .boolean()
  .optional()
  .describe('Whether it reaches anything now: a record, or something live. Left out when nobody can tell.')

/** Answer to `POST /ops/v1/takedowns`: the order, in force. */
export const takedownAdded = z
  .object({
    takedown: takedownRecord.describe('The order.'),
    regions,
    stored: z.boolean().describe('Whether the scheduling store has it; if not, it gets it once it answers again.'),
    journalRead: z.boolean().describe('Whether the lists include the other orders of the journal.'),
    known,
  })
  .meta({ id: 'TakedownAdded', description: 'A takedown that is in force in every region that it reaches.' })

const reachInRegion = z
  .object({
    region,
    territories: z
      .array(z.string())
      .nullable()
      .describe('Where in the region, as codes of countries; null: everywhere in it.'),
    candidates: count.describe('Candidates of the live snapshot that are withdrawn there, somewhere or everywhere.'),
    of: count.describe('Candidates of the live snapshot.'),
    emptied: z
      .array(emptiedSurface)
      .describe('Surfaces that have an answer for somebody now, and would have none for anybody.'),
  })
  .meta({ id: 'TakedownReach', description: 'What a takedown takes away from what is live in a region.' })

/** Answer to `POST /ops/v1/takedowns` with `dryRun`: what it would reach. */
export const takedownTried = z
  .object({
    target,
    regions,
    known,
    reach: z
      .array(reachInRegion)
      .optional()
      .describe(
        'What it would take away, by region; those without a live snapshot are missing. Left out when nobody can tell.',
      ),
  })
  .meta({ id: 'TakedownTried', description: 'What a takedown would reach. Nothing was withdrawn.' })

/** Answer to `DELETE /ops/v1/takedowns/:id`. */
export const takedownLifted = z
  .object({ lifted: z.string().describe('Id of the order, or name of the change, that was lifted.'), regions })
  .meta({ id: 'TakedownLifted', description: 'An order that no longer holds.' })

/** The takedowns in force. */
export type TakedownList = AnswerOf<typeof takedownList>
/** A takedown that is in force. */
export type TakedownAdded = AnswerOf<typeof takedownAdded>
/** What a takedown takes away in a region. */
export type TakedownReach = AnswerOf<typeof reachInRegion>
/** What a takedown would reach. */
export type TakedownTried = AnswerOf<typeof takedownTried>
/** An order that no longer holds. */
export type TakedownLifted = AnswerOf<typeof takedownLifted>
