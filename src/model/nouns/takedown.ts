import { z } from 'zod'
import { targetKey } from '../fields/group-name.ts'
import { assetId, campaignId, takedownId, titleId } from '../fields/identifier.ts'
import { visibleText } from '../fields/visible-text.ts'
import { territorySelectors } from './rating.ts'
import { SURFACE_IDS } from './surface.ts'

const TARGETS = 'one of ast_…, ttl_…, cmp_…, tag:…, owner:…, feed:…, surface:…'

/** The target of a takedown. Groups are named by their keys (`groupKey`), so every name in a record can be targeted. */
export const takedownTarget = z.union(
  [
    assetId,
    titleId,
    campaignId,
    z.templateLiteral([z.literal('surface:'), z.enum(SURFACE_IDS)]),
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
  v: z.literal(1),
  type: z.literal('takedown'),
  id: takedownId,
  target: takedownTarget,
  territories: territorySelectors.default(['*']),
  until: utcInstant.nullable().default(null),
  reason: visibleText(500),
  /** Who signed in; a value in a feed is not trusted. */
  actor: z.string().max(120).default(''),
})

export type Takedown = z.infer<typeof takedown>
