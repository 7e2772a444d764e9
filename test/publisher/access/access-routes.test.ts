import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { ROUTE_ACTIONS } from '../../../src/publisher/access/route-actions.ts'
import { createPublisherApp } from '../../../src/publisher/app.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { OPS_TOKEN } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

/** Who may change what: said once more here, so that a role does not gain a power by a slip of data or table. */
const MAY_CHANGE: Readonly<Record<string, string>> = {
  'POST /ops/v1/ingest': 'marketer editor admin',
  'PUT /ops/v1/campaigns/:id': 'marketer editor admin',
  'POST /ops/v1/campaigns.csv': 'marketer editor admin',
  'POST /ops/v1/campaigns.xlsx': 'marketer editor admin',
  'POST /ops/v1/campaigns/:id/copy': 'marketer editor admin',
  'POST /ops/v1/campaigns/:id/forecast': 'marketer editor admin',
  'POST /ops/v1/campaigns/:id/hold': 'marketer editor admin',
  // One of them is enough here; each campaign takes the one for what is done to it.
  'POST /ops/v1/campaigns/bulk': 'marketer editor publisher duty admin break-glass',
  'POST /ops/v1/changes/:id/undo': 'marketer editor publisher duty admin break-glass',
  'POST /ops/v1/campaigns/:id/submit': 'marketer editor admin',
  'POST /ops/v1/campaigns/:id/approve': 'editor admin',
  'POST /ops/v1/campaigns/:id/reject': 'editor admin',
  'POST /ops/v1/campaigns/:id/withdraw': 'marketer editor admin',
  'POST /ops/v1/campaigns/:id/pause': 'marketer editor publisher duty admin break-glass',
  'POST /ops/v1/campaigns/:id/resume': 'editor admin break-glass',
  'POST /ops/v1/campaigns/:id/end': 'marketer editor publisher duty admin break-glass',
  'POST /ops/v1/restore': 'admin break-glass',
  'POST /ops/v1/regions/:region/publish': 'publisher admin break-glass',
  'POST /ops/v1/regions/:region/canary': 'publisher admin',
  'POST /ops/v1/regions/:region/pin': 'publisher duty admin break-glass',
  'POST /ops/v1/regions/:region/unpin': 'publisher duty admin break-glass',
  'POST /ops/v1/regions/:region/rollback': 'publisher duty admin break-glass',
  'POST /ops/v1/takedowns': 'publisher duty admin break-glass',
  'DELETE /ops/v1/takedowns/:id': 'publisher duty admin break-glass',
  'POST /ops/v1/feeds/:id/pull': 'marketer editor partner admin',
  'PUT /ops/v1/hosts/:alias': 'editor duty admin',
  'POST /ops/v1/overrides': 'publisher admin',
  'POST /ops/v1/approvals/:id/approve': 'editor approver admin',
  'PUT /ops/v1/feeds/:id': 'editor duty admin',
  'POST /ops/v1/feeds/:id/deliveries': 'marketer editor partner admin',
  'POST /ops/v1/feeds/:id/uploads': 'marketer editor partner admin',
  'PUT /ops/v1/deliveries/:id/chunks/:chunk': 'marketer editor partner admin',
  'POST /ops/v1/deliveries/:id/finish': 'marketer editor partner admin',
  'POST /ops/v1/deliveries/:id/release': 'editor duty admin',
  // Whoever delivers throws away what waits for its chunks, and only that.
  'POST /ops/v1/deliveries/:id/discard': 'marketer editor duty partner admin',
  'PATCH /ops/v1/quarantine/:id': 'marketer editor admin',
  'POST /ops/v1/quarantine/:id/release': 'marketer editor admin',
  'DELETE /ops/v1/quarantine/:id': 'marketer editor admin',
  'POST /ops/v1/events/dead/retry': 'duty admin break-glass',
  'POST /ops/v1/events/dead/drop': 'duty admin break-glass',
  'POST /ops/v1/viewing': 'history admin',
  'DELETE /ops/v1/profiles/:sub': 'history admin',
  'GET /ops/v1/decisions': 'duty admin',
  'POST /ops/v1/learned': 'learner admin',
  'PUT /ops/v1/learned/:id/report': 'learner admin',
  'POST /ops/v1/learned/:id/activate': 'publisher learner admin',
  'POST /ops/v1/learned/:id/retire': 'publisher duty learner admin break-glass',
  'POST /ops/v1/estimates': 'learner scientist admin',
  'PUT /ops/v1/experiments/:key': 'scientist admin',
  'POST /ops/v1/experiments/:key/start': 'duty scientist admin break-glass',
  'POST /ops/v1/experiments/:key/ramp': 'duty scientist admin break-glass',
  'POST /ops/v1/experiments/:key/stop': 'duty scientist admin break-glass',
  'POST /ops/v1/experiments/:key/remove': 'duty scientist admin break-glass',
  'POST /ops/v1/experiments/:key/decide': 'scientist admin',
  'POST /ops/v1/experiments/:key/moments': 'learner scientist admin',
}

