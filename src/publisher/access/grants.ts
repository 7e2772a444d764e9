import { z } from 'zod'
import { feedId, MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'
import { type AccessPolicy, BREAK_GLASS_ROLE, PARTNER_ROLE } from '../../model/policies/access.ts'
import { fieldPath } from '../../rules/files/rule-problem.ts'

/** A role that somebody has, the regions in which they have it, and for which feeds. */
export interface Grant {
  readonly role: string
  readonly regions: readonly RegionId[]
  /** What the role may do with feeds, it may do with these; null: with every feed. */
  readonly feeds: readonly string[] | null
}

const feed = feedId.refine((id) => id !== MANUAL_FEED, `${MANUAL_FEED} is the feed of no partner`)

const row = z.strictObject({
  who: z
    .string()
    .trim()
    .min(1)
    .max(254)
    .transform((who) => (who.includes('@') ? who.toLowerCase() : who)),
  role: z.string().min(1),
  regions: z.union([z.tuple([z.literal('*')]), z.array(z.enum(REGION_IDS)).min(1)], 'a list of regions, or ["*"]'),
  feeds: z.array(feed).min(1).optional(),
})

/** `OPS_GRANTS` is invalid. The message names the path, and never quotes who is granted something. */
export class WrongGrants extends Error {}

/**
 * Parses `OPS_GRANTS`: `[{who, role, regions, feeds?}]`, where `who` is an email address or a service token's common
 * name.
 *
 * @returns the grants of each `who`; anybody else has no permission
 * @throws WrongGrants when any row is invalid: then nobody is granted anything
 */
export function parseGrants(json: string, policy: AccessPolicy): ReadonlyMap<string, readonly Grant[]> {
  const parsed = z.array(row).safeParse(jsonOf(json))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw wrong(fieldPath(issue?.path ?? []), issue?.message ?? 'a list of {who, role, regions}')
  }
  const granted = new Map<string, Grant[]>()
  parsed.data.forEach(({ who, role, regions, feeds = null }, index) => {
    const grants = granted.get(who) ?? []
    checkRole(role, `[${index}].role`, policy)
    if (grants.some((grant) => grant.role === role)) throw wrong(`[${index}]`, 'one row for each person and role')
    if (role === PARTNER_ROLE && feeds === null) throw wrong(`[${index}].feeds`, 'a partner has a list of feeds')
    grants.push({ role, regions: regions[0] === '*' ? REGION_IDS : (regions as RegionId[]), feeds })
    granted.set(who, grants)
  })
  return granted
}

function checkRole(role: string, path: string, policy: AccessPolicy): void {
  if (role === BREAK_GLASS_ROLE) throw wrong(path, `${BREAK_GLASS_ROLE} is nobody's: the ops token has it`)
  if (policy.roles.has(role)) return
  throw wrong(path, `a role of rules/access.json: ${[...policy.roles.keys()].join(', ')}`)
}

function jsonOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw wrong('', 'a JSON list of {who, role, regions}')
  }
}

function wrong(path: string, hint: string): WrongGrants {
  return new WrongGrants(`OPS_GRANTS${path.startsWith('[') || path === '' ? path : `.${path}`}: ${hint}`)
}
