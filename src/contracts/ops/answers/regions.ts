import { z } from 'zod'
import { CANARY_ARMS } from '../../../model/messages/canary-counts.ts'
import { RUNGS } from '../../../model/nouns/answer-vocabulary.ts'
import { CODECS, RENDITION_TYPES } from '../../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../../model/nouns/campaign-vocabulary.ts'
import { takedownBound } from '../../takedown-bound.ts'
import type { AnswerOf } from '../answer-of.ts'
import { deadState } from './events/dead-messages.ts'
import { actor, assetId, count, instant, reason, region, sequence, snapshotId } from './fields.ts'
import { noticeStateAnswer } from './notices.ts'
import { pacingStatus } from './pacing-status.ts'
import { loggedOutcome } from './publish.ts'

const pinned = z
  .object({ until: instant.describe('When the pin ends, in UTC.'), actor, reason })
  .meta({ id: 'Pin', description: 'What is live stays announced until an instant, whatever the schedule says.' })

const canary = z
  .object({
    snapshot: snapshotId.describe('Id of the snapshot on trial.'),
    percent: z.number().describe('Share of the viewers that are served it, in percent.'),
    startedAt: instant.describe('When it started, in UTC.'),
    until: instant.describe('When it ends unless it was promoted, in UTC.'),
  })
  .meta({ id: 'Canary', description: 'A snapshot that a share of viewers is served, beside the live one.' })

const takedownListStatus = z
  .object({
    count: count.describe('Orders in force on the list.'),
    tiers: z
      .array(z.string())
      .describe('Tiers that orders on the list withdraw, somewhere or everywhere; all three: quiet mode.'),
    bound: takedownBound,
    narrowings: count.describe('Changes of the schedule that withdraw something, on the list.'),
    ageSeconds: count.nullable().describe('Age of the list, in seconds; null: none was announced yet.'),
    packed: count.describe('Things that are withdrawn by short hashes.'),
    chanceOfOneTooMany: z
      .number()
      .nullable()
      .describe('Chance, from 0 to 1, that short hashes hide something that nobody withdrew; null: nothing is packed.'),
    givenUp: z
      .enum(['nothing', 'times', 'places', 'numbers'])
      .nullable()
      .describe('What was merged to make room, which withdraws more; null: the list cannot be read.'),
    unreadable: z.string().nullable().describe('Why the list cannot be read or written; null: it can.'),
    storeAnswers: z.boolean().describe('Whether the scheduling store answers.'),
    journalRead: z.boolean().describe('Whether the journal in storage could be read.'),
    notYetStored: count.describe('Orders that the scheduling store does not have yet.'),
    storeForgot: count.describe('Orders and changes that are announced, and that the scheduling store lost.'),
  })
  .meta({ id: 'TakedownListStatus', description: 'The state of the takedown list of a region.' })

const regionHealth = z
  .object({
    state: z
      .enum(['ok', 'unpublished', 'lost', 'unknown', 'empty', 'halved'])
      .describe(
        '`unpublished`: nothing was ever announced. `lost`: storage has no pointer any more. `unknown`: there is no pointer, and the scheduling store does not say whether there was one. `empty`: no candidate serves. `halved`: less than half of the usual number serve.',
      ),
    serving: count
      .nullable()
      .describe('Candidates that serve, in the territory with the most left; null: nothing is live.'),
    usual: count
      .nullable()
      .describe('The most candidates that a publish in the log announced; null: the log has none.'),
    why: z.string().nullable().describe('The reason, and what to do; null: nothing is to be done.'),
  })
  .meta({ id: 'RegionHealth', description: 'Whether what a region serves is what it should serve.' })

const answerCounts = z.object({
  decisions: count.describe('Answers requested, failed ones too.'),
  empty: count.describe('Answers with a placement that stayed empty.'),
  fallbacks: count.describe('Answers that another snapshot gave.'),
  errors: count.describe('Answers that failed because of a fault of this system.'),
})

