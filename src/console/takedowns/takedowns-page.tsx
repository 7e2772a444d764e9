import type { TakedownList } from '../../contracts/ops/answers/takedowns.ts'
import { linkTo } from '../acts/console-acts.ts'
import { Act } from '../frame/act.tsx'
import { Pager, pageOf } from '../frame/pager.tsx'
import { State } from '../frame/state.tsx'
import { Instant, lengthOf } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { type OrderInForce, placesOf, regionsToLift, STORE_WORDS } from './takedown-words.ts'

const RENEWS_EVERY_MS = 10_000
const ORDERS_SHOWN = 100

/** `/console/takedowns`: what must not play, since when, and by whose order. */
export const takedownsPage: ConsolePage = {
  path: '/console/takedowns',
  section: 'takedowns',
  parameters: ['q', 'page'],
  show: async (request) => {
    const list = await request.ask.get<TakedownList>('takedowns')
    const words = request.query('q').trim().toLowerCase()
    const newestFirst = list.takedowns.toReversed().filter((order) => tellsOf(order, words))
    const page = pageOf(newestFirst, request.query('page'), ORDERS_SHOWN)
    return {
      title: 'Takedowns',
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page takedowns">
          <div class="head">
            <h1>{headline(list)}</h1>
            <Act {...linkTo('takeDown')} me={request.me} hotkey="t" look="danger">
              Take down…
            </Act>
          </div>
          <Filter words={request.query('q')} />
          <Gaps list={list} />
          <section class="panel scroll" aria-label="Orders in force" data-part="orders">
            {page.rows.length === 0 ? <Nothing words={words} /> : <Orders orders={page.rows} request={request} />}
          </section>
          <Pager href="/console/takedowns" query={{ q: request.query('q') }} page={page} of="orders" />
        </div>
      ),
    }
  },
}

function headline({ takedowns }: TakedownList): string {
  if (takedowns.length === 0) return 'No takedown is in force'
  return takedowns.length === 1 ? 'One takedown is in force' : `${takedowns.length} takedowns are in force`
}

function tellsOf({ id, target, reason, actor }: OrderInForce, words: string): boolean {
  return [id, target, reason, actor].some((text) => text.toLowerCase().includes(words))
}

function Filter({ words }: { readonly words: string }) {
  return (
    <form class="filters" method="get">
      <label>
        Find
        <input type="search" name="q" value={words} placeholder="target, reason, person" />
      </label>
      <button type="submit">Show</button>
    </form>
  )
}

function Nothing({ words }: { readonly words: string }) {
  return <p class="empty">{words === '' ? 'Whatever the schedule says may play.' : 'No order in force says that.'}</p>
}

/** What keeps the list from being whole, and changes that only the signed lists still know. */
function Gaps({ list: { unread, journalRead, forgotten } }: { readonly list: TakedownList }) {
  return (
    <>
      {unread.length > 0 && (
        <p class="refusal" role="note">
          <b>The signed list of {unread.join(', ')} cannot be read.</b> Only what the store and the journal have is
          shown there; publish the region to sign it anew.
        </p>
      )}
      {!journalRead && (
        <p class="refusal" role="note">
          <b>The journal in storage cannot be read.</b> Orders that the store does not have yet may be missing here.
        </p>
      )}
      {forgotten.map(({ id, records, targets, regions }) => (
        <p class="refusal" role="note">
          <b>A change withdraws {records} records, and the store forgot it.</b> <code>{id}</code> in{' '}
          {regions.join(', ')}: <bdi class="name">{targets.join(', ')}</bdi>.{' '}
          <a href={`/console/takedowns/${encodeURIComponent(id)}/lift`} data-act>
            Lift it…
          </a>
        </p>
      ))}
    </>
  )
}

function Orders({ orders, request }: { readonly orders: readonly OrderInForce[]; readonly request: PageRequest }) {
  return (
    <table class="stacks">
      <thead>
        <tr>
          <th>What</th>
          <th>Why</th>
          <th>Where</th>
          <th>By</th>
          <th>Since</th>
          <th>Ends</th>
          <th>Signed lists</th>
          <th>
            <span class="unseen">Lift</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <Row order={order} request={request} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ order, request }: { readonly order: OrderInForce; readonly request: PageRequest }) {
  const { id, target, reason, actor, addedAt, until, regions } = order
  return (
    <tr>
      <th scope="row">
        <a href={`/console/takedowns/${id}`}>
          <bdi class="name">{target}</bdi>
        </a>
      </th>
      <td class="in-words" data-label="Why">
        <bdi class="name">{reason || 'only the lists have it, and they do not say'}</bdi>
      </td>
      <td class="in-words" data-label="Where">
        {placesOf(order)} <small>{regions.length > 3 ? `${regions.length} regions` : regions.join(', ')}</small>
      </td>
      <td data-label="By">
        <bdi class="name">{actor || '–'}</bdi>
      </td>
      <td class="number" data-label="Since">
        {addedAt === null ? (
          'not known'
        ) : (
          <>
            <Instant at={addedAt} now={request.now} />{' '}
            <small>{lengthOf((request.now - Date.parse(addedAt)) / 1000)} ago</small>
          </>
        )}
      </td>
      <td class="number" data-label="Ends">
        {until === null ? 'when lifted' : <Instant at={until} now={request.now} />}
      </td>
      <td data-label="Signed lists">
        <Lists order={order} />
      </td>
      <td class="right">
        <Act
          href={`/console/takedowns/${id}/lift`}
          me={request.me}
          action="takedown.lift"
          regions={regionsToLift(order)}
        >
          Lift…
        </Act>
      </td>
    </tr>
  )
}

function Lists({ order: { announced, regions, store } }: { readonly order: OrderInForce }) {
  const isWhole = announced.length === regions.length
  return (
    <>
      <State tone={isWhole ? 'good' : 'bad'}>
        {announced.length} of {regions.length}
      </State>{' '}
      <small>{STORE_WORDS[store]}</small>
    </>
  )
}
