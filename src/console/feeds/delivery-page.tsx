import type { DeliveryAnswer, DeliveryReport } from '../../contracts/ops/answers/deliveries.ts'
import { Refused } from '../ask.ts'
import { FindingTable } from '../frame/finding-table.tsx'
import { Pager, pageOf } from '../frame/pager.tsx'
import { State } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { DELIVERY_TONES } from './delivery-table.tsx'
import { FeedAct } from './feed-act.tsx'
import { ImpactWords } from './impact-words.tsx'

const FINDINGS_SHOWN = 100

/** `/console/feeds/:id/deliveries/:delivery`: what came of a delivery, item by item. */
export const deliveryPage: ConsolePage = {
  path: '/console/feeds/:id/deliveries/:delivery',
  section: 'feeds',
  parameters: ['page'],
  show: async (request) => {
    const delivery = await deliveryOf(request)
    const { feed, delivery: id, state, report } = delivery
    const page = pageOf(report?.refused ?? [], request.query('page'), FINDINGS_SHOWN)
    const here = `/console/feeds/${feed}/deliveries/${id}`
    return {
      title: `Delivery of ${feed}`,
      body: (
        <div class="page feeds">
          <div class="head">
            <h1>
              A delivery of <a href={`/console/feeds/${feed}`}>{feed}</a>: {state}
            </h1>
            <Acts delivery={delivery} here={here} request={request} />
          </div>
          <Facts delivery={delivery} now={request.now} />
          {report !== null && <Report report={report} />}
          {page.total > 0 && (
            <section class="panel scroll" aria-label="What was found, in order of line">
              <h2>What was found</h2>
              <FindingTable findings={page.rows} />
            </section>
          )}
          <Pager href={here} query={{}} page={page} of="findings" />
        </div>
      ),
    }
  },
}

/**
 * The delivery in the path.
 *
 * @throws Refused 404 for one of another feed too
 */
export async function deliveryOf({ ask, path }: PageRequest): Promise<DeliveryAnswer> {
  const found = await ask.get<DeliveryAnswer>(`deliveries/${encodeURIComponent(path('delivery'))}`)
  if (found.feed === path('id')) return found
  const detail = 'This feed has no such delivery.'
  throw new Refused({ type: 'about:blank', title: 'No such delivery', status: 404, detail, field: 'delivery' })
}

interface ActsProps {
  readonly delivery: DeliveryAnswer
  readonly here: string
  readonly request: PageRequest
}

function Acts({ delivery: { feed, state }, here, request: { me } }: ActsProps) {
  if (state !== 'held' && state !== 'open') return null
  return (
    <div class="acts">
      {state === 'held' && (
        <FeedAct href={`${here}/release`} me={me} action="feed.manage" feed={feed} hotkey="r">
          Release…
        </FeedAct>
      )}
      <FeedAct
        href={`${here}/discard`}
        me={me}
        action={state === 'open' ? 'feed.deliver' : 'feed.manage'}
        feed={feed}
        hotkey="x"
      >
        Discard…
      </FeedAct>
    </div>
  )
}

function Facts({ delivery, now }: { readonly delivery: DeliveryAnswer; readonly now: number }) {
  const { state, actor, at, mode, chunks, progress, report } = delivery
  return (
    <dl class="facts">
      <dt>State</dt>
      <dd>
        <State tone={DELIVERY_TONES[state]}>{state}</State>
      </dd>
      <dt>By</dt>
      <dd>
        <bdi class="name">{actor}</bdi>, <Instant at={at} now={now} />
      </dd>
      <dt>Mode</dt>
      <dd>{mode === 'full' ? 'full: what is missing is withdrawn' : 'delta: what changed'}</dd>
      {state === 'open' && (
        <>
          <dt>Chunks</dt>
          <dd>{chunks.length} were received; it waits for the others, and to be finished</dd>
        </>
      )}
      {progress !== null && (
        <>
          <dt>So far</dt>
          <dd>{progress.items} items were looked at</dd>
        </>
      )}
      {report === null && (
        <>
          <dt>Report</dt>
          <dd>not there yet, or not kept any more</dd>
        </>
      )}
    </dl>
  )
}

function Report({ report }: { readonly report: DeliveryReport }) {
  const { held, items, accepted, unchanged, quarantined, removed, warnings, impact, withdrawn, feed } = report
  return (
    <>
      {held !== null && (
        <p class="refusal" role="note">
          <b>It is held: nothing of it is in force.</b> {held.detail}
        </p>
      )}
      <p class="number">
        {items} items: {accepted} new or changed, {unchanged} unchanged,{' '}
        {quarantined === 0 ? (
          '0 in quarantine'
        ) : (
          <a href={`/console/quarantine?feed=${feed}`}>{quarantined} in quarantine</a>
        )}
        , {removed} removed. {warnings} warnings.
      </p>
      {impact !== undefined && <ImpactWords impact={impact} />}
      {withdrawn.records > 0 && (
        <p>
          {withdrawn.records} records were withdrawn at once in {withdrawn.regions.join(', ') || 'no region'}
          {withdrawn.waiting.length > 0 && `; ${withdrawn.waiting.join(', ')} still wait`}.
        </p>
      )}
    </>
  )
}
