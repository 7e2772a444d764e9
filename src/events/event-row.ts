import * as z from 'zod'
import { PRIVACY_CLASSES } from '../model/nouns/answer-vocabulary.ts'
import { DEVICES } from '../model/nouns/campaign-vocabulary.ts'
import { REGION_IDS } from '../model/nouns/region.ts'
import { SURFACE_IDS } from '../model/nouns/surface.ts'

/** The version of the columns. A column may be added within a version; none changes its meaning. */
export const EVENT_ROW_VERSION = 1

/** The event of a tombstone: no event of a device, but a unit's erasure. `tombstone-row.ts` makes such rows. */
export const ERASED = 'erased'

const instant = z.int().min(0)
const whole = z.int().min(0)

/**
 * One row of the analytics sink: an event of a device, with everything that was known of its decision. Rows with equal
 * `eventId` are one event. Instants are milliseconds since 1970 UTC. No row names a subject, an address or a maturity
 * cap.
 */
export const eventRow = z.strictObject({
  eventId: z.string().describe('`decision:position:event`: rows that share it are one event.'),
  occurredAt: instant.describe('When it happened, by the clocks of the edge and the device.'),
  receivedAt: instant.describe('When the edge accepted it.'),
  region: z.enum(REGION_IDS).describe('Whose snapshot decided.'),
  territory: z.string().nullable().describe('Whose rights applied; null in events of older tokens.'),
  device: z.enum(DEVICES).nullable().describe('The class of the device; null: it did not say.'),
  surface: z.enum(SURFACE_IDS).nullable().describe('Where it played; null in events of older tokens.'),
  placement: z.string().describe('The name that the device gave the placement.'),
  position: whole.describe('The place in the answer, from 0.'),
  event: z.string().describe('What happened: `impression`, `start` and so on; `erased` is a tombstone.'),
  assetId: z.string().describe('What was picked.'),
  campaignId: z.string().describe('Under which campaign it was picked.'),
  snapshot: z.string().describe('The snapshot that decided.'),
  sequence: whole.describe('The sequence of the pointer that announced it.'),
  propensity: z.number().gt(0).max(1).nullable().describe('The chance that it was picked here; null: not known.'),
  drawn: z.boolean().describe('False: the chance alone did not pick it, so estimates leave it out.'),
  sticky: z.boolean().describe('The choice stays for days, so estimates leave it out.'),
  reserved: z.boolean().describe('It took a slot that is reserved for new assets.'),
  privacy: z.enum(PRIVACY_CLASSES).describe('How much could be known of the viewer.'),
  unit: z.string().nullable().describe('Pseudonym of the consented viewer, else of the session; null for minors.'),
  arms: z
    .array(z.strictObject({ key: z.string(), arm: z.string() }))
    .describe('Experiments and canaries that the viewer was in, with the arm of each.'),
  holdout: z.boolean().describe('The viewer belongs to the share that gets nothing of what is learned.'),
  watchedMs: whole.nullable().describe('How long it had played, in milliseconds; null: the device did not say.'),
  ttffMs: whole.nullable().describe('From the call to the first frame, in milliseconds; null: the device did not say.'),
  playback: whole.nullable().describe("Which of the asset's own renditions, by index; null: the device did not say."),
  source: z.int().min(0).max(4095).nullable().describe('12 bits of a day-keyed hash of the network; null: not known.'),
  weight: z
    .number()
    .min(0)
    .describe('What it counts in the sampled counters: one over their rate, or 0 where its decision is not sampled.'),
})
export type EventRow = z.infer<typeof eventRow>
