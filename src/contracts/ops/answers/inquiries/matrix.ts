import { z } from 'zod'
import { AUTOPLAY_REASONS, GATE_REASONS } from '../../../../model/nouns/reason.ts'
import type { AnswerOf } from '../../answer-of.ts'
import { assetId, instant, region, sequence, snapshotId, surface } from '../fields.ts'

const clock = z.string().describe('Local time, `HH:MM`; `24:00`: the end of the day.')

const matrixHours = z
  .object({
    from: clock.describe('Local time from which it holds, `HH:MM`.'),
    to: clock.describe('Local time until which it holds, `HH:MM`; `24:00`: the end of the day.'),
    start: instant.describe('The beginning in UTC: where an hour comes twice, the clock alone does not say which.'),
    shown: z.boolean().describe('Whether it may be shown, at least as a still.'),
    autoplay: z.boolean().describe('Whether it may start by itself, muted.'),
    reason: z
      .enum([...GATE_REASONS, ...AUTOPLAY_REASONS])
      .nullable()
      .describe('Why it may not be shown, or may not start by itself; null: it may do both.'),
    rule: z.string().nullable().describe('The rule or field that refused it; null: none did.'),
    source: z.string().nullable().describe('The file or record that the rule is in; null: none refused it.'),
    value: z.string().nullable().describe('The value that failed, with the bound; null: none did.'),
  })
  .meta({ id: 'MatrixHours', description: 'A part of a local day in which one verdict holds.' })

const matrixViewer = z
  .object({
    viewer: z
      .enum(['guest', 'kids', 'member', 'adult'])
      .describe('`member`: a token that states a cap and nothing else. `adult`: one that proves an adult.'),
    caps: z
      .tuple([z.int(), z.int()])
      .nullable()
      .describe('Lowest and highest maturity cap of the row, in years; null: a guest.'),
    hours: z.array(matrixHours).describe('The day, in parts that follow each other.'),
  })
  .meta({ id: 'MatrixViewer', description: 'One kind of viewer, and what holds for them through the day.' })

const matrixPlace = z
  .object({
    region,
    place: z.string().describe('A country, a part of one with rules of its own, or `XX`.'),
    zones: z.array(z.string()).describe('IANA zones on whose clock the hours are read.'),
    viewers: z.array(matrixViewer).describe('A row for each kind of viewer.'),
  })
  .meta({ id: 'MatrixPlace', description: 'A place, with a row for each kind of viewer.' })

/** Answer to `GET /ops/v1/rules/matrix`. */
export const rulesMatrix = z
  .object({
    asset: assetId,
    titleId: z.string().nullable().describe('Id of its title, `ttl_…`; null: none.'),
    surface: surface.nullable().describe('The surface that was asked for; null: any.'),
    inView: z.string().nullable().describe('The title beside it that was asked for; null: none.'),
    now: instant.describe('Instant whose local day is covered, in UTC.'),
    regions: z
      .array(
        z.object({
          region,
          sequence,
          snapshot: snapshotId,
          campaigns: z.array(z.string()).describe('Ids of the campaigns that show it.'),
        }),
      )
      .describe('The regions whose live snapshot has it.'),
    absent: z
      .array(z.object({ region, why: z.string().describe('Why it is not there.') }))
      .describe('The regions whose live snapshot does not have it.'),
    places: z.array(matrixPlace).describe('Every place of these regions.'),
  })
  .meta({ id: 'RulesMatrix', description: 'Where, for whom and when an asset may be shown and may start by itself.' })

/** Where, for whom and when an asset may autoplay. */
export type RulesMatrix = AnswerOf<typeof rulesMatrix>
/** One kind of viewer of a matrix. */
export type MatrixViewerAnswer = AnswerOf<typeof matrixViewer>
