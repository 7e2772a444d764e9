import type { FeedAnswer, FeedList } from '../../contracts/ops/answers/feeds.ts'
import { State } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage } from '../page.ts'
import { ageInWords, stateOfFeed } from './feed-words.ts'

const RENEWS_EVERY_MS = 10_000

/** `/console/feeds`: how each feed is, the worst first. */
export const feedsPage: ConsolePage = {
  path: '/console/feeds',
  section: 'feeds',
  parameters: [],
  show: async ({ ask, now }) => {
    const { feeds } = await ask.get<FeedList>('feeds')
    return {
      title: 'Feeds',
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page feeds">
          <div class="head">
            <h1>{headline(feeds)}</h1>
            <a href="/console/feeds/manual">What was sent by hand</a>
          </div>
          <section class="panel scroll" aria-label="Feeds, the worst first" data-part="feeds">
            {feeds.length === 0 ? (
              <p class="empty">No feed that you may see is set up.</p>
            ) : (
              <Feeds feeds={worstFirst(feeds)} now={now} />
            )}
          </section>
        </div>
      ),
    }
  },
}

function headline(feeds: readonly FeedAnswer[]): string {
  const wrong = feeds.filter((feed) => stateOfFeed(feed).tone !== 'good').length
  if (feeds.length === 0) return 'Feeds'
  return wrong === 0 ? 'Every feed is as it should be' : `${wrong} of ${feeds.length} feeds want somebody to look`
}

function worstFirst(feeds: readonly FeedAnswer[]): readonly FeedAnswer[] {
  const rank = (feed: FeedAnswer) => ['bad', 'warn', 'good'].indexOf(stateOfFeed(feed).tone)
  return feeds.toSorted((one, other) => rank(one) - rank(other))
}

function Feeds({ feeds, now }: { readonly feeds: readonly FeedAnswer[]; readonly now: number }) {
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th>Feed</th>
          <th>State</th>
          <th>Age</th>
          <th>Last delivery</th>
          <th>Last fetched</th>
          <th class="right">Items</th>
          <th class="right">In quarantine</th>
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <Row feed={feed} now={now} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ feed, now }: { readonly feed: FeedAnswer; readonly now: number }) {
  const { tone, words } = stateOfFeed(feed)
  const { lastDelivery, lastPull } = feed
  return (
    <tr class={tone === 'bad' ? 'bad' : ''}>
      <th scope="row">
        <a href={`/console/feeds/${feed.feed}`}>{feed.feed}</a>{' '}
        <small>
          <bdi class="name">{feed.owner}</bdi>
        </small>
      </th>
      <td data-label="State">
        <State tone={tone}>{words}</State>
      </td>
      <td class="number" data-label="Age">
        {ageInWords(feed)}
      </td>
      <td data-label="Last delivery">
        {lastDelivery === null ? (
          'none yet'
        ) : (
          <>
            <a href={`/console/feeds/${feed.feed}/deliveries/${lastDelivery.delivery}`}>{lastDelivery.outcome}</a>{' '}
            <Instant at={lastDelivery.at} now={now} />
          </>
        )}
      </td>
      <td data-label="Last fetched">
        {lastPull === null ? (
          <small>{feed.url === null ? 'it is sent' : 'never'}</small>
        ) : (
          <>
            {lastPull.outcome} <Instant at={lastPull.at} now={now} />
          </>
        )}
      </td>
      <td class="right number" data-label="Items">
        {feed.items}
      </td>
      <td class="right number" data-label="In quarantine">
        {feed.quarantined === 0 ? 0 : <a href={`/console/quarantine?feed=${feed.feed}`}>{feed.quarantined}</a>}
      </td>
    </tr>
  )
}
