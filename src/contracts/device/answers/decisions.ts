import { z } from 'zod'
import { PRIVACY_CLASSES, RUNGS, VIEWER_STATES } from '../../../model/nouns/answer-vocabulary.ts'
import { NO_DECISION_REASONS } from '../../../model/nouns/reason.ts'
import type { ReadOnly } from '../../read-only.ts'
import { REASON_PROSE, REASONS_BY_CODE, reasonTable } from '../prose/reasons.ts'
import { PRIVACY_PROSE, RUNG_PROSE, VIEWER_PROSE } from '../prose/vocabulary.ts'
import { decision } from './decision.ts'

/** Which copy answers. */
export const rung = z.enum(RUNGS).meta({
  id: 'Rung',
  description: 'Which copy answers, the best first.',
  'x-enumDescriptions': RUNG_PROSE,
})

const statusCode = z.literal(REASONS_BY_CODE.map(({ code }) => code)).meta({
  id: 'StatusCode',
  type: 'integer',
  description:
    "The reason as a number, in OpenRTB's ranges: 0 to 99 nothing to offer, 200 to 299 blocked, 300 to 399 rejected, 500 and up a word of this service.",
  'x-enumDescriptions': Object.fromEntries(REASONS_BY_CODE.map(({ code, reasons }) => [code, reasons.join(', ')])),
})

const noDecision = z
  .object({
    placement: z.string().describe('Id of the placement.'),
    statusCode: statusCode,
    reason: z.enum(NO_DECISION_REASONS).meta({
      id: 'Reason',
      description: 'Why a placement has nothing to play: the last gate that any candidate reached.',
      'x-enumDescriptions': REASON_PROSE,
    }),
  })
  .meta({ id: 'NoDecision', description: `A placement that has nothing to play, and why.\n\n${reasonTable()}` })

const snapshotDescription = z
  .object({
    id: z.string().describe('Content address of the snapshot.'),
    sequence: z.int().min(0).describe('Number of its announcement in its region; it only grows. 0: the baseline.'),
    ageSeconds: z.number().min(0).describe('Time since it was announced, in seconds.'),
    rung: rung,
  })
  .meta({ id: 'SnapshotDescription', description: 'The snapshot that was asked, and how old it is.' })

const byPlacement = z.record(z.string(), z.array(decision))

/** What the routes for decisions answer. */
export const decisionsAnswer = z
  .object({
    decisionId: z
      .string()
      .describe(
        'Id of this answer, 32 hexadecimal digits. The same `requestId` gives the same id on the same snapshot.',
      ),
    token: z.string().describe('Sealed record of this answer. Send it with each event, for 7 days.'),
    session: z
      .string()
      .describe(
        'Sealed memory of what was shown, at most 2048 characters, good for 24 hours. Send it with the next request.',
      ),
    serverTime: z.string().meta({ format: 'date-time' }).describe('Decision time, UTC.'),
    validForMs: z
      .int()
      .min(0)
      .describe('How long the answer may be kept, in milliseconds: at most 60000, less if a window closes sooner.'),
    snapshot: snapshotDescription,
    territory: z.string().describe('Country where the viewer is (ISO 3166-1 alpha-2); `XX`: unknown.'),
    viewer: z.enum(VIEWER_STATES).meta({
      id: 'ViewerState',
      description: 'Who asks.',
      'x-enumDescriptions': VIEWER_PROSE,
    }),
    privacy: z.enum(PRIVACY_CLASSES).meta({
      id: 'PrivacyClass',
      description: 'How much may be known of the viewer.',
      'x-enumDescriptions': PRIVACY_PROSE,
    }),
    decisions: byPlacement.describe('What plays, in order, by the id of its placement.'),
    backups: byPlacement
      .optional()
      .describe('What to play instead if a decision cannot be played, in order, by the id of its placement.'),
    noDecisions: z
      .array(noDecision)
      .describe('Placements that have nothing to play, each with the reason. Always there, often empty.'),
    floor: z
      .array(noDecision)
      .optional()
      .describe('Placements where house idents play, each with the reason why nothing else may.'),
    cursor: z
      .string()
      .optional()
      .describe('Where the next page of clips begins; left out on other routes, and at the end of the feed.'),
  })
  .meta({ id: 'Decisions', description: 'What plays in each placement, or why nothing does.' })

/** What the routes for decisions answer. */
export type DecisionsAnswer = ReadOnly<z.output<typeof decisionsAnswer>>

/** An answer without its sealed parts, which differ each time: what depends on the decision alone. */
export type AnswerBody = Omit<DecisionsAnswer, 'token' | 'session' | 'cursor'>

/** Which snapshot was asked, and how old it is. */
export type SnapshotDescription = DecisionsAnswer['snapshot']

/** A placement that has nothing to play. */
export type NoDecision = DecisionsAnswer['noDecisions'][number]
