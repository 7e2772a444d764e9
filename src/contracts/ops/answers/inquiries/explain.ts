import { z } from 'zod'
import { PRIVACY_CLASSES, VIEWER_STATES } from '../../../../model/nouns/answer-vocabulary.ts'
import { CAP_SCOPES } from '../../../../model/nouns/campaign-vocabulary.ts'
import { AUTOPLAY_REASONS, GATE_REASONS, SLATE_REASONS } from '../../../../model/nouns/reason.ts'
import { RANKING_TERMS } from '../../../../model/policies/rules.ts'
import { SLATE_CONSTRAINTS } from '../../../../model/policies/slate-policy.ts'
import { PERSONAL_TERMS } from '../../../../model/policies/taste-policy.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { assetId, campaignId, count, instant, region, sequence, snapshotId } from '../fields.ts'

const notShown = z.enum([...GATE_REASONS, ...SLATE_REASONS])

const explainedReason = z
  .object({
    reason: notShown.describe('The reason.'),
    rule: z.string().describe('The rule, or the field of the record, that refused it.'),
    source: z.string().describe('The file or record that the rule is in.'),
    value: z.string().describe('The value that failed, with the bound if there is one.'),
  })
  .meta({ id: 'ExplainedReason', description: 'One reason among all that speak against a candidate.' })

const frequencyCap = z
  .object({
    count: count.describe('How often it may be shown.'),
    windowSeconds: count.describe('In how many seconds.'),
    scope: z.enum(CAP_SCOPES).describe('What is counted.'),
    guests: z
      .enum(['window', 'session'])
      .describe(
        '`session`: the window is longer than a session lives, so the count of a guest starts anew with each; that of a consented viewer is in their profile, and holds.',
      ),
  })
  .meta({ id: 'FrequencyCap', description: 'The frequency cap of a campaign.' })

const pacing = z
  .object({
    share: count.describe('How many of 64 buckets it takes; 0: its share has ended.'),
    bucket: count
      .nullable()
      .describe(
        'The bucket in the order of the campaign, 0 to 63: below its share, it plays. Null: asked without a seed.',
      ),
    need: z
      .number()
      .describe(
        'Share of its opportunities that its goal asks for; above 1, its weight counts so many times, up to 8.',
      ),
  })
  .meta({ id: 'CampaignPacing', description: 'What pacing says of a campaign.' })

const autoplay = z
  .object({
    allowed: z.boolean().describe('Whether it may start by itself, muted.'),
    reason: z.enum(AUTOPLAY_REASONS).optional().describe('Why it may not; left out: it may.'),
  })
  .meta({ id: 'Autoplay', description: 'Whether an asset may start by itself.' })

const terms = z.record(z.enum([...RANKING_TERMS, ...PERSONAL_TERMS]), z.number())

const keptCandidate = z
  .object({
    assetId,
    campaignId,
    position: count.describe('Place, from 0: first the slate as it would be, then what it leaves, best first.'),
    score: z.number().describe('Score, in points.'),
    terms: terms.describe('The terms of the score, in points.'),
    propensity: z.number().describe('Chance of its place, given those before, 0 to 1; 0 outside of the slate.'),
    reason: z
      .enum([...SLATE_REASONS, 'frequency-cap'])
      .nullable()
      .describe('Why it is not in the slate; null: it is.'),
    chances: z
      .array(z.number())
      .describe(
        'Its chance at each place, 0 to 1, whatever comes before, in the bucket of pacing that the seed falls into: a campaign that takes other buckets has its chance there. Without a seed, as if nothing were held back. Empty: it comes at none.',
      ),
    frequencyCap: frequencyCap.nullable().describe('The frequency cap of its campaign; null: none.'),
    pacing: pacing.nullable().describe('What pacing says of its campaign; null: it is not paced.'),
    relaxed: z.array(z.enum(SLATE_CONSTRAINTS)).describe('Constraints of the slate that it breaks.'),
    autoplay: autoplay.describe('Whether it may start by itself.'),
  })
  .meta({ id: 'KeptCandidate', description: 'A candidate that may be shown.' })

