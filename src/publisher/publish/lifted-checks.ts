import { type Override, withOverrides } from '../../compile/checks/overrides.ts'
import type { CheckResult } from '../../compile/checks/proposal.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { contentHash } from '../../rules/content-hash.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import { consume } from '../access/approvals.ts'
import { approvedOverrides, overrideFor } from '../access/overrides.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** The checks of a publish, as two persons may have lifted some. */
export interface LiftedChecks {
  readonly results: readonly CheckResult[]
  /** What was lifted, as the pointer says it under its signature. */
  readonly overrides: PointerPayload['overrides']
  /** Approvals that are used up when it is announced. */
  readonly approvals: readonly string[]
}

type ApprovedFinding = Override & { readonly approval: string }

/** Lifts what two persons have said is meant, finding by finding; a region without such an override is not asked twice. */
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

/** By check, in few bytes: a pointer is small. The audit log has every finding, under the approval. */
function told(used: readonly Override[]): PointerPayload['overrides'] {
  const byCheck = new Map<string, string[]>()
  for (const { check, finding } of used) byCheck.set(check, [...(byCheck.get(check) ?? []), finding])
  return [...byCheck].map(([check, codes]) => {
    const [only = ''] = codes
    return { check, finding: codes.length === 1 ? only : `${codes.length} findings ${contentHash(codes)}` }
  })
}

/** Uses the approvals up, before what they allow is done. Throws `OpsProblem` when one is not good any more. */
export async function useUp(
  publisher: PublisherContext,
  { approvals }: LiftedChecks,
  { actor, use }: { readonly actor: string; readonly use: string },
): Promise<void> {
  for (const id of approvals) {
    if (await consume(publisher, id, actor, use)) continue
    throw new OpsProblem(409, 'An override is used up', `${id} has lapsed, or was used meanwhile; ask for another one.`)
  }
}
