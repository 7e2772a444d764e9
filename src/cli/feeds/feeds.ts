import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { feedId } from '../../model/feeds/feed-settings.ts'
import { age, answer, count, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'
import { deliveryReportLines, exitOfDelivery } from './delivery-report-lines.ts'
import { feedLines } from './feed-lines.ts'
import { waitingCampaign } from './waiting-campaign.ts'

const FEED = { type: 'positional', required: true, description: 'Name of the feed: ff feeds list' } as const

function row(listed: FeedAnswer): string[] {
  const { feed, format, mode, items, quarantined, stale, ageSeconds, lastDelivery, lastPull, owner } = listed
  const delivered = lastDelivery === null ? '–' : `${lastDelivery.outcome} ${lastDelivery.at}`
  const last = lastPull?.outcome === 'failed' ? `not fetched ${lastPull.at}: ${lastPull.why}` : delivered
  const old = ageSeconds === null ? 'never' : `${age(ageSeconds)}${stale ? ', STALE' : ''}`
  return [plain(feed), format, mode, count(items), count(quarantined), old, plain(last), plain(owner)]
}

/** Lists the feeds, with how old and how sound each is. */
export const feedsList = defineVerb({
  name: 'feeds list',
  description: 'List the feeds: how many items each has, how many are in quarantine, and how old it is',
  example: 'feeds list',
  args: {},
  run: async (_args, shell) => {
    const body = await (await openOps(shell)).feeds()
    const heads = ['feed', 'format', 'mode', 'items', 'quarantined', 'age', 'last delivery', 'owner']
    const none = ['there is no feed yet: ff feeds set --help says how to set one up']
    answer(shell, body, body.feeds.length > 0 ? table(heads, body.feeds.map(row)) : none)
    return EXIT.done
  },
})

/** Shows one feed, setting by setting. */
export const feedsShow = defineVerb({
  name: 'feeds show',
  description: 'Show a feed: its settings, its freshness and its last delivery (--json: what feeds set takes)',
  example: 'feeds show northlight',
  args: { feed: FEED },
  run: async (args, shell) => {
    const body = await (await openOps(shell)).feed(matching('FEED', args.feed, feedId))
    answer(shell, body, feedLines(body))
    return EXIT.done
  },
})

/** Fetches a feed now. */
export const feedsPull = defineVerb({
  name: 'feeds pull',
  description: 'Fetch a feed from its URL now, without waiting for its turn',
  example: 'feeds pull northlight',
  args: { feed: FEED },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    const report = await ops.pullFeed(matching('FEED', args.feed, feedId))
    answer(shell, report, deliveryReportLines(report, { waiting: await waitingCampaign(ops, report) }))
    return exitOfDelivery(report)
  },
})
