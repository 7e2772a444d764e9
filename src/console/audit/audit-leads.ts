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
export function leadOf({
  action,
  target,
  after,
}: Pick<AuditEntryAnswer, 'action' | 'target' | 'after'>): string | null {
  if (isRegionId(target)) return `/console/regions/${target}`
  if (!PLAIN.test(target)) return null
  if (target.startsWith('del_')) return deliveryPage(target, after)
  const known = PAGES.find(([prefix]) => target.startsWith(prefix))
  if (known) return known[1](target)
  return action.startsWith('feed.') ? `/console/feeds/${target}` : null
}

/** Why a target leads nowhere, where somebody may expect that it does; null: nobody does. */
export function whyNoLead(target: string): string | null {
  if (target.startsWith('bat_')) return 'one ingest: it is kept nowhere but here, and what it did stands beside it'
  if (target.startsWith('del_')) return 'a delivery: the entry does not say of which feed'
  return null
}

/** The page of a delivery stands below its feed, which the entry names. */
function deliveryPage(delivery: string, after: unknown): string | null {
  const feed = typeof after === 'object' && after !== null && 'feed' in after ? after.feed : null
  return typeof feed === 'string' && PLAIN.test(feed) ? `/console/feeds/${feed}/deliveries/${delivery}` : null
}
