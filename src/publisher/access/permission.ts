import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import type { AccessPolicy, Action } from '../../model/policies/access.ts'
import type { Grant } from './grants.ts'

/** What a signed-in caller may do, and in which regions. */
export class Permission {
  constructor(
    readonly policy: AccessPolicy,
    readonly grants: readonly Grant[],
  ) {}

  /** The regions in which an action is allowed; empty for none. */
  regionsOf(action: Action): readonly RegionId[] {
    const allowed = new Set(this.#holding(action).flatMap(({ regions }) => regions))
    return REGION_IDS.filter((region) => allowed.has(region))
  }

  /** The regions among these in which an action is not allowed. */
  missing(action: Action, regions: readonly RegionId[]): readonly RegionId[] {
    const allowed = this.regionsOf(action)
    return regions.filter((region) => !allowed.includes(region))
  }

  /**
   * The caller's roles that allow one of these actions, for the audit log; all of the caller's roles when none does.
   */
  roleFor(actions: readonly Action[]): string {
    const holding = this.grants.filter(({ role }) => actions.some((action) => this.policy.roles.get(role)?.has(action)))
    const roles = (holding.length > 0 ? holding : this.grants).map(({ role }) => role)
    return [...new Set(roles)].join(', ')
  }

  #holding(action: Action): readonly Grant[] {
    return this.grants.filter(({ role }) => this.policy.roles.get(role)?.has(action))
  }
}
