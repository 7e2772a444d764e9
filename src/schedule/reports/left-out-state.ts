import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import type { LeftOutRendition } from '../../events/renditions/left-out-rendition.ts'
import { assetId } from '../../model/fields/identifier.ts'
import { CODECS, RENDITION_TYPES } from '../../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../../model/nouns/campaign-vocabulary.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asText } from '../store/replies.ts'
import { type AuditEntry, queueAudit } from './audit-log.ts'

const count = z.int().min(0)

const leftOutRendition = z.object({
  assetId,
  device: z.enum(DEVICES),
  rendition: z.int().min(0).max(0xffff_ffff),
  type: z.enum(RENDITION_TYPES),
  codec: z.enum(CODECS),
  height: count,
  failed: count,
  tried: count,
  isOut: z.boolean(),
  isLast: z.boolean(),
  since: count,
  until: count,
  times: count,
}) satisfies z.ZodType<LeftOutRendition>

const state = z.object({ renditions: z.array(leftOutRendition).readonly(), beyond: count })
/** Which renditions of a region are left out, or were lately, and how many more fail than the list has room for. */
export type KeptLeftOut = z.infer<typeof state>

const NOTHING: KeptLeftOut = { renditions: [], beyond: 0 }

/** What is left out in a region. Nothing, if what is stored cannot be read: then evidence has to say it again. */
export async function readLeftOut(redis: Redis, region: RegionId): Promise<KeptLeftOut> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.leftOut(region)))
  const json = asText(reply)
  return json === null ? NOTHING : parsed(json)
}

function parsed(json: string): KeptLeftOut {
  try {
    return state.parse(JSON.parse(json))
  } catch {
    return NOTHING
  }
}

/** Stores what is left out from now on, with the audit entry of what changed; null: nothing that a device notices. */
export async function writeLeftOut(
  redis: Redis,
  region: RegionId,
  { renditions, beyond }: KeptLeftOut,
  entry: AuditEntry | null,
): Promise<void> {
  await sendTransaction(redis, (queue) => {
    queue.set(keys.leftOut(region), JSON.stringify({ renditions, beyond }))
    if (entry !== null) queueAudit(queue, entry)
  })
}
