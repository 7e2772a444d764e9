import { z } from 'zod'
import { targetKey } from '../fields/group-name.ts'
import { assetId, campaignId, takedownId, titleId } from '../fields/identifier.ts'
import { visibleText } from '../fields/visible-text.ts'
import { WITHDRAWN_TIERS } from './campaign-vocabulary.ts'
import { territorySelectors } from './rating.ts'
import { SURFACE_IDS } from './surface.ts'

const TARGETS =
  'one of ast_…, ttl_…, cmp_…, tag:…, owner:…, feed:…, surface:…, tier:takeover, tier:guaranteed, tier:standard'

/** The target of a takedown. Groups are named by their keys (`groupKey`), so every name in a record can be targeted. */
export const takedownTarget = z.union(
  [
    assetId,
    titleId,
    campaignId,
    z.templateLiteral([z.literal('surface:'), z.enum(SURFACE_IDS)]),
    z.templateLiteral([z.literal('tier:'), z.enum(WITHDRAWN_TIERS)]),
    // The key of a name of 120 letters may be longer: some letters fold to three.
    z
      .string()
      .overwrite(targetKey)
      .regex(/^(tag|owner|feed):\S.{0,399}$/su, TARGETS),
  ],
  { error: TARGETS },
)

/** An instant in UTC, as `Date.toISOString` writes it. */
export const utcInstant = z.iso.datetime({ error: 'an instant in UTC, like 2026-11-22T21:30:00Z' })

/** An order that something must not be served, now. */
export const takedown = z.strictObject({
  v: z.literal(1).describe('Version of the record.'),
  type: z.literal('takedown').describe('Type of the record.'),
  id: takedownId.describe('Id of the order, `tkd_…`: it is lifted by it.'),
  target: takedownTarget.describe(
    'What must not be served: `ast_…`, `ttl_…` (with its episodes), `cmp_…`, `tag:…`, `owner:…`, `feed:…`, `surface:…` or `tier:…` (`takeover`, `guaranteed`, `standard`).',
  ),
  territories: territorySelectors
    .default(['*'])
    .describe('Where: codes of countries and names of groups; `*`: everywhere.'),
  until: utcInstant.nullable().default(null).describe('When it ends by itself, in UTC; null: when it is lifted.'),
  reason: visibleText(500).describe('Why. It stands in the audit log.'),
  actor: z
    .string()
    .max(120)
    .default('')
    .describe('Who ordered it. A feed need not say it: whoever sends it is the actor, whatever stands here.'),
})

export type Takedown = z.infer<typeof takedown>
