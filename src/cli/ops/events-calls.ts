import { deadDropped, deadList, deadRetried } from '../../contracts/ops/answers/events/dead-messages.ts'
import { eventsState } from '../../contracts/ops/answers/events/events-state.ts'
import type { Call } from './ops-request.ts'

/** Dead messages by their ids, or the oldest of all. */
export type WhichDead = { readonly ids: readonly string[] } | { readonly all: true }

/** What is asked of the intake of events, and of the messages that died on the way. */
export function eventsCalls(call: Call) {
  const dead = '/events/dead'
  return {
    eventsState: () => call({ method: 'GET', path: '/events' }, eventsState),
    deadMessages: (query: Readonly<Record<string, string>>) => {
      const asked = new URLSearchParams(query).toString()
      return call({ method: 'GET', path: asked === '' ? dead : `${dead}?${asked}` }, deadList)
    },
    retryDead: (order: WhichDead & { readonly from?: number; readonly reason?: string }) =>
      call({ method: 'POST', path: `${dead}/retry`, json: order }, deadRetried),
    dropDead: (order: WhichDead & { readonly reason: string }) =>
      call({ method: 'POST', path: `${dead}/drop`, json: order }, deadDropped),
  }
}