/** Rows that stand ready for routes which are not there yet. */
const NOT_THERE_YET = ['GET /ops/v1/regions/:region/snapshots/:id/diff/:other']

/** What a browser needs before anybody is signed in. */
const OPEN = /^\/console\/(?:session|sign-in|files\/:file|engine\.js)$/

/** A partner is bound to feeds, and is let through to nothing that is not one of theirs. */
const OPEN_TO_PARTNERS = ['GET /ops/v1/openapi.json', 'GET /ops/v1/me']
/** Roles that look at nothing: what they may do is in the table above. */
const LOOKS_AT_NOTHING = ['history']
const isBeyondPartners = (route: string) => {
  const scope = ROUTE_ACTIONS.get(route)?.scope
  return !OPEN_TO_PARTNERS.includes(route) && scope !== 'feed' && scope !== 'some-feed'
}

const ROLES = [...bundledRules().access.roles.keys()].filter((role) => role !== 'break-glass')
const boundTo = (role: string) => (role === 'partner' ? { feeds: ['northlight'] } : {})
let world: AccessWorld
let routes: readonly string[]

beforeAll(async () => {
  world = await startAccessWorld([
    ...ROLES.map((role) => ({ who: `${role}@example.com`, role, regions: ['*'], ...boundTo(role) })),
    ...ROLES.map((role) => ({ who: `dach-${role}@example.com`, role, regions: ['dach'], ...boundTo(role) })),
    { who: 'two@example.com', role: 'viewer', regions: ['*'] },
    { who: 'two@example.com', role: 'duty', regions: ['dach', 'fr'] },
  ])
  routes = world.app.routes
    .filter(({ method, path }) => method !== 'ALL' && !OPEN.test(path) && /^\/(?:ops|console)\b/.test(path))
    .map(({ method, path }) => `${method} ${path}`)
  const admin = await world.token('admin@example.com')
  const ndjson = SCHEDULE.map((line) => `${JSON.stringify(line)}\n`).join('')
  await world.as(admin, 'POST', '/ingest?approve=1', ndjson)
  await world.publish()
})
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => world.close())

/** With a parameter that no route knows: who is let through is answered 400 before anything is done. */
async function letThrough(who: string, route: string): Promise<boolean> {
  const [method = '', path = ''] = route.split(' ')
  const filled = path.replace('/ops/v1', '').replace(':region', 'dach')
  const named = filled.replace('/feeds/:id', '/feeds/northlight').replace(/:\w+/g, 'x')
  const answer = await world.as(await world.token(who), method, `${named}?nonsense=1`)
  expect([400, 403], `${who} ${route}`).toContain(answer.status)
  return answer.status === 400
}