const rejectedCandidate = z
  .object({
    assetId,
    campaignId,
    first: notShown.describe('The first reason in the order of the gates.'),
    score: z.number().nullable().describe('Score, in points, where the slate rejected it; null: it was not ranked.'),
    all: z.array(explainedReason).describe('All reasons.'),
  })
  .meta({ id: 'RejectedCandidate', description: 'A candidate that a gate, the slate or the compiler rejected.' })

const explainedContext = z
  .object({
    territory: z.string().describe('Where the viewer is; `XX`: unknown.'),
    rights: z.string().describe('The territory whose rights apply.'),
    ratingPlaces: z.array(z.string()).describe('Places whose ratings count; the strictest applies.'),
    cap: z.number().describe('Maturity cap, in years.'),
    guestCap: z.number().describe('Maturity cap of a guest here, in years.'),
    minor: z.boolean().describe('Whether the viewer counts as a minor.'),
    kids: z.boolean().describe('Whether it is a kids profile.'),
    privacy: z.enum(PRIVACY_CLASSES).describe('How much may be known of the viewer.'),
    viewer: z.enum(VIEWER_STATES).describe('`member`: by a signed token.'),
    timezone: z.string().optional().describe('IANA zones that a local clock is read in, with a space between each.'),
    now: instant.describe('Instant that is decided for, in UTC.'),
    unknownPlace: z.boolean().describe('Whether the place is not known.'),
    embargo: z
      .object({
        place: z.string().describe('The place.'),
        reason: z.string().describe('Why.'),
        reviewBy: z.string().describe('Day by which somebody has to confirm it, `YYYY-MM-DD`.'),
      })
      .nullable()
      .describe('The order that nothing may be served here; null: none.'),
  })
  .meta({ id: 'ExplainedContext', description: 'What the gates look at.' })

/** Answer to `POST /ops/v1/explain`. */
export const explanation = z
  .object({
    context: explainedContext.describe('What the gates look at.'),
    snapshot: z
      .object({ id: snapshotId, sequence: sequence.describe('Its sequence.'), region })
      .describe('The live snapshot that was asked.'),
    owned: z
      .record(z.string(), z.union([z.number(), z.string(), z.null()]))
      .optional()
      .describe(
        'What the arms that were asked for own here, by path; empty: as control, since they change nothing here or are not for this viewer. Left out: no arm was asked for.',
      ),
    arms: z
      .array(z.object({ experiment: z.string().describe('Its key.'), arm: z.string().describe('Key of the arm.') }))
      .nullable()
      .optional()
      .describe('The arms of the decision that was named; null: the decision log does not have it, or not yet.'),
    kept: z.array(keptCandidate).describe('Candidates that may be shown, as many as were asked for.'),
    rejected: z.array(rejectedCandidate).describe('Candidates that may not, as many as were asked for.'),
    chances: z
      .object({
        places: count.describe('How many places have chances, backups included.'),
        draws: count.describe('How many draws were counted.'),
        exactPlaces: z
          .literal([0, 1])
          .describe('For how many places, from the first, the chances are exact; the others are counted.'),
      })
      .nullable()
      .describe('How the chances were found; null: nothing may be shown.'),
    campaigns: z
      .record(z.string(), z.string().nullable())
      .describe('Names of the campaigns above as they are stored, by campaign; null: none.'),
    total: count.describe('All candidates, those that the compiler left out included.'),
    floor: z
      .object({
        reason: z.string().describe('Why nothing else may play.'),
        plays: z.array(z.string()).describe('House idents, the winner first.'),
      })
      .nullable()
      .describe('The house idents that play; null: none do.'),
  })
  .meta({ id: 'Explanation', description: 'What becomes of each candidate, and why.' })

/** What becomes of each candidate, and why. */
export type ExplanationAnswer = AnswerOf<typeof explanation>
