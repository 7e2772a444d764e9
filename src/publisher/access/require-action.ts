import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { Action } from '../../model/policies/access.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { OpsContext } from '../routes/ops-context.ts'
import type { Permission } from './permission.ts'

/** Throws 403 unless the caller may do this in all of these regions. */
export function requireAction(context: OpsContext, action: Action, regions: readonly RegionId[]): void {
  requirePermission(context.get('permission'), [action], regions)
}

/** Throws 403 unless one of the actions is allowed in all of these regions. The message says only what is missing. */
export function requirePermission(
  permission: Permission,
  anyOf: readonly Action[],
  regions: readonly RegionId[],
): void {
  if (anyOf.some((action) => permission.missing(action, regions).length === 0)) return
  const [action] = anyOf
  const missing = action === undefined ? regions : permission.missing(action, regions)
  throw forbidden(anyOf, missing.length === REGION_IDS.length ? 'any region' : `region ${missing.join(', ')}`)
}

/** Throws 403 unless one of the actions is allowed in some region. */
export function requireAnywhere(permission: Permission, anyOf: readonly Action[]): void {
  if (anyOf.some((action) => permission.regionsOf(action).length > 0)) return
  throw forbidden(anyOf, 'any region')
}

/** The refusal of what the caller was not granted. */
export function forbidden(anyOf: readonly Action[], where: string): OpsProblem {
  return new OpsProblem(403, 'Not allowed', `You have not been granted ${anyOf.join(' or ')} in ${where}.`)
}