const canaryReport = z.object({
  startedAs: sequence.describe('Sequence that started the canary.'),
  counts: z.record(z.enum(CANARY_ARMS), answerCounts).describe('Answers of each arm.'),
  refusal: z.string().nullable().describe('Why the canary does not serve here; null: it does.'),
})

/** The last report of one isolate of the edge. */
export const isolateReport = z
  .object({
    type: z.literal('telemetry').describe('Kind of the message.'),
    isolate: z.string().describe('A random name of the isolate.'),
    region,
    sequence: sequence.describe('Sequence that it serves; 0: house idents.'),
    snapshot: z.string().describe('Id of the snapshot that it serves.'),
    rung: z.enum(RUNGS).describe('Which copy answers, the best first.'),
    at: z.number().describe('When it reported, in milliseconds since 1970.'),
    counts: z
      .object({
        decisions: count.describe('Decisions since the report before.'),
        noDecisions: count.describe('Placements that stayed empty.'),
        fallbacks: count.describe('Decisions that a copy of last resort gave.'),
      })
      .describe('What it served since its report before.'),
    rejects: z.record(z.string(), count).describe('How often a placement stayed empty, by reason.'),
    unreadableSessions: count.optional().describe('Sessions that could not be read.'),
    refusal: z.string().nullable().describe('Why the newest snapshot or list was not accepted; null: it was.'),
    listSignedAt: z
      .number()
      .nullable()
      .optional()
      .describe(
        'When the takedown list that it applies was signed, in milliseconds since 1970: orders from before are on it. Null: it has read none yet.',
      ),
    canary: canaryReport.nullable().optional().describe('What it counted of a canary; null: nothing new.'),
  })
  .meta({ id: 'IsolateReport', description: 'The last report of one isolate of the edge. It has counts only.' })

const signingKey = z
  .object({
    kid: z.string().describe('Name of the key.'),
    signs: z.boolean().describe('Whether it signs now.'),
    notAfter: z.string().nullable().describe('From then on edges do not trust it; null: no end is known.'),
    daysLeft: z.int().nullable().describe('Whole days until then, negative when past; null: no end is known.'),
  })
  .meta({ id: 'SigningKey', description: 'A key that signs or signed snapshots, as the publisher knows it.' })

const keysKnown = z.object({
  keys: z.array(signingKey).describe('The keys that sign or signed snapshots.'),
  keyProblem: z.string().nullable().describe('What is wrong with the list of keys, and the fix; null: nothing.'),
})

const leftOutRendition = z
  .object({
    assetId,
    device: z.enum(DEVICES).describe('Class of devices that are not offered it.'),
    type: z.enum(RENDITION_TYPES).describe('How it is packaged.'),
    codec: z.enum(CODECS).describe('Its video codec.'),
    height: count.describe('Height of its picture, in pixels.'),
    failed: count.describe('Sampled starts that failed, when it was left out.'),
    tried: count.describe('Sampled starts that were tried.'),
    since: instant.describe('Since when it is left out, in UTC.'),
    until: instant.describe('When it is tried again, in UTC.'),
    offered: z
      .boolean()
      .describe('Whether it is offered all the same, because all renditions of its asset fail there.'),
  })
  .meta({ id: 'LeftOutRendition', description: 'A rendition that a class of devices is not offered: its start fails.' })

const leftOutStatus = z
  .object({
    count: count.describe('Renditions that are left out, each once for a class of devices.'),
    renditions: z.array(leftOutRendition).describe('Those with the most failures, at most 20.'),
    beyond: count.describe('How many more fail for certain than there is room for; they are offered.'),
  })
  .meta({ id: 'LeftOutStatus', description: 'Renditions whose start fails for certain on a class of devices.' })

