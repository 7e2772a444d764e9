import { z } from 'zod'
import { territorySelectors } from '../../../model/nouns/rating.ts'
import { takedown, takedownTarget, utcInstant } from '../../../model/nouns/takedown.ts'

/** Body of `POST /ops/v1/takedowns`. */
export const takedownOrder = z
  .strictObject({
    target: takedownTarget.describe(
      'What must not be served: `ast_…`, `ttl_…` (with its episodes), `cmp_…`, `tag:…`, `owner:…`, `feed:…`, `surface:…` or `tier:…` (`takeover`, `guaranteed`, `standard`).',
    ),
    reason: takedown.shape.reason.describe('Why. It stands in the audit log.'),
    territories: territorySelectors
      .default(['*'])
      .describe('Where: codes of countries and names of groups; `*`: everywhere.'),
    until: utcInstant.nullish().describe('When it ends by itself, in UTC; null: when it is lifted.'),
    dryRun: z.boolean().default(false).describe('Says what it would reach, without any effect.'),
  })
  .meta({ id: 'TakedownOrder', description: 'What must not be served, now.' })
