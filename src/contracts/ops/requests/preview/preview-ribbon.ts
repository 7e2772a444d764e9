import { z } from 'zod'
import { MATURITY_CAP_MAX } from '../../../../model/nouns/maturity-cap.ts'
import { utcInstant } from '../../../../model/nouns/takedown.ts'
import { explainQuestion } from '../explain.ts'

/** How long a ribbon is at most, in hours. */
export const RIBBON_HOURS_MAX = 72
/** How many steps of all viewers together a ribbon is decided at, at most; where something turns comes on top. */
export const RIBBON_STEPS_MAX = 10_000
const STEP_MINUTES_MAX = 1440
const VIEWERS_MAX = 25

/** Who a row is for: a member of this cap in years, one without a token, a kids profile, or a proven adult. */
export const ribbonViewer = z.union([z.int().min(0).max(MATURITY_CAP_MAX), z.enum(['guest', 'kids', 'adult'])], {
  error: `a cap from 0 to ${MATURITY_CAP_MAX}, guest, kids or adult`,
})

const { surface, country, regionCode, timezone } = explainQuestion.shape

/** Body of `POST /ops/v1/preview/ribbon`: which surface, where, from when and for whom. */
export const ribbonQuestion = z
  .strictObject({
    surface: surface.describe('Surface to be shown.'),
    country,
    regionCode,
    timezone,
    from: utcInstant.describe('Where the ribbon begins, in UTC.'),
    hours: z
      .int()
      .min(1, { error: `from 1 to ${RIBBON_HOURS_MAX} hours` })
      .max(RIBBON_HOURS_MAX, { error: `from 1 to ${RIBBON_HOURS_MAX} hours` })
      .describe('How long it is, in hours.'),
    stepMinutes: z
      .int()
      .min(1, { error: `from 1 to ${STEP_MINUTES_MAX} minutes` })
      .max(STEP_MINUTES_MAX, { error: `from 1 to ${STEP_MINUTES_MAX} minutes` })
      .nullish()
      .describe('It is decided once in so many minutes, and wherever something turns; left out: 15.'),
    viewers: z
      .array(ribbonViewer)
      .min(1, { error: 'name at least one viewer, or leave the field out for everybody' })
      .max(VIEWERS_MAX)
      .nullish()
      .describe(
        'A row for each, once: caps of members in years; `guest`: without a token; `kids`: a kids profile; `adult`: a proven adult. Left out: a guest, each age that the ratings of the place know, kids and an adult.',
      ),
    draft: z
      .boolean()
      .nullish()
      .describe('By the stored schedule, as a publish at `from` would make it; left out: by the live snapshot.'),
  })
  .meta({ id: 'RibbonQuestion', description: 'Whose hours are shown, on which surface and where.' })

/** What a ribbon is asked for. */
export type RibbonViewer = z.infer<typeof ribbonViewer>
