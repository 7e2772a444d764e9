import { z } from 'zod'
import { VISIBLE, VISIBLE_HINT } from '../../../model/fields/visible-text.ts'
import { territorySelectors } from '../../../model/nouns/rating.ts'
import { takedownTarget, utcInstant } from '../../../model/nouns/takedown.ts'
import { typedText } from './fields.ts'

/** Body of `POST /ops/v1/takedowns`. */
export const takedownOrder = z
  .strictObject({
    target: takedownTarget.describe(
      'What must not be served: `ast_…`, `ttl_…` (with its episodes), `cmp_…`, `tag:…`, `owner:…`, `feed:…`, `surface:…` or `tier:…` (`takeover`, `guaranteed`, `standard`).',
    ),
    reason: typedText('say why, in a few words')
      .max(500)
      .regex(VISIBLE, VISIBLE_HINT)
      .describe('Why. It stands in the audit log.'),
    territories: territorySelectors
      .default(['*'])
      .describe('Where: codes of countries and names of groups; `*`: everywhere.'),
    until: utcInstant.nullish().describe('When it ends by itself, in UTC; null: when it is lifted.'),
    dryRun: z.boolean().default(false).describe('Says what it would reach, without any effect.'),
  })
  .meta({ id: 'TakedownOrder', description: 'What must not be served, now.' })
