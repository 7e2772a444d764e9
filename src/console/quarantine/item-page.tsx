import type { QuarantineDetail } from '../../contracts/ops/answers/quarantine.ts'
import { FeedAct } from '../feeds/feed-act.tsx'
import { FindingTable } from '../frame/finding-table.tsx'
import { mayDoWithFeed, whoMay } from '../frame/may-do.ts'
import { State } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { recordsOf } from './item-fields.ts'
import { itemName, withMarksShown } from './item-name.ts'
import { MendForm } from './mend-form.tsx'

/** `/console/quarantine/:id`: an item that is kept out, what is wrong with it, and fields to mend it in. */
export const quarantinedItemPage: ConsolePage = {
  path: '/console/quarantine/:id',
  section: 'quarantine',
  parameters: [],
  show: async (request) => {
    const item = await request.ask.get<QuarantineDetail>(`quarantine/${encodeURIComponent(request.path('id'))}`)
    const name = itemName(item)
    return {
      title: `Quarantine: ${name}`,
      body: (
        <div class="page quarantine">
          <div class="head">
            <h1>
              <bdi class="name">{name}</bdi> {item.fixed ? 'was mended here' : 'is kept out'}
            </h1>
            <Acts item={item} request={request} />
          </div>
          <Facts item={item} now={request.now} />
          <section class="panel scroll" aria-label="What is wrong with it">
            <h2>What is wrong with it</h2>
            <FindingTable findings={item.findings} />
          </section>
          <Mending item={item} request={request} />
          <details>
            <summary>The item as the feed sent it</summary>
            <pre class="source">
              {withMarksShown(item.source) || 'Its source was not kept: too many items were faulty.'}
            </pre>
          </details>
        </div>
      ),
    }
  },
}

function Acts({
  item: { quarantine, feed },
  request: { me },
}: {
  readonly item: QuarantineDetail
  readonly request: PageRequest
}) {
  const act = { me, action: 'quarantine.fix', feed } as const
  return (
    <div class="acts">
      <FeedAct {...act} href={`/console/quarantine/${quarantine}/release`} hotkey="r">
        Try it again…
      </FeedAct>
      <FeedAct {...act} href={`/console/quarantine/${quarantine}/drop`} hotkey="x">
        Drop it…
      </FeedAct>
    </div>
  )
}

function Facts({ item, now }: { readonly item: QuarantineDetail; readonly now: number }) {
  const { feed, delivery, at, line, good, fixed } = item
  return (
    <dl class="facts">
      <dt>State</dt>
      <dd>
        {fixed ? (
          <State tone="good">mended, in force until the source says something else</State>
        ) : (
          <State tone="bad">kept out</State>
        )}
      </dd>
      <dt>In force</dt>
      <dd>
        {fixed ? (
          'it, as it was mended here'
        ) : (
          <>
            {good.length === 0 ? 'nothing of it' : 'its last good version: '}
            <bdi class="name">{good.join(', ')}</bdi>
          </>
        )}
      </dd>
      <dt>Came</dt>
      <dd>
        from <a href={`/console/feeds/${feed}`}>{feed}</a> in{' '}
        <a href={`/console/feeds/${feed}/deliveries/${delivery}`}>a delivery</a> of <Instant at={at} now={now} />, line{' '}
        {line}
      </dd>
    </dl>
  )
}

function Mending({ item, request: { me } }: { readonly item: QuarantineDetail; readonly request: PageRequest }) {
  if (item.source === '' || item.drafts.length === 0) {
    return (
      <p class="refusal" role="note">
        It cannot be mended here: {item.source === '' ? 'its source was not kept' : 'it has no records'}. Deliver it
        again.
      </p>
    )
  }
  return (
    <section class="panel inside" aria-label="Mend it">
      <h2>Mend it</h2>
      <p class="dim">
        What you change is checked as the feed's items are. If something is still wrong, nothing changes, and it is said
        here. A fix lasts for as long as the source repeats the same fault.
      </p>
      {mayDoWithFeed(me, 'quarantine.fix', item.feed) ? (
        <MendForm entry={item.quarantine} records={recordsOf(item)} />
      ) : (
        <p class="notice" role="note">
          You may not mend it: {whoMay(me, 'quarantine.fix')} may.
        </p>
      )}
    </section>
  )
}
