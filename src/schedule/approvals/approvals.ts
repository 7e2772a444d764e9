import type { Redis } from '@upstash/redis/cloudflare'
import { z } from 'zod'
import { canonicalJson } from '../../model/canonical-json.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { APPROVAL_KINDS } from '../../model/policies/access.ts'
import { queueAudit } from '../reports/audit-log.ts'
import { sendRepeatable, sendTransaction } from '../store/checked-pipeline.ts'
import type { ScheduleContext } from '../store/connect.ts'
import { keys } from '../store/keys.ts'
import { asTexts, asWords } from '../store/replies.ts'
import { ScheduleError } from '../store/schedule-error.ts'

/** How long a request can be looked up after it has expired. The audit log keeps it for ever. */
const KEPT_AFTER_MS = 90 * 86_400_000
/** Greatest number of requests that are listed; older ones are removed. */
const LISTED_MAX = 500

const note = z.object({ by: z.string(), at: z.number() })

/** What somebody asks a second person to approve. */
const request = z.object({
  id: z.string(),
  kind: z.enum(APPROVAL_KINDS),
  /** The region that it is about; of several, the first. */
  region: z.enum(REGION_IDS),
  /** All regions of a campaign; left out: only the one above. */
  regions: z.array(z.enum(REGION_IDS)).optional(),
  /** The exact action, as JSON; never changed afterwards. */
  content: z.unknown(),
  /** SHA-256 of the content as canonical JSON, in hexadecimal digits. */
  contentHash: z.string(),
  reason: z.string(),
  /** A description, line by line, as the publisher saw it when the request was made. */
  told: z.array(z.string()).optional(),
  proposedBy: z.string(),
  /** Milliseconds since 1970; the next field too. */
  proposedAt: z.number(),
  /** From then on it can be neither approved nor used. */
  expiresAt: z.number(),
})

export type ApprovalRequest = z.infer<typeof request>

/** The regions that a request is about. */
export function regionsOfRequest({
  region,
  regions,
}: Pick<ApprovalRequest, 'region' | 'regions'>): readonly RegionId[] {
  return regions ?? [region]
}

/** A request, with its approval and use. */
export interface Approval extends ApprovalRequest {
  /** The second person's approval. */
  readonly approved: z.infer<typeof note> | null
  /** What it was used for; a request is used only once. */
  readonly consumed: (z.infer<typeof note> & { readonly use: string }) | null
}

/** SHA-256 of content as canonical JSON, which does not depend on the order of fields. */
export async function contentSha256(content: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(content))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Stores a request, and audits it. */
export async function storeRequest(context: ScheduleContext, asked: ApprovalRequest): Promise<void> {
  const { redis, role = null } = context
  const { id, kind, region, proposedBy: actor, proposedAt: at } = asked
  await sendTransaction(redis, (queue) => {
    queue.set(keys.approval(id), JSON.stringify(asked), { pxat: asked.expiresAt + KEPT_AFTER_MS })
    queue.zadd(keys.approvals, { score: at, member: id })
    queueAudit(queue, {
      at,
      actor,
      role,
      action: `${kind}.propose`,
      target: `${region} ${id}`,
      before: null,
      after: asked,
    })
  })
  const [reply] = await sendRepeatable(redis, (queue) => queue.zrange(keys.approvals, 0, -LISTED_MAX - 1))
  const [first, ...rest] = asWords(reply)
  if (first !== undefined) await sendRepeatable(redis, (queue) => queue.zrem(keys.approvals, first, ...rest))
}

/** All stored requests, the newest first. */
export async function listApprovals(redis: Redis): Promise<Approval[]> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.zrange(keys.approvals, 0, -1, { rev: true }))
  return readApprovals(redis, asWords(reply))
}

/** One request; null: it does not exist, or was removed. */
export async function findApproval(redis: Redis, id: string): Promise<Approval | null> {
  return (await readApprovals(redis, [id]))[0] ?? null
}

async function readApprovals(redis: Redis, ids: readonly string[]): Promise<Approval[]> {
  if (ids.length === 0) return []
  const names = [keys.approval, keys.approved, keys.consumed] as const
  const replies = await sendRepeatable(redis, (queue) => {
    for (const name of names) queue.mget(...ids.map((id) => name(id)))
  })
  const [requests = [], approved = [], consumed = []] = replies.map(asTexts)
  return requests.flatMap((json, index) => {
    if (json === null) return []
    const parsed = request.safeParse(JSON.parse(json))
    if (!parsed.success) throw new ScheduleError('inconsistent', `request ${ids[index]} is not readable: ask again`)
    return [
      {
        ...parsed.data,
        approved: noteOf<NonNullable<Approval['approved']>>(approved[index]),
        consumed: noteOf<NonNullable<Approval['consumed']>>(consumed[index]),
      },
    ]
  })
}

function noteOf<Note>(json: string | null | undefined): Note | null {
  // The value was written by `markApproved` or `markConsumed`.
  return json ? (JSON.parse(json) as Note) : null
}

/** Notes the second person's approval; false: it was approved already. The caller decides who may approve. */
export function markApproved(context: ScheduleContext, asked: Approval, actor: string): Promise<boolean> {
  return markOnce(context, asked, { key: keys.approved(asked.id), action: `${asked.kind}.approve`, actor, more: {} })
}

/** Notes the use; false: it was used already, and must not be used again. */
export function markConsumed(context: ScheduleContext, asked: Approval, actor: string, use: string): Promise<boolean> {
  const action = `${asked.kind}.use`
  return markOnce(context, asked, { key: keys.consumed(asked.id), action, actor, more: { use } })
}

interface Mark {
  readonly key: string
  readonly action: string
  readonly actor: string
  readonly more: Readonly<Record<string, string>>
}

/** Writes a note that is set only once: of two concurrent callers one gets false, although the audit log has both. */
async function markOnce(context: ScheduleContext, asked: Approval, { key, action, actor, more }: Mark) {
  const { redis, role = null } = context
  const at = context.now()
  const after = { by: actor, at, ...more }
  const target = `${asked.region} ${asked.id}`
  const [set] = await sendTransaction(redis, (queue) => {
    queue.set(key, JSON.stringify(after), { nx: true, pxat: asked.expiresAt + KEPT_AFTER_MS })
    queueAudit(queue, { at, actor, role, action, target, before: { contentHash: asked.contentHash }, after })
  })
  return set === 'OK'
}
