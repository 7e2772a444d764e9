import type { DeliveryList } from '../../contracts/ops/answers/deliveries.ts'
import type { FeedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { MANUAL_FEED } from '../../model/feeds/feed-settings.ts'
import { linkTo } from '../acts/console-acts.ts'
import { partOf } from '../ask.ts'
import { Act } from '../frame/act.tsx'
import { Refusal } from '../frame/problem-page.tsx'
import { State } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { DeliveryTable } from './delivery-table.tsx'
import { FeedAct } from './feed-act.tsx'
import { ageInWords, stateOfFeed } from './feed-words.ts'
import { FreshnessTable } from './freshness-table.tsx'
import { SettingsList } from './settings-list.tsx'

const RENEWS_EVERY_MS = 10_000

/** `/console/feeds/:id`: how a feed is, what it delivered, and how it is read. */
export const feedPage: ConsolePage = {
  path: '/console/feeds/:id',
  section: 'feeds',
  parameters: [],
  show: async (request) => {
    const name = request.path('id')
    const place = `feeds/${encodeURIComponent(name)}`
    const { deliveries } = await request.ask.get<DeliveryList>(`${place}/deliveries`)
    const feed = name === MANUAL_FEED ? null : await partOf(request.ask.get<FeedAnswer>(place))
    return {
      title: `Feed ${name}`,
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page feeds">
          {feed === null ? <ByHand /> : 'answer' in feed && <Head feed={feed.answer} request={request} />}
          {feed !== null && 'refused' in feed && <Refusal problem={feed.refused} />}
          <section class="panel scroll" aria-label="Deliveries, the newest first" data-part="deliveries">
            <h2>Deliveries</h2>
            <DeliveryTable deliveries={deliveries} now={request.now} />
          </section>
          {feed !== null && 'answer' in feed && <FreshnessTable freshness={feed.answer.freshness} />}
          {feed !== null && 'answer' in feed && <SettingsList feed={feed.answer} />}
        </div>
      ),
    }
  },
}

function ByHand() {
  return (
    <div>
      <h1>Sent by hand</h1>
      <p class="dim">What people send with ff ingest and ff feeds deliver: it has no settings, and is never stale.</p>
    </div>
  )
}

function Head({ feed, request: { me, now } }: { readonly feed: FeedAnswer; readonly request: PageRequest }) {
  const { tone, words } = stateOfFeed(feed)
  const { lastPull, url, quarantined } = feed
  return (
    <>
      <div class="head">
        <h1>
          {feed.feed}{' '}
          <small>
            <bdi class="name">{feed.owner}</bdi> answers for it
          </small>
        </h1>
        <div class="acts">
          {url !== null && (
            <FeedAct
              href={`/console/feeds/${feed.feed}/pull`}
              me={me}
              action="feed.deliver"
              feed={feed.feed}
              hotkey="f"
            >
              Fetch it now…
            </FeedAct>
          )}
          <FeedAct
            href={`/console/feeds/${feed.feed}/settings`}
            me={me}
            action="feed.manage"
            feed={feed.feed}
            hotkey="e"
          >
            Change its settings…
          </FeedAct>
          <Act {...linkTo('takeDownFeed', feed.feed)} me={me} look="danger">
            Take down all of it…
          </Act>
        </div>
      </div>
      <dl class="facts" data-part="facts">
        <dt>State</dt>
        <dd>
          <State tone={tone}>{words}</State>
        </dd>
        <dt>Age</dt>
        <dd class="number">{ageInWords(feed)}</dd>
        <dt>Items</dt>
        <dd class="number">
          {feed.items} in force,{' '}
          {quarantined === 0 ? (
            'none in quarantine'
          ) : (
            <a href={`/console/quarantine?feed=${feed.feed}`}>{quarantined} in quarantine</a>
          )}
        </dd>
        <dt>Last fetched</dt>
        <dd>
          {lastPull === null ? (
            'never'
          ) : (
            <>
              {lastPull.outcome} <Instant at={lastPull.at} now={now} /> <bdi class="name">{lastPull.why}</bdi>
            </>
          )}
        </dd>
      </dl>
    </>
  )
}
