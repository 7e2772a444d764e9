import { z } from 'zod'
import { assetId, campaignId, takedownId, titleId } from './identifier.ts'
import { territorySelectors } from './rating.ts'
import { SURFACE_IDS } from './surface.ts'
import { visibleText } from './visible-text.ts'

/** What must not be served. */
export const takedownTarget = z.union(
  [
    assetId,
    titleId,
    campaignId,
    z.templateLiteral([z.literal('surface:'), z.enum(SURFACE_IDS)]),
    z.templateLiteral([z.enum(['tag:', 'owner:', 'feed:']), z.string().regex(/^[^\s]{1,120}$/)]),
  ],
  { error: 'one of ast_…, ttl_…, cmp_…, tag:…, owner:…, feed:…, surface:…' },
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
  /** Who signed in; what a feed says here is not believed. */
  actor: z.string().max(120).default(''),
})

export type Takedown = z.infer<typeof takedown>