const regionStatus = z
  .object({
    region,
    sequence: sequence.nullable().describe('Sequence of what is live; null: nothing is.'),
    snapshot: snapshotId.nullable().describe('Id of the live snapshot; null: nothing is live.'),
    ageSeconds: count.nullable().describe('Age of the announcement, in seconds; null: nothing is live.'),
    softExpiresAt: instant
      .nullable()
      .describe('From then on answers report themselves as stale, in UTC; null: nothing is live.'),
    candidates: count.nullable().describe('Candidates of the live snapshot; null: nothing is live.'),
    pinned: pinned.nullable().describe('The pin; null: the region follows its schedule.'),
    canary: canary.nullable().describe('The running canary; null: none.'),
    lastReceipt: loggedOutcome.nullable().describe('The last publish or steering that was not refused; null: none.'),
    lastRefusal: loggedOutcome.nullable().describe('The last publish that was refused; null: none is known.'),
    takedowns: takedownListStatus.describe('The state of its takedown list.'),
    health: regionHealth.describe('Whether it serves what it should.'),
    leftOut: leftOutStatus
      .nullable()
      .describe('Renditions that devices are not offered; null: the scheduling store does not answer.'),
    seen: z.array(isolateReport).describe('Reports of the last 15 minutes, one of each isolate, the newest first.'),
  })
  .meta({ id: 'RegionStatus', description: 'What a region has live, its last publish, and what its edges report.' })

const staleFeed = z
  .object({
    feed: z.string().describe('Name of the feed.'),
    owner: z.string().describe('Who answers for it.'),
    ageSeconds: count.nullable().describe('Seconds since it was known to be complete; null: it never was.'),
    objectiveSeconds: count.describe('The greatest age that its settings allow, in seconds.'),
  })
  .meta({ id: 'StaleFeed', description: 'A feed that is older than its settings allow.' })

const waitingFeed = z
  .object({
    feed: z.string().describe('Name of the feed.'),
    held: z.string().nullable().describe('Id of its last delivery, `del_…`, if that is held; null: it is not.'),
    quarantined: count.describe('Items in quarantine.'),
  })
  .meta({ id: 'WaitingFeed', description: 'A feed of which something waits for a person.' })

/** Answer to `GET /ops/v1/regions`. */
export const regionList = z
  .object({
    regions: z.array(regionStatus).describe('The regions that the caller may see.'),
    staleFeeds: z
      .array(staleFeed)
      .nullable()
      .describe('Feeds that are older than they should be; null: the scheduling store does not answer.'),
    feeds: z
      .array(waitingFeed)
      .nullable()
      .describe(
        'Feeds whose last delivery is held, or with items in quarantine; null: the scheduling store does not answer.',
      ),
    deadMessages: deadState
      .nullable()
      .describe('Messages that no consumer could take; null: the scheduling store does not answer.'),
    notices: noticeStateAnswer
      .nullable()
      .describe('What the webhook was not told; null: the scheduling store does not answer.'),
    pacing: pacingStatus
      .nullable()
      .describe('How old the shares of paced campaigns are; null: the scheduling store does not answer.'),
    ...keysKnown.shape,
  })
  .meta({ id: 'RegionList', description: 'What is live in each region, stale feeds, and the keys that sign.' })

/** Answer to `GET /ops/v1/regions/:region`. */
export const regionAnswer = z
  .object({ ...regionStatus.shape, ...keysKnown.shape })
  .meta({ id: 'Region', description: 'What is live in one region, and the keys that sign it.' })

/** A feed that is older than its settings allow. */
export type StaleFeed = AnswerOf<typeof staleFeed>
/** A feed of which something waits for a person. */
export type WaitingFeed = AnswerOf<typeof waitingFeed>
/** What is live in a region. */
export type RegionStatus = AnswerOf<typeof regionStatus>
/** What is live in each region. */
export type AllRegions = AnswerOf<typeof regionList>
/** One region, with the keys. */
export type RegionAnswer = AnswerOf<typeof regionAnswer>
/** The health of a region. */
export type RegionHealth = AnswerOf<typeof regionHealth>
/** The state of a takedown list. */
export type TakedownListStatus = AnswerOf<typeof takedownListStatus>
/** What a region leaves out of answers. */
export type LeftOutStatus = AnswerOf<typeof leftOutStatus>
/** The last report of one isolate. */
export type IsolateReport = AnswerOf<typeof isolateReport>
/** The keys as the publisher knows them. */
export type KeysKnown = AnswerOf<typeof keysKnown>
