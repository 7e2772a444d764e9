import { type Override, withOverrides } from '../../compile/checks/overrides.ts'
import type { CheckResult } from '../../compile/checks/proposal.ts'
import { contentHash } from '../../model/content-hash.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { consume } from '../access/approvals.ts'
import { approvedOverrides, overrideFor } from '../access/overrides.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** The checks of a publish, of which two persons may have overridden findings. */
export interface LiftedChecks {
  readonly results: readonly CheckResult[]
  /** The findings that were overridden, as the signed pointer lists them. */
  readonly overrides: PointerPayload['overrides']
  /** The approvals that are used when this is announced. */
  readonly approvals: readonly string[]
}

type ApprovedFinding = Override & { readonly approval: string }

/** Removes findings that two persons have approved. A region without approved overrides is checked only once. */
export async function liftedChecks(
  publisher: PublisherContext,
  region: RegionId,
  results: readonly CheckResult[],
): Promise<LiftedChecks> {
  const failed = results.filter(({ passed }) => !passed)
  if (failed.length === 0) return { results, overrides: [], approvals: [] }
  const approved = await approvedOverrides(publisher, region)
  const named: ApprovedFinding[] = []
  for (const { check, findings } of failed) {
    for (const { text, code } of findings) {
      const override =
        (await overrideFor(approved, { check, finding: code })) ??
        (await overrideFor(approved, { check, finding: text }))
      if (override !== null) named.push({ check, finding: code, approval: override.id })
    }
  }
  const { results: lifted, used } = withOverrides(results, named, publisher.rules.publish.neverLifted)
  return {
    results: lifted,
    overrides: told(used),
    approvals: [...new Set(used.map(({ approval }) => approval))],
  }
}

/** Findings by check, in short form, because a pointer is small. The audit log has each in full, under its approval. */
function told(used: readonly Override[]): PointerPayload['overrides'] {
  const byCheck = new Map<string, string[]>()
  for (const { check, finding } of used) byCheck.set(check, [...(byCheck.get(check) ?? []), finding])
  return [...byCheck].map(([check, codes]) => {
    const [only = ''] = codes
    return { check, finding: codes.length === 1 ? only : `${codes.length} findings ${contentHash(codes)}` }
  })
}

/** Marks the approvals as used, before the approved publish. Throws `OpsProblem` when one is no longer valid. */
export async function useUp(
  publisher: PublisherContext,
  { approvals }: LiftedChecks,
  { actor, use }: { readonly actor: string; readonly use: string },
): Promise<void> {
  for (const id of approvals) {
    if (await consume(publisher, id, actor, use)) continue
    throw new OpsProblem(
      409,
      'An override is used up',
      `${id} has expired, or was used meanwhile; ask for another one.`,
    )
  }
}
