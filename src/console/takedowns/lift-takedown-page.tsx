import type { TakedownList } from '../../contracts/ops/answers/takedowns.ts'
import { ActHead } from '../frame/act-head.tsx'
import { mayDo, whoMay } from '../frame/may-do.ts'
import type { ConsolePage, PageRequest } from '../page.ts'
import { OrdersOnIt, ordersOn } from './orders-on-it.tsx'
import { orderOf } from './takedown-page.tsx'
import { placesOf, regionsToLift } from './takedown-words.ts'

/** `/console/takedowns/:id/lift`: what plays again once an order is lifted, and the button that lifts it. */
export const liftTakedownPage: ConsolePage = {
  path: '/console/takedowns/:id/lift',
  section: 'takedowns',
  parameters: [],
  show: async (request) => {
    const lifted = await toLift(request, request.path('id'))
    const { me } = request
    const others = (await ordersOn(request, lifted.what)).filter(({ id }) => id !== request.path('id'))
    return {
      title: 'Lift a takedown',
      body: (
        <div class="page narrow takedowns">
          <ActHead href={`/console/takedowns/${encodeURIComponent(request.path('id'))}`} name={lifted.what}>
            Lift the takedown
          </ActHead>
          <p>
            It was ordered <bdi class="name">{lifted.why}</bdi>, and holds {lifted.where}. Once it is lifted, what the
            schedule allows plays there again from the next announcement on.
          </p>
          <OrdersOnIt orders={others}>Other orders on it go on, and where they hold it stays down:</OrdersOnIt>
          {mayDo(me, 'takedown.lift', lifted.regions) ? (
            <LiftForm id={request.path('id')} />
          ) : (
            <p class="notice" role="note">
              You may not lift it in all of its regions: {whoMay(me, 'takedown.lift')} may.
            </p>
          )}
        </div>
      ),
    }
  },
}

/** @throws Refused 404 when nothing in force has this name */
async function toLift(request: PageRequest, id: string) {
  if (id.startsWith('change:')) {
    const { forgotten } = await request.ask.get<TakedownList>('takedowns')
    const change = forgotten.find((each) => each.id === id)
    if (change) {
      const { targets, regions } = change
      return { what: targets.join(', '), why: 'by a change that the store forgot', where: regions.join(', '), regions }
    }
  }
  const order = await orderOf(request, id)
  const why = `by ${order.actor || 'somebody'}: ${order.reason || 'no reason is known'}`
  return { what: order.target, why, where: placesOf(order), regions: regionsToLift(order) }
}

function LiftForm({ id }: { readonly id: string }) {
  return (
    <form
      class="fields"
      data-send={`DELETE /ops/v1/takedowns/${encodeURIComponent(id)}`}
      data-body="none"
      data-then="go /console/takedowns"
    >
      <div class="acts">
        <button type="submit" class="act strong" autofocus>
          Lift it
        </button>
      </div>
      <output role="alert"></output>
    </form>
  )
}
