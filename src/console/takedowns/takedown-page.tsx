import type { AllRegions } from '../../contracts/ops/answers/regions.ts'
import type { TakedownList, TakedownTried } from '../../contracts/ops/answers/takedowns.ts'
import { type Part, partOf, Refused } from '../ask.ts'
import { Act } from '../frame/act.tsx'
import { Refusal } from '../frame/problem-page.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { ArrivalTable } from './arrival-table.tsx'
import { reachInWords } from './reach-table.tsx'
import { isolatesSoFar, type OrderInForce, placesOf, progressOf, regionsToLift, STORE_WORDS } from './takedown-words.ts'

const RENEWS_EVERY_MS = 5_000

/** `/console/takedowns/:id`: an order in force, and how far it has come in each region. */
export const takedownPage: ConsolePage = {
  path: '/console/takedowns/:id',
  section: 'takedowns',
  parameters: [],
  show: async (request) => {
    const order = await orderOf(request, request.path('id'))
    const [status, tried] = await Promise.all([
      partOf(request.ask.get<AllRegions>('regions')),
      partOf(tryAgain(request, order)),
    ])
    return {
      title: `${order.target} is taken down`,
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page narrow takedowns">
          <div class="head">
            <h1>
              <bdi class="name">{order.target}</bdi> is taken down
            </h1>
            <Act
              href={`/console/takedowns/${order.id}/lift`}
              me={request.me}
              action="takedown.lift"
              regions={regionsToLift(order)}
              hotkey="l"
            >
              Lift…
            </Act>
          </div>
          <Progress order={order} status={status} now={request.now} />
          <Facts order={order} tried={tried} now={request.now} />
          <section class="panel scroll" data-part="arrival" aria-label="How far it has come">
            {'refused' in status ? (
              <Refusal problem={status.refused} />
            ) : (
              <ArrivalTable order={order} status={status.answer} tried={'answer' in tried ? tried.answer : null} />
            )}
          </section>
        </div>
      ),
    }
  },
}

/**
 * The order with this id.
 *
 * @throws Refused 404 when none in force has it
 */
export async function orderOf({ ask }: PageRequest, id: string): Promise<OrderInForce> {
  const { takedowns } = await ask.get<TakedownList>('takedowns')
  const found = takedowns.find((order) => order.id === id)
  if (found) return found
  const detail =
    'No takedown in force has this id where you may look: it was lifted, or has ended. The audit log tells.'
  throw new Refused({ type: 'about:blank', title: 'No such takedown', status: 404, detail, field: 'id' })
}

/** What the order takes away: asked as if it were given again, without effect. */
function tryAgain({ ask }: PageRequest, { target, territories }: OrderInForce): Promise<TakedownTried> {
  return ask.post<TakedownTried>('takedowns', { target, territories, reason: 'to see what it reaches', dryRun: true })
}

interface ProgressProps {
  readonly order: OrderInForce
  readonly status: Part<AllRegions>
  readonly now: number
}

function Progress({ order, status, now }: ProgressProps) {
  const bounds = 'answer' in status ? status.answer.regions.map(({ takedowns }) => takedowns.bound.seconds) : []
  const reached = 'answer' in status ? status.answer.regions.filter(({ region }) => order.regions.includes(region)) : []
  const seen = reached.flatMap((region) => region.seen)
  return (
    <p class="progress" data-part="progress" role="status">
      {progressOf(order, bounds.length === 0 ? null : Math.max(...bounds), now)} {isolatesSoFar(order, seen, now)}{' '}
      {STORE_WORDS[order.store]}
    </p>
  )
}

interface FactsProps {
  readonly order: OrderInForce
  readonly tried: Part<TakedownTried>
  readonly now: number
}

function Facts({ order, tried, now }: FactsProps) {
  const { id, reason, actor, addedAt, until } = order
  return (
    <dl class="facts">
      <dt>Why</dt>
      <dd>
        <bdi class="name">{reason || 'only the lists have it, and they do not say'}</bdi>
      </dd>
      <dt>By</dt>
      <dd>
        <bdi class="name">{actor || 'not known'}</bdi>,{' '}
        {addedAt === null ? 'nobody knows when' : <Instant at={addedAt} now={now} />}
      </dd>
      <dt>Where</dt>
      <dd>{placesOf(order)}</dd>
      <dt>Ends</dt>
      <dd>{until === null ? 'when it is lifted' : <Instant at={until} now={now} />}</dd>
      <dt>Takes away</dt>
      <dd>{'answer' in tried ? <bdi class="name">{reachInWords(tried.answer)}</bdi> : tried.refused.detail}</dd>
      <dt>Id</dt>
      <dd>
        <code>{id}</code>
      </dd>
    </dl>
  )
}
