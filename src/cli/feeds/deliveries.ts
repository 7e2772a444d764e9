import { z } from 'zod'
import type { DeliverySummary } from '../../contracts/ops/answers/deliveries.ts'
import { feedId } from '../../model/feeds/feed-settings.ts'
import { answer, count, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { deliveryReportLines, exitOfDelivery } from './delivery-report-lines.ts'
import { waitingCampaign } from './waiting-campaign.ts'

const deliveryId = z.string().regex(/^del_[\w-]{1,64}$/, 'an id like del_…')
const DELIVERY = { type: 'positional', required: true, description: 'del_…, as feeds deliveries shows it' } as const
const REASON = { type: 'string', required: true, description: 'Why; kept in the audit log', valueHint: 'text' } as const

function row({ delivery, at, mode, state, held, items, accepted, quarantined, removed, actor }: DeliverySummary) {
  const what = held === null ? state : `${state}: ${held.rule}`
  const counts = [items, accepted, quarantined, removed].map(count)
  return [delivery, at, mode, what, ...counts, actor].map(plain)
}

/** Lists the last deliveries of a feed. */
export const feedsDeliveries = defineVerb({
  name: 'feeds deliveries',
  description: 'List the last deliveries of a feed, the newest first, with what came of each',
  example: 'feeds deliveries northlight',
  args: { feed: { type: 'positional', required: true, description: 'Name of the feed: ff feeds list' } },
  run: async (args, shell) => {
    const body = await (await openOps(shell)).deliveries(matching('FEED', args.feed, feedId))
    const heads = ['delivery', 'at', 'mode', 'state', 'items', 'accepted', 'quarantined', 'removed', 'by']
    answer(shell, body, body.deliveries.length > 0 ? table(heads, body.deliveries.map(row)) : ['no delivery yet'])
    return EXIT.done
  },
})

/** Puts a held delivery in force: somebody looked, and all of it is meant. */
export const feedsRelease = defineVerb({
  name: 'feeds release',
  description: 'Put a held delivery in force, after somebody looked at why it is held',
  example: 'feeds release del_01 --reason "the partner closed its summer shop"',
  args: { delivery: DELIVERY, reason: REASON },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const report = await ops.releaseDelivery(matching('DELIVERY', args.delivery, deliveryId), args.reason)
    answer(shell, report, deliveryReportLines(report, { waiting: await waitingCampaign(ops, report) }))
    return exitOfDelivery(report)
  },
})

/** Throws a delivery away that is held, or that waits for its chunks. */
export const feedsDiscard = defineVerb({
  name: 'feeds discard',
  description: 'Throw a held delivery away; the last good one stays in force',
  example: 'feeds discard del_01 --reason "half of the file is missing"',
  args: { delivery: DELIVERY, reason: REASON },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const body = await ops.discardDelivery(matching('DELIVERY', args.delivery, deliveryId), args.reason)
    answer(shell, body, [`${plain(body.delivery)} of ${plain(body.feed)} is ${plain(body.state)}`])
    return EXIT.done
  },
})
