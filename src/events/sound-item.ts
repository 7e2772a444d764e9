import * as z from 'zod'
import { assetId, campaignId } from '../model/fields/identifier.ts'
import { PRIVACY_CLASSES } from '../model/nouns/answer-vocabulary.ts'
import { DEVICES } from '../model/nouns/campaign-vocabulary.ts'
import { SURFACE_IDS } from '../model/nouns/surface.ts'
import { ERASED } from './event-row.ts'

/** The last millisecond of the year 9999: later instants have no day that everybody writes alike. */
export const LAST_INSTANT = 253_402_300_799_999

/** Half of a character has no UTF-8: a sink that reads strictly would lose the whole row. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^\P{Cs}*$/u)
/** More experiments than any viewer is in. */
const ARMS_MAX = 64

const whole = z.int().min(0)
const instant = whole.max(LAST_INSTANT)

/** Without one of these, an event can be neither counted nor kept. */
const needed = {
  decisionId: z.string().regex(/^[0-9a-f]{32}$/),
  position: whole.max(9_999),
  event: z.string().regex(new RegExp(`^(?!${ERASED}$)[A-Za-z]{1,32}$`)),
  assetId,
  campaignId,
  placementId: text(256),
  snapshot: text(128),
  sequence: whole,
  privacy: z.enum(PRIVACY_CLASSES),
  occurredAt: instant,
}

/** What else is known. Older messages say less, and what cannot be believed counts as not said. */
const known = {
  propensity: z.number().gt(0).max(1).nullable().catch(null),
  drawn: z.boolean().nullable().catch(null),
  sticky: z.boolean().nullable().catch(null),
  arms: z
    .array(z.tuple([text(128), text(128)]))
    .max(ARMS_MAX)
    .nullable()
    .catch(null),
  watchedMs: whole.nullable().catch(null),
  ttffMs: whole.nullable().catch(null),
  receivedAt: instant.nullable().catch(null),
  surface: z.enum(SURFACE_IDS).nullable().catch(null),
  territory: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .catch(null),
  device: z.enum(DEVICES).nullable().catch(null),
  reserved: z.boolean().nullable().catch(null),
  unit: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable()
    .catch(null),
  holdout: z.boolean().nullable().catch(null),
  playback: whole.nullable().catch(null),
  source: whole.max(4095).nullable().catch(null),
}

/** What an event may lack. */
export const KNOWN_FIELDS = Object.keys(known) as readonly (keyof typeof known)[]

/** An event that can be counted and kept; null: not said, or not to be believed. */
export const soundItem = z.object({ ...needed, ...known })
export type SoundItem = z.infer<typeof soundItem>
