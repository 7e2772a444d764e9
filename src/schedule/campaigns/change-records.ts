import { z } from 'zod'
import { campaign } from '../../model/nouns/campaign.ts'
import { sendPipeline, sendRepeatable } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { scanHash } from '../store/read-documents.ts'
import { asText } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'
import { CAMPAIGN_VERBS } from './lifecycle.ts'

/** How long a change of many campaigns can be undone. */
const KEPT_MS = 30 * 86_400_000
/** Campaigns in a request to the store; one with many videos by name takes some kilobytes. */
const AT_ONCE = 50

const changeHead = z.object({
  id: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  actor: z.string(),
  reason: z.string(),
  /** What was done to each; `edit`: what they say was changed. */
  what: z.enum(['edit', ...CAMPAIGN_VERBS]),
  /** The change that this one undoes; null: it undoes none. */
  undoes: z.string().nullable(),
})

/** A change of many campaigns. */
export type ChangeHead = z.infer<typeof changeHead>

const changedCampaign = z.object({
  /** What it was to say before, the next revision if there was one; null: a verb changed only where it stands. */
  before: campaign.nullable(),
  /** Who wrote that, if nobody had approved it; left out: nobody, or it was kept before authors were. */
  authors: z.array(z.string()).optional(),
  /** SHA-256 of what the change makes of it: while it is so, nobody has edited it since. */
  after: z.string(),
})

/** What a change makes of one campaign. */
export type ChangedCampaign = z.infer<typeof changedCampaign>

/** Keeps a change for 30 days, before it is made: what is never made is found as it was. */
export async function keepChange(
  { redis }: ScheduleContext,
  head: ChangeHead,
  campaigns: ReadonlyMap<string, ChangedCampaign>,
): Promise<void> {
  const [key, until] = [keys.changeCampaigns(head.id), head.at + KEPT_MS]
  const fields = [...campaigns].map(([id, changed]) => [id, JSON.stringify(changed)] as const)
  for (let from = 0; from < fields.length; from += AT_ONCE) {
    await sendRepeatable(redis, (queue) => {
      queue.hset(key, Object.fromEntries(fields.slice(from, from + AT_ONCE)))
      queue.pexpireat(key, until)
    })
  }
  await sendRepeatable(redis, (queue) => queue.set(keys.change(head.id), JSON.stringify(head), { pxat: until }))
}

/** A change of the last 30 days; null: there is none. */
export async function findChange({ redis }: ScheduleContext, id: string): Promise<ChangeHead | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.change(id)))
  const json = asText(reply)
  if (json === null) return null
  return readable(changeHead, json, id)
}

/** What a change made of each campaign. */
export async function changedCampaigns(
  { redis }: ScheduleContext,
  id: string,
): Promise<ReadonlyMap<string, ChangedCampaign>> {
  const found = new Map<string, ChangedCampaign>()
  for await (const page of scanHash(redis, keys.changeCampaigns(id))) {
    for (const [campaignId, json] of page) found.set(campaignId, readable(changedCampaign, json, id))
  }
  return found
}

/** Notes that a change was undone; the first note stays. */
export async function noteUndone({ redis }: ScheduleContext, undone: ChangeHead, by: ChangeHead): Promise<void> {
  const told = JSON.stringify({ by: by.actor, at: by.at, change: by.id })
  await sendPipeline(redis, (queue) =>
    queue.set(keys.changeUndone(undone.id), told, { nx: true, pxat: undone.at + KEPT_MS }),
  )
}

/** The change that undid this one; null: none did. */
export async function undoneBy({ redis }: ScheduleContext, id: string): Promise<string | null> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.get(keys.changeUndone(id)))
  const json = asText(reply)
  return json === null ? null : readable(z.object({ change: z.string() }), json, id).change
}

function readable<Schema extends z.ZodType>(schema: Schema, json: string, id: string): z.output<Schema> {
  const parsed = schema.safeParse(JSON.parse(json))
  if (parsed.success) return parsed.data
  throw new ScheduleError('inconsistent', `change ${id} is not readable: edit the campaigns one by one`)
}
