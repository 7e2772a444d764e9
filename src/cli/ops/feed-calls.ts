import {
  chunkReceived,
  deliveryAnswer,
  deliveryList,
  deliveryReport,
  uploadOpened,
} from '../../contracts/ops/answers/deliveries.ts'
import { feedAnswer, feedList } from '../../contracts/ops/answers/feeds.ts'
import { hostList, hostSet } from '../../contracts/ops/answers/hosts.ts'
import {
  quarantineDetail,
  quarantineDropped,
  quarantineFixed,
  quarantineList,
} from '../../contracts/ops/answers/quarantine.ts'
import type { Call } from './ops-request.ts'

type Query = Readonly<Record<string, string>>

/** A path with its query, if there is any. */
function asked(path: string, query: Query): string {
  const parameters = new URLSearchParams(query).toString()
  return parameters === '' ? path : `${path}?${parameters}`
}

/** What is asked of feeds, of their deliveries, and of the quarantine. */
export function feedCalls(call: Call) {
  const feed = (id: string, rest = '') => `/feeds/${encodeURIComponent(id)}${rest}`
  return {
    feeds: () => call({ method: 'GET', path: '/feeds' }, feedList),
    feed: (id: string) => call({ method: 'GET', path: feed(id) }, feedAnswer),
    /** @param revision the one that was seen; null: there is none yet */
    setFeed: (id: string, json: unknown, revision: number | null) =>
      call({ method: 'PUT', path: feed(id), json, ...(revision !== null && { ifMatch: revision }) }, feedAnswer),
    pullFeed: (id: string) => call({ method: 'POST', path: feed(id, '/pull') }, deliveryReport),
    deliveries: (id: string) => call({ method: 'GET', path: feed(id, '/deliveries') }, deliveryList),
    setHost: (alias: string, origin: string) =>
      call({ method: 'PUT', path: `/hosts/${encodeURIComponent(alias)}`, json: { origin } }, hostSet),
    hosts: () => call({ method: 'GET', path: '/hosts' }, hostList),
    ...deliveryCalls(call),
    openUpload: (id: string, query: Query) =>
      call({ method: 'POST', path: asked(feed(id, '/uploads'), query) }, uploadOpened),
    ...quarantineCalls(call),
  }
}

function deliveryCalls(call: Call) {
  const delivery = (id: string, rest = '') => `/deliveries/${encodeURIComponent(id)}${rest}`
  const reasoned = (id: string, act: string, reason: string) =>
    ({ method: 'POST', path: delivery(id, act), json: { reason } }) as const
  return {
    delivery: (id: string) => call({ method: 'GET', path: delivery(id) }, deliveryAnswer),
    sendChunk: (id: string, chunk: number, lines: string) =>
      call({ method: 'PUT', path: delivery(id, `/chunks/${chunk}`), lines }, chunkReceived),
    finishDelivery: (id: string, order: { readonly chunks: number; readonly dryRun: boolean }) =>
      call({ method: 'POST', path: delivery(id, '/finish'), json: order }, deliveryReport),
    releaseDelivery: (id: string, reason: string) => call(reasoned(id, '/release', reason), deliveryReport),
    discardDelivery: (id: string, reason: string) => call(reasoned(id, '/discard', reason), deliveryAnswer),
  }
}

function quarantineCalls(call: Call) {
  const entry = (id: string, rest = '') => `/quarantine/${encodeURIComponent(id)}${rest}`
  return {
    quarantine: (query: Query) => call({ method: 'GET', path: asked('/quarantine', query) }, quarantineList),
    quarantined: (id: string) => call({ method: 'GET', path: entry(id) }, quarantineDetail),
    fixQuarantined: (id: string, json: unknown) =>
      call({ method: 'PATCH', path: entry(id), json, jsonType: 'application/merge-patch+json' }, quarantineFixed),
    releaseQuarantined: (id: string, reason: string) =>
      call({ method: 'POST', path: entry(id, '/release'), json: { reason } }, quarantineFixed),
    dropQuarantined: (id: string) => call({ method: 'DELETE', path: entry(id) }, quarantineDropped),
  }
}
