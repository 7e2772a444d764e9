import { z } from 'zod'
import { type OverriddenFinding, overriddenFinding } from '../../contracts/ops/requests/approvals.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { type Approval, listApprovals } from '../../schedule/approvals/approvals.ts'
import type { ScheduleContext } from '../../schedule/store/connect.ts'
import { usableApprovals } from './approvals.ts'

/** The content of a request for an override. */
export const overrideContent = z.strictObject({ findings: z.array(overriddenFinding).min(1).max(500) })

/** An override that two persons approved. `id` is the argument of `consume`. */
export interface ApprovedOverride {
  readonly id: string
  readonly findings: readonly OverriddenFinding[]
  readonly reason: string
  readonly proposedBy: string
  readonly approvedBy: string
  /** Milliseconds since 1970. */
  readonly expiresAt: number
}

/**
 * The request for exactly these findings that the same person made already, in whatever order they stand, and that can
 * still be approved or used; null: there is none.
 */
export async function standingOverride(
  context: ScheduleContext,
  {
    region,
    findings,
    by,
  }: { readonly region: RegionId; readonly findings: readonly OverriddenFinding[]; readonly by: string },
): Promise<Approval | null> {
  const now = context.now()
  const meant = inOrder(findings)
  const isMeant = ({ kind, region: of, proposedBy, expiresAt, consumed, content }: Approval) => {
    if (kind !== 'override' || of !== region || proposedBy !== by || expiresAt <= now || consumed !== null) return false
    const parsed = overrideContent.safeParse(content)
    return parsed.success && inOrder(parsed.data.findings) === meant
  }
  return (await listApprovals(context.redis)).find(isMeant) ?? null
}

function inOrder(findings: readonly OverriddenFinding[]): string {
  return [...new Set(findings.map(({ check, finding }) => JSON.stringify([check, finding])))].sort().join()
}

/** The overrides that the next publish of a region may use, the newest first. `consume` marks each as used. */
export async function approvedOverrides(context: ScheduleContext, region: RegionId): Promise<ApprovedOverride[]> {
  return (await usableApprovals(context, 'override', region)).flatMap(overrideOf)
}

function overrideOf({ id, content, reason, proposedBy, approved, expiresAt }: Approval): ApprovedOverride[] {
  const parsed = overrideContent.safeParse(content)
  if (!parsed.success || approved === null) return []
  return [{ id, findings: parsed.data.findings, reason, proposedBy, approvedBy: approved.by, expiresAt }]
}

/** The first of these overrides that names exactly this finding; null: none does, and the publish is refused. */
export async function overrideFor(
  overrides: readonly ApprovedOverride[],
  { check, finding }: OverriddenFinding,
): Promise<ApprovedOverride | null> {
  const hash = await findingHash(finding)
  const names = (each: OverriddenFinding) => each.check === check && (each.finding === finding || each.finding === hash)
  return overrides.find(({ findings }) => findings.some(names)) ?? null
}

async function findingHash(finding: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(finding)))
  return `sha256:${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
