import { z } from 'zod'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { utcInstant } from '../../model/nouns/takedown.ts'
import type { Action } from '../../model/policies/access.ts'
import { type Approval, listApprovals } from '../../schedule/approvals/approvals.ts'
import { approve, askedFor, propose } from '../access/approvals.ts'
import { overriddenFinding } from '../access/overrides.ts'
import { requireAction } from '../access/require-action.ts'
import { overrideInWords } from '../access/told.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublishResult } from '../publish/receipt.ts'
import { runPublish } from '../publish/run-publish.ts'
import type { PublisherContext } from '../publisher-context.ts'
import { type OpsContext, onlyParameters, readBody } from './ops-context.ts'

const override = z.strictObject({
  region: z.enum(REGION_IDS),
  findings: z.array(overriddenFinding).min(1).max(50),
  reason: z.string().min(1).max(500),
  until: utcInstant,
})

/** `POST /ops/v1/overrides`: asks a second person to let one publish pass in spite of exactly these findings. */
export async function proposeOverride(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const { region, findings, reason, until } = await readBody(context, override)
  requireAction(context, 'override.propose', [region])
  const publisher = context.get('publisher')
  const told = overrideInWords(region, findings, await lookedAt(publisher, region))
  const asked = { kind: 'override', region, content: { findings }, reason } as const
  const approval = await propose(
    publisher,
    { ...asked, told: [...told], expiresAt: Date.parse(until) },
    context.get('actor'),
  )
  return context.json({ approval: described(approval, publisher.now()) }, 201)
}

/** A dry run of the next publish; null when it fails, which does not prevent the request. */
function lookedAt(publisher: PublisherContext, region: RegionId): Promise<PublishResult | null> {
  const reason = 'to tell what an override is about'
  const order = {
    region,
    scope: 'snapshot',
    dryRun: true,
    mend: false,
    canary: null,
    actor: 'publisher',
    reason,
  } as const
  return runPublish(publisher, order).catch(() => null)
}

/** `GET /ops/v1/approvals`: the requests in the regions that the caller may see, the newest first. */
export async function approvals(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const regions = context.get('permission').regionsOf('approval.read')
  const all = await listApprovals(publisher.redis)
  const shown = all.filter(({ region }) => regions.includes(region))
  return context.json({ approvals: shown.map((approval) => described(approval, publisher.now())) })
}

/** Hash of the content that the second person has read: the approval holds only for that. */
const yes = z.strictObject({ contentHash: z.string().optional() })

const APPROVES: Readonly<Record<Approval['kind'], Action>> = {
  override: 'override.approve',
  rollback: 'rollback.approve',
}

/** `POST /ops/v1/approvals/{id}/approve`: the second person's approval. */
export async function approveRequest(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const publisher = context.get('publisher')
  const { contentHash } = await readBody(context, yes)
  const asked = await askedFor(publisher, context.req.param('id') ?? '')
  requireAction(context, APPROVES[asked.kind], [asked.region])
  if (contentHash !== undefined && contentHash !== asked.contentHash) {
    throw new OpsProblem(409, 'Something else', 'This is not what was asked for: list it, and read it.', 'contentHash')
  }
  const approval = await approve(publisher, asked, context.get('signedIn'))
  return context.json({ approval: described(approval, publisher.now()) })
}

function described(approval: Approval, now: number) {
  const { approved, consumed } = approval
  const instant = (at: number) => new Date(at).toISOString()
  return {
    ...approval,
    state: stateOf(approval, now),
    proposedAt: instant(approval.proposedAt),
    expiresAt: instant(approval.expiresAt),
    approved: approved && { ...approved, at: instant(approved.at) },
    consumed: consumed && { ...consumed, at: instant(consumed.at) },
  }
}

function stateOf({ approved, consumed, expiresAt }: Approval, now: number): 'asked' | 'approved' | 'used' | 'lapsed' {
  if (consumed !== null) return 'used'
  if (expiresAt <= now) return 'lapsed'
  return approved === null ? 'asked' : 'approved'
}
