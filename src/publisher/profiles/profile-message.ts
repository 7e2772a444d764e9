import { z } from 'zod'
import { assetId, campaignId } from '../../model/fields/identifier.ts'
import { NAMEABLE_SUBJECT, SUBJECT_LENGTH } from '../../model/nouns/profile.ts'
import { REGION_IDS } from '../../model/nouns/region.ts'

/** Longer than any id. */
const ID_LENGTH = 100
/** More than a beacon has. */
const MAX_ITEMS = 200
/** More positions than an answer has. */
const MAX_POSITION = 9_999

const id = z.string().min(1).max(ID_LENGTH)
const instant = z.int().min(0)

/** A message of the queue, as it is checked before anything is believed: `ProfileMessage`. */
const profileMessage = z.object({
  type: z.literal('profile'),
  region: z.enum(REGION_IDS),
  subject: z.string().min(1).max(SUBJECT_LENGTH).regex(NAMEABLE_SUBJECT),
  consentedAt: instant,
  items: z
    .array(
      z.object({
        decisionId: id,
        position: z.int().min(0).max(MAX_POSITION),
        event: id,
        assetId,
        campaignId,
        occurredAt: instant,
        watchedMs: z.number().min(0).nullable(),
      }),
    )
    .max(MAX_ITEMS),
})
export type ReadMessage = z.infer<typeof profileMessage>

/** A message, or the name of its first field that is not as it must be. */
export function readMessage(body: unknown): ReadMessage | string {
  const parsed = profileMessage.safeParse(body)
  return parsed.success ? parsed.data : (parsed.error.issues[0]?.path.map(String).join('.') ?? '') || 'message'
}
