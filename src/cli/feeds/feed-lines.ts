import type { FeedAnswer, FeedFreshness } from '../../contracts/ops/answers/feeds.ts'
import { age, plain, table } from '../frame/output.ts'

/** A feed for a person: a line for each setting and for what is known of it, in words. */
export function feedLines(feed: FeedAnswer): string[] {
  const rows = Object.entries(feed).flatMap(([field, value]) => valueLines(field, value, feed))
  return table(['field', 'value'], rows)
}

function valueLines(field: string, value: unknown, feed: FeedAnswer): string[][] {
  if (field === 'freshness') return feed.freshness.map((each, at) => [at === 0 ? field : '', freshnessWords(each)])
  return [[field, wordsOf(field, value, feed) || '–']]
}

function wordsOf(field: string, value: unknown, { lastDelivery, lastPull, hosts, ageSeconds }: FeedAnswer): string {
  if (field === 'ageSeconds') return age(ageSeconds)
  if (field === 'lastDelivery' && lastDelivery !== null) {
    return `${plain(lastDelivery.delivery)}, ${lastDelivery.outcome}, ${plain(lastDelivery.at)}`
  }
  if (field === 'lastPull' && lastPull !== null) {
    return [lastPull.outcome, plain(lastPull.at), plain(lastPull.why)].filter((words) => words !== '').join(', ')
  }
  if (field === 'hosts') {
    return Object.entries(hosts)
      .map(([host, alias]) => `${plain(host)} → ${plain(alias)}`)
      .join(', ')
  }
  return Array.isArray(value) ? value.map(plain).join(', ') : plain(value)
}

/** `na: announced after 20 s, served after 41 s (median of 3)`. */
function freshnessWords({ region, last, p50, deliveries }: FeedFreshness): string {
  const { announcedSeconds, servedSeconds } = p50
  if (announcedSeconds === null) {
    return `${region}: ${last.announcedSeconds === null ? 'not announced yet' : `announced after ${age(last.announcedSeconds)}`}`
  }
  const served = servedSeconds === null ? 'not reported as served yet' : `served after ${age(servedSeconds)}`
  return `${region}: announced after ${age(announcedSeconds)}, ${served} (median of ${deliveries})`
}
