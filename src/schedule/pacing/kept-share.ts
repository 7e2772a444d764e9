import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { PACING_HOLDS } from '../../model/nouns/campaign-vocabulary.ts'
import { sendRepeatable } from '../store/checked-pipeline.ts'
import { keys } from '../store/keys.ts'
import { asTexts } from '../store/replies.ts'

const number = z.number().check(z.refine(Number.isFinite))
const atLeastNone = number.check(z.gte(0))

const keptShare = z.object({
  /** When it was set; milliseconds since 1970 UTC, as all times here. */
  at: number,
  /** The goal that it was set for. */
  goal: z.object({ kind: z.enum(['impressions', 'starts']), count: number }),
  /** When the campaign ends where it does so last, with its grace if that is granted; null: open. */
  endAt: number.nullable(),
  /** Whether it goes on after its end, because it is short of its goal. */
  inGrace: z.boolean(),
  /** Whole 64ths. */
  share: atLeastNone.check(z.lte(1)),
  need: atLeastNone,
  /** From when on the share is 0 if no other follows. */
  endsAt: number,
  /** Events counted, by the newest event that was counted at `asOf`; null: none ever was. */
  counted: atLeastNone,
  asOf: number.nullable(),
  left: number,
  /** Share of its chances that is wanted; above 1: more than there is. */
  wanted: number,
  /** Events a chance. */
  rate: atLeastNone,
  basis: z.enum(['forecast', 'flat']),
  held: z.enum(PACING_HOLDS),
})

/** What pacing last said of a campaign, and why. */
export type KeptShare = z.infer<typeof keptShare>

/** Shares in one request: some 400 bytes each. */
const CHUNK = 1000

/** What was last said of each of these campaigns, in their order; null: nothing, or nothing that can be read. */
export async function readShares(redis: Redis, ids: readonly string[]): Promise<(KeptShare | null)[]> {
  const shares: (KeptShare | null)[] = []
  for (let from = 0; from < ids.length; from += CHUNK) {
    const some = ids.slice(from, from + CHUNK).map(keys.pacing)
    const [reply] = await sendRepeatable(redis, (queue) => queue.mget(some))
    const texts = asTexts(reply)
    for (const [index] of some.entries()) shares.push(shareOfText(texts[index] ?? null))
  }
  return shares
}

/** Null where this version cannot read it: then the next step says it anew. */
export function shareOfText(text: string | null): KeptShare | null {
  if (text === null) return null
  try {
    return keptShare.parse(JSON.parse(text))
  } catch {
    return null
  }
}