describe('every route', () => {
  it('every route has a row that says what it takes, and every row its route', () => {
    const unknown = routes.filter((route) => !ROUTE_ACTIONS.has(route))
    expect(unknown).toEqual([])
    const idle = [...ROUTE_ACTIONS.keys()].filter((route) => !routes.includes(route))
    expect(NOT_THERE_YET).toEqual(expect.arrayContaining(idle))
  })

  it('every route that changes something, or shows lines of the decision log, says here whom it is for', () => {
    const changing = [...ROUTE_ACTIONS.keys()].filter(
      (route) =>
        !route.startsWith('GET ') &&
        !['/explain', '/preview', '/preview/ribbon', '/campaigns/lint', '/calendar/move'].some((end) =>
          route.endsWith(end),
        ),
    )
    expect(Object.keys(MAY_CHANGE).sort()).toEqual([...changing, 'GET /ops/v1/decisions'].sort())
    for (const [route, roles] of Object.entries(MAY_CHANGE)) {
      const { anyOf = [] } = ROUTE_ACTIONS.get(route) ?? {}
      const holding = [...bundledRules().access.roles].filter(([, held]) => anyOf.some((action) => held.has(action)))
      expect(`${route}: ${holding.map(([role]) => role).join(' ')}`).toBe(`${route}: ${roles}`)
    }
  })

  it.each(ROLES)('every route lets %s through where the role may, and nowhere else', async (role) => {
    for (const route of routes) {
      const roles = MAY_CHANGE[route]
      const mayLook = LOOKS_AT_NOTHING.includes(role)
        ? OPEN_TO_PARTNERS.includes(route)
        : role !== 'partner' || !isBeyondPartners(route)
      const may = roles === undefined ? mayLook : roles.split(' ').includes(role)
      expect(`${route} ${await letThrough(`${role}@example.com`, route)}`).toBe(`${route} ${may}`)
    }
  })

  it('no route but the description of all, and of oneself, lets anybody through who has no row', async () => {
    for (const route of routes) {
      expect(await letThrough('stranger@example.com', route), route).toBe(OPEN_TO_PARTNERS.includes(route))
    }
  })

  it('a route without a row is refused to an admin too', async () => {
    const app = createPublisherApp(() => world.publisher)
    app.get('/ops/v1/unheard-of', (context) => context.text('secret'))
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const answer = await app.request('/ops/v1/unheard-of', { headers }, world.environment)
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('secret')
  })

  it('every route lets the ops token do what breaking the glass is for, and no more', async () => {
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ')
      const filled = path.replace(':region', 'dach').replace(/:\w+/g, 'x')
      const headers = { authorization: `Bearer ${OPS_TOKEN}` }
      const answer = await world.app.request(`${filled}?nonsense=1`, { method, headers }, world.env)
      const roles = MAY_CHANGE[route]
      const may = roles === undefined || roles.split(' ').includes('break-glass')
      expect(`${route} ${answer.status}`).toBe(`${route} ${may ? 400 : 403}`)
    }
  })
})

