import type { TakedownTried } from '../../contracts/ops/answers/takedowns.ts'
import { type Part, partOf } from '../ask.ts'
import { ActHead } from '../frame/act-head.tsx'
import { mayDo, whoMay } from '../frame/may-do.ts'
import { Refusal } from '../frame/problem-page.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { OrdersOnIt, ordersOn } from './orders-on-it.tsx'
import { ReachTable, reachInWords } from './reach-table.tsx'
import type { OrderInForce } from './takedown-words.ts'

/** `/console/takedowns/new`: what is to be stopped, what that takes away, and the button that stops it. */
export const newTakedownPage: ConsolePage = {
  path: '/console/takedowns/new',
  section: 'takedowns',
  parameters: ['target', 'territories', 'until', 'reason'],
  show: async (request) => {
    const asked = askedFor(request)
    const [tried, orders] =
      asked.target === '' ? [] : await Promise.all([tryOut(request, asked), ordersOn(request, asked.target)])
    return {
      title: 'Take something down',
      body: (
        <div class="page narrow takedowns">
          <ActHead href="/console/takedowns" name="All takedowns">
            Take something down
          </ActHead>
          <Question asked={asked} />
          {tried && <Effect asked={asked} request={request} tried={tried} orders={orders ?? []} />}
        </div>
      ),
    }
  },
}

interface Asked {
  readonly target: string
  readonly territories: readonly string[]
  /** As a field of a local date and time holds it, in UTC: `2026-12-01T00:00`; empty: until it is lifted. */
  readonly until: string
  readonly reason: string
}

function askedFor({ query }: PageRequest): Asked {
  const territories = query('territories')
    .split(/[\s,]+/)
    .filter((each) => each !== '')
  return { target: query('target').trim(), territories, until: query('until'), reason: query('reason') }
}

/** A try says what an order would reach, and has no effect. */
function tryOut({ ask }: PageRequest, { target, territories, until, reason }: Asked): Promise<Part<TakedownTried>> {
  return partOf(
    ask.post<TakedownTried>('takedowns', {
      target,
      ...(territories.length > 0 && { territories }),
      ...(until !== '' && { until: `${until}:00.000Z` }),
      reason: reason.trim() || 'to see what it would reach',
      dryRun: true,
    }),
  )
}

function Question({ asked: { target, territories, until, reason } }: { readonly asked: Asked }) {
  return (
    <form class="fields" method="get" action="/console/takedowns/new">
      <label>
        What: an id, or a group by its key
        <input
          name="target"
          value={target}
          required
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          autofocus={target === ''}
          placeholder="ttl_… ast_… cmp_… tag:… owner:… feed:… surface:… tier:…"
        />
      </label>
      <div class="columns">
        <label>
          Where: codes and groups; empty: everywhere
          <input name="territories" value={territories.join(' ')} placeholder="DE @nordics" spellcheck={false} />
        </label>
        <label>
          Until, in UTC; empty: until it is lifted
          <input name="until" type="datetime-local" value={until} />
        </label>
      </div>
      <input type="hidden" name="reason" value={reason} />
      <div class="acts">
        <button type="submit" class={target === '' ? 'act strong' : 'act'}>
          Show what it reaches
        </button>
      </div>
    </form>
  )
}

interface EffectProps {
  readonly asked: Asked
  readonly request: PageRequest
  readonly tried: Part<TakedownTried>
  /** Those on the same target that are in force. */
  readonly orders: readonly OrderInForce[]
}

function Effect({ asked, request, tried, orders }: EffectProps) {
  if ('refused' in tried) return <Refusal problem={tried.refused} />
  const { answer } = tried
  return (
    <section class="effect" aria-label="What it takes away">
      <p class={answer.known === false ? 'notice' : ''}>
        <b>
          <bdi class="name">{answer.target}</bdi>
        </b>{' '}
        in {answer.regions.length === 1 ? answer.regions[0] : `${answer.regions.length} regions`}:{' '}
        <bdi class="name">{reachInWords(answer)}</bdi>
      </p>
      <OrdersOnIt orders={orders}>
        It is taken down already. A new order stands beside these, and has to be lifted by itself:
      </OrdersOnIt>
      {mayDo(request.me, 'takedown.add', answer.regions) ? (
        <Order asked={asked} target={answer.target} />
      ) : (
        <p class="notice" role="note">
          You may not take down in all of these regions: {whoMay(request.me, 'takedown.add')} may.
        </p>
      )}
      <ReachTable reach={answer.reach ?? []} />
    </section>
  )
}

function Order({ asked: { territories, until, reason }, target }: { readonly asked: Asked; readonly target: string }) {
  return (
    <form
      class="fields"
      data-send="POST /ops/v1/takedowns"
      data-then="show /console/takedowns/{takedown.id}"
      data-done="It is on the signed lists."
    >
      <input type="hidden" name="target" value={target} />
      {territories.length > 0 && (
        <input type="hidden" name="territories" data-kind="list" value={territories.join(' ')} />
      )}
      {until !== '' && <input type="hidden" name="until" data-kind="utc" value={until} />}
      <label>
        Why: it stands in the audit log
        <input name="reason" value={reason} required maxlength={500} autofocus />
      </label>
      <div class="acts">
        <button type="submit" class="act danger">
          Take it down now
        </button>
      </div>
      <output role="alert"></output>
    </form>
  )
}
