import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import { PUBLISH_CHECKS, type PublishPolicy } from '../../model/policies/publish-policy.ts'

type Lifting = Pick<PublishPolicy, 'neverLifted'>

/** Whether two persons can override what this check finds. What it is no name of, nobody can. */
export function isOverridable(check: string, { neverLifted }: Lifting): boolean {
  return PUBLISH_CHECKS.some((each) => each === check && !neverLifted.has(each))
}

/** The result, which says of each check and of each refusal whether two persons can override it. */
export function tellingOverridable(result: PublishResult, policy: Lifting): PublishResult {
  const told = <Named extends { readonly check: string }>(named: readonly Named[]) =>
    named.map((each) => ({ ...each, overridable: isOverridable(each.check, policy) }))
  const { checks, refusals, holds } = result
  return { ...result, checks: told(checks), refusals: told(refusals), ...(holds && { holds: told(holds) }) }
}
