import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { base64url } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { capKeyOf } from '../../../src/decide/eligibility/gates/pair-gates.ts'
import { METADATA_SPACE } from '../../../src/model/columns/taste-space.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import type { ViewerProfile } from '../../../src/model/nouns/profile.ts'
import { eventually } from '../../setup/eventually.ts'
import { type Answer, ask, itemsOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'

const WINDOW = 90 * 86_400
const SCHEDULE = films(10)
const TILES = compiled('na', {
  ...SCHEDULE,
  campaigns: SCHEDULE.campaigns.map((campaign) => ({
    ...campaign,
    frequencyCap: { count: 3, windowSeconds: WINDOW, scope: 'campaign' as const },
  })),
})

let world: EdgeWorld
let edge: EdgeIsolate
let server: Server
/** How often the stored profiles say that the campaign of the tiles was shown, and how many days ago. */
const shown = { times: 0, daysAgo: 0 }
let answered = 0

function storedProfile(): ViewerProfile {
  const at = Math.floor(Date.now() / 1000) - shown.daysAgo * 86_400
  return {
    ...{ v: 2, space: METADATA_SPACE, taste: base64url.encode(new Uint8Array(32)), sums: Array<number>(32).fill(0) },
    ...{ summedAt: 0, watched: [], updatedAt: 0, consent: { at: 0, proof: 'consent' } },
    caps: [[capKeyOf(hash32('cmp_wide'), 2, WINDOW), WINDOW, [[at, shown.times]]]],
  }
}

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.end(JSON.stringify({ result: JSON.stringify(storedProfile()) }))
    answered++
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const profiles = { PROFILE_REDIS_REST_URL: url, PROFILE_REDIS_REST_TOKEN: 'reader' }
  world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', ...profiles } })
  edge = world.isolate('edge')
  await publish(edge.storage, world.key, 'na', TILES)
  await until(edge, 'na', ({ rung }) => rung === 'fresh')
})
afterAll(async () => {
  await world?.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const placements = Array.from({ length: 8 }, (_, at) => ({ id: `t${at}`, surface: 'browse-tile' }))
const tiles = (token: string, more: object = {}): Promise<Answer> =>
  ask(edge, '/v1/decisions', { country: 'US', token, body: { placements, ...more } })

let viewers = 0
/** The tiles of somebody whose profile has arrived, and their token. */
async function known(times: number, daysAgo: number, claims: object = {}) {
  Object.assign(shown, { times, daysAgo })
  const token = await world.viewerToken({ sub: `v${++viewers}`, cap: 18, adult: true, personalize: true, ...claims })
  const before = answered
  await eventually(
    () => tiles(token),
    () => answered > before || 'personalize' in claims,
  )
  return { token, ...(await tiles(token)) }
}

it('a cap of 90 days holds for a consented viewer on a device that has shown them nothing yet', async () => {
  expect(itemsOf((await known(1, 89)).body)).toHaveLength(2)
  expect(itemsOf((await known(3, 89)).body)).toEqual([])
  // The window is over.
  expect(itemsOf((await known(3, 90)).body)).toHaveLength(3)
})

it('a session counts on from its viewer’s profile, and keeps to the cap', async () => {
  const { token, body } = await known(2, 10)
  expect(itemsOf(body)).toHaveLength(1)
  const again = await tiles(token, { session: body.session })
  expect(itemsOf(again.body)).toEqual([])
})

it('caps of a profile are not read for a viewer without consent, and are left with it', async () => {
  expect(itemsOf((await known(3, 10, { personalize: false })).body)).toHaveLength(3)
  const { body } = await known(3, 10)
  const withdrawn = await world.viewerToken({ sub: `v${viewers}`, cap: 18, adult: true, personalize: false })
  expect(itemsOf((await tiles(withdrawn, { session: body.session })).body)).toHaveLength(3)
})
