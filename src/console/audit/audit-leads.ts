import type { AuditEntryAnswer } from '../../contracts/ops/answers/audit.ts'
import { isRegionId } from '../../model/nouns/region.ts'

/** Where the pages of things are, by how their ids begin. */
const PAGES: readonly (readonly [prefix: string, page: (id: string) => string])[] = [
  ['cmp_', (id) => `/console/campaigns/${id}`],
  ['tkd_', (id) => `/console/takedowns/${id}`],
  ['qua_', (id) => `/console/quarantine/${id}`],
  ['apr_', (id) => `/console/approvals#${id}`],
  ['ast_', (id) => `/console/why?asset=${id}`],
]

/** Ids and names as they can stand in an address. */
const PLAIN = /^[A-Za-z0-9_-]{1,80}$/

/** The page of what an entry speaks of; null: there is none. */
export function leadOf({ action, target }: Pick<AuditEntryAnswer, 'action' | 'target'>): string | null {
  if (isRegionId(target)) return `/console/regions/${target}`
  if (!PLAIN.test(target)) return null
  const known = PAGES.find(([prefix]) => target.startsWith(prefix))
  if (known) return known[1](target)
  return action.startsWith('feed.') ? `/console/feeds/${target}` : null
}
