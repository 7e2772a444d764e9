import type {
  QuarantineDetail,
  QuarantineDropped,
  QuarantineEntry,
  QuarantineFixed,
  QuarantineList,
} from '../../../contracts/ops/answers/quarantine.ts'
import { decisionOrder, quarantinePatch, quarantineQuery } from '../../../contracts/ops/requests/feeds.ts'
import { quarantineInPath } from '../../../contracts/ops/requests/paths.ts'
import type { FeedAction } from '../../../model/policies/access.ts'
import { dropItem, fixItem, type MendedItem, releaseItem } from '../../../schedule/feeds/fix-item.ts'
import {
  pageOfQuarantine,
  type QuarantinedItem,
  readQuarantined,
} from '../../../schedule/feeds/stores/quarantine-store.ts'
import { requireFeed } from '../../access/require-feed.ts'
import { BY_HAND, knownFeed } from '../../feeds/known-feed.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody, readQuery } from '../ops-context.ts'
import { dependenciesOf } from './delivery-options.ts'

/** `GET /ops/v1/quarantine[?feed=][&rule=][&cursor=]`: a page of the items that the caller may see, the newest first. */
export async function quarantine(context: OpsContext): Promise<Response> {
  const { feed, rule, cursor } = readQuery(context, quarantineQuery, 'A bad filter')
  const permission = context.get('permission')
  if (feed !== undefined) requireFeed(context, 'quarantine.read', feed)
  const wanted = (entry: QuarantinedItem) =>
    permission.reachesFeed('quarantine.read', entry.feed) &&
    (feed === undefined || entry.feed === feed) &&
    (rule === undefined || entry.findings.some((finding) => finding.rule === rule))
  const { entries, next } = await pageOfQuarantine(context.get('publisher').redis, cursor, wanted)
  return answer<QuarantineList>(context).with({
    entries: entries.map(inShort),
    cursor: next === null ? null : String(next),
  })
}

/** `GET /ops/v1/quarantine/{id}`: an item with its source and its records. */
export async function quarantined(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const entry = await storedEntry(context, 'quarantine.read')
  const { source, drafts, good, patch } = entry
  return answer<QuarantineDetail>(context).with({ ...inShort(entry), source, drafts, good, patch })
}

/** `PATCH /ops/v1/quarantine/{id}`: mends an item by merge patches of its records. */
export async function fixQuarantined(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const entry = await storedEntry(context, 'quarantine.fix')
  const patch = await readBody(context, quarantinePatch)
  const known = entry.drafts.map(({ id }) => id)
  const unknown = Object.keys(patch).find((id) => !known.includes(id))
  if (unknown !== undefined || Object.keys(patch).length === 0) {
    const told = `Name a record of this item: it has ${known.join(', ').slice(0, 150) || 'none'}.`
    throw new OpsProblem(400, 'Not a record of this item', told, unknown?.slice(0, 80) ?? null)
  }
  return mended(context, entry, (dependencies, feed, order) => fixItem(dependencies, feed, entry, { ...order, patch }))
}

/** `POST /ops/v1/quarantine/{id}/release`: reads an item again as it is. */
export async function releaseQuarantined(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const entry = await storedEntry(context, 'quarantine.fix')
  const { reason } = await readBody(context, decisionOrder)
  return mended(context, entry, (dependencies, feed, order) =>
    releaseItem(dependencies, feed, entry, { ...order, reason }),
  )
}

/** `DELETE /ops/v1/quarantine/{id}`: forgets an entry; the last good version stays in force. */
export async function dropQuarantined(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const entry = await storedEntry(context, 'quarantine.fix')
  await dropItem(dependenciesOf(context), entry, { actor: context.get('actor') })
  return answer<QuarantineDropped>(context).with({ dropped: entry.quarantine })
}

type Mending = (
  dependencies: ReturnType<typeof dependenciesOf>,
  feed: Awaited<ReturnType<typeof knownFeed>>,
  order: { readonly actor: string },
) => Promise<MendedItem>

async function mended(context: OpsContext, before: QuarantinedItem, mend: Mending): Promise<Response> {
  const feed = await knownFeed(context.get('publisher').redis, before.feed, BY_HAND)
  const { entry, outcome, findings } = await mend(dependenciesOf(context), feed, { actor: context.get('actor') })
  return answer<QuarantineFixed>(context).with({ entry: inShort(entry), outcome, findings })
}

/**
 * The entry in the path, of a feed for which the caller may do this.
 *
 * @throws OpsProblem 404, also for an entry of a feed that the caller may not even read
 */
async function storedEntry(context: OpsContext, action: FeedAction): Promise<QuarantinedItem> {
  const id = quarantineInPath.safeParse(context.req.param('id'))
  const entry = id.success ? await readQuarantined(context.get('publisher').redis, id.data) : null
  if (entry === null || !context.get('permission').reachesFeed('quarantine.read', entry.feed)) {
    const told = 'Nothing in quarantine has this id; ff quarantine list shows what there is.'
    throw new OpsProblem(404, 'Not in quarantine', told, 'id')
  }
  requireFeed(context, action, entry.feed)
  return entry
}

function inShort({
  quarantine: id,
  feed,
  item,
  delivery,
  at,
  line,
  findings,
  fixed,
}: QuarantinedItem): QuarantineEntry {
  return { quarantine: id, feed, item, delivery, at: new Date(at).toISOString(), line, findings, fixed }
}