describe('a role in one region', () => {
  const inDach = async (role: string, method: string, path: string, body?: unknown) =>
    (await world.as(await world.token(`dach-${role}@example.com`), method, path, body)).status

  it.each(REGION_IDS.filter((region) => region !== 'dach'))(
    'a role in one region reaches no path of %s',
    async (region) => {
      for (const [route, { scope }] of ROUTE_ACTIONS) {
        if (scope !== 'path' || !routes.includes(route)) continue
        const [method = '', path = ''] = route.split(' ')
        const filled = path.replace('/ops/v1', '').replace(':region', region).replace(/:\w+/g, 'x')
        expect(`${route} ${await inDach('admin', method, `${filled}?nonsense=1`)}`).toBe(`${route} 403`)
      }
    },
  )

  it.each(['FR', 'fr%2F', '%66r', '%2566r', 'fr;', 'moon', '..%2Ffr', 'dach%2F..%2Ffr', 'fr%00'])(
    'a role in one region does not become another one by spelling it %s',
    async (spelled) => {
      expect([403, 404]).toContain(await inDach('admin', 'GET', `/regions/${spelled}`))
    },
  )

  it('a role in one region does not reach what belongs to every region', async () => {
    for (const [method, path] of [
      ['POST', '/ingest'],
      ['POST', '/restore'],
      ['GET', '/export'],
    ] as const) {
      expect(`${path} ${await inDach('admin', method, path, method === 'POST' ? '' : undefined)}`).toBe(`${path} 403`)
    }
  })

  it('a role in one region takes down in its own territories, and nowhere else', async () => {
    const order = (territories: string[]) => ({ target: 'ast_two', reason: 'rights', territories })
    expect(await inDach('duty', 'POST', '/takedowns', order(['DE']))).toBe(201)
    for (const territories of [['FR'], ['DE', 'FR'], ['*'], ['@eea']]) {
      expect(await inDach('duty', 'POST', '/takedowns', order(territories)), territories.join()).toBe(403)
    }
    const fr = await world.asRole('admin', 'POST', '/takedowns', order(['FR']))
    const { takedown } = (await fr.json()) as { takedown: { id: string } }
    expect(await inDach('duty', 'DELETE', `/takedowns/${takedown.id}`)).toBe(403)
    expect((await world.asRole('duty', 'DELETE', `/takedowns/${takedown.id}`)).status).toBe(200)
  })

  it('a role in one region is shown a preview and a ribbon of its own region, and no panel that reaches beyond it', async () => {
    const at = '2026-12-04T19:00:00Z'
    const ask = (more: object) => inDach('duty', 'POST', '/preview', { surface: 'home-hero', ...more })
    const panel = (...territories: string[]) => ({ panel: { territories, ages: ['guest'], instants: [at] } })
    expect(await ask({ country: 'DE', at })).toBe(200)
    expect(await ask({ country: 'FR', at })).toBe(403)
    expect(await ask(panel('DE', 'AT'))).toBe(200)
    expect(await ask(panel('DE', 'FR'))).toBe(403)
    const hours = { surface: 'home-hero', from: at, hours: 1, draft: true }
    const ribbon = (country: string) => inDach('duty', 'POST', '/preview/ribbon', { ...hours, country })
    expect([await ribbon('DE'), await ribbon('FR')]).toEqual([200, 403])
  })

  it('a role in one region is explained its own region, and asks for lines of its own', async () => {
    const ask = (country: string) => inDach('duty', 'POST', '/explain', { surface: 'home-hero', country })
    expect([await ask('DE'), await ask('FR')]).toEqual([200, 403])
    expect(await inDach('duty', 'GET', '/decisions?region=dach')).toBe(200)
    expect(await inDach('duty', 'GET', '/decisions?region=fr')).toBe(403)
  })

  it('a role in one region asks for overrides in its own region', async () => {
    const until = new Date(world.clock.now + 60_000).toISOString()
    const order = (region: string) => ({
      region,
      findings: [{ check: 'count-change', finding: 'f' }],
      reason: 'r',
      until,
    })
    expect(await inDach('publisher', 'POST', '/overrides', order('dach'))).toBe(201)
    expect(await inDach('publisher', 'POST', '/overrides', order('fr'))).toBe(403)
  })

  it('a role in one region sees lists that keep to it', async () => {
    const viewer = await world.token('dach-viewer@example.com')
    const read = async (path: string) => (await world.as(viewer, 'GET', path)).json()
    expect(((await read('/regions')) as { regions: { region: string }[] }).regions.map(({ region }) => region)).toEqual(
      ['dach'],
    )
    await world.asRole('admin', 'POST', '/takedowns', { target: 'ast_one', reason: 'r', territories: ['FR'] })
    const { takedowns } = (await read('/takedowns')) as { takedowns: { regions: string[] }[] }
    for (const { regions } of takedowns) expect(regions).toEqual(['dach'])
  })

  it('a role in one region adds up with another role in others', async () => {
    const two = await world.token('two@example.com')
    const order = (territories: string[]) => ({ target: 'ast_two', reason: 'rights', territories })
    expect((await world.as(two, 'POST', '/takedowns', order(['DE', 'FR']))).status).toBe(201)
    expect((await world.as(two, 'POST', '/takedowns', order(['US']))).status).toBe(403)
    expect((await world.as(two, 'GET', '/regions/na')).status).toBe(200)
  })
})

describe('what comes in with an upload', () => {
  const line = (record: object) => `${JSON.stringify({ v: 1, ...record })}\n`

  it('a campaign in an upload is approved by who may approve, and by nobody else', async () => {
    const campaign = line(SCHEDULE.at(-1) ?? {})
    expect((await world.asRole('marketer', 'POST', '/ingest', campaign)).status).toBe(200)
    expect((await world.asRole('marketer', 'POST', '/ingest?approve=1', campaign)).status).toBe(403)
    expect((await world.asRole('editor', 'POST', '/ingest?approve=1', campaign)).status).toBe(200)
  })

  it('a takedown in an upload takes nothing down for who may not, and nothing else of the upload comes in', async () => {
    const fresh = { ...SCHEDULE[0], id: 'ttl_fresh' }
    const order = { type: 'takedown', id: 'tkd_feed', target: 'ast_one', reason: 'rights' }
    const answer = await world.asRole('marketer', 'POST', '/ingest', line(fresh) + line(order))
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('takedown.add')
    expect(await world.redis('EXISTS', 'title:ttl_fresh')).toBe(0)
    expect(await world.redis('HGET', 'takedowns:dach', 'tkd_feed')).toBeNull()
  })
})

it('a refusal names what is missing, and nothing else', async () => {
  const answer = await world.asRole('viewer', 'POST', '/regions/dach/publish', {})
  expect(await answer.json()).toEqual({
    type: 'about:blank',
    title: 'Not allowed',
    status: 403,
    detail: 'You have not been granted region.publish in any region.',
  })
})
