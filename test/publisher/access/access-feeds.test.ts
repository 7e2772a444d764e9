import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FeedAction } from '../../../src/model/policies/access.ts'
import { requireFeed } from '../../../src/publisher/access/require-feed.ts'
import { ROUTE_ACTIONS, type RouteAction } from '../../../src/publisher/access/route-actions.ts'
import { type AccessWorld, startAccessWorld } from './access-world.ts'

/** Routes of this test alone, one for each action on feeds: with the feed of the path, and with one of the body. */
vi.mock(import('../../../src/publisher/access/route-actions.ts'), async (original) => {
  const module = await original()
  const actions = ['feed.read', 'feed.deliver', 'feed.manage', 'quarantine.read', 'quarantine.fix'] as const
  const rows = actions.flatMap((action): [string, RouteAction][] => [
    [`POST /ops/v1/trial/:id/${action}`, { anyOf: [action], scope: 'feed' }],
    [`POST /ops/v1/trial/${action}`, { anyOf: [action], scope: 'some-feed' }],
  ])
  return { ...module, ROUTE_ACTIONS: new Map([...module.ROUTE_ACTIONS, ...rows]) }
})

/** What each may do with `northlight`, and with another feed: `r` reads, `d` delivers, `m` manages, `q` sees the quarantine, `f` fixes it. */
const MAY: readonly [who: string, grants: readonly object[], northlight: string, other: string][] = [
  ['viewer', [{ role: 'viewer', regions: ['*'] }], 'r..q.', 'r..q.'],
  ['marketer', [{ role: 'marketer', regions: ['*'] }], 'rd.qf', 'rd.qf'],
  ['editor', [{ role: 'editor', regions: ['*'] }], 'rdmqf', 'rdmqf'],
  ['publisher', [{ role: 'publisher', regions: ['*'] }], 'r..q.', 'r..q.'],
  ['approver', [{ role: 'approver', regions: ['*'] }], 'r..q.', 'r..q.'],
  ['duty', [{ role: 'duty', regions: ['*'] }], 'r.mq.', 'r.mq.'],
  ['admin', [{ role: 'admin', regions: ['*'] }], 'rdmqf', 'rdmqf'],
  ['partner', [{ role: 'partner', regions: ['*'], feeds: ['northlight'] }], 'rd.q.', '.....'],
  ['editor in one region', [{ role: 'editor', regions: ['dach'] }], 'r..q.', 'r..q.'],
  ['partner in one region', [{ role: 'partner', regions: ['dach'], feeds: ['northlight'] }], 'r..q.', '.....'],
  ['editor of one feed', [{ role: 'editor', regions: ['*'], feeds: ['northlight'] }], 'rdmqf', '.....'],
  [
    'editor of one feed who views all',
    [
      { role: 'editor', regions: ['*'], feeds: ['northlight'] },
      { role: 'viewer', regions: ['*'] },
    ],
    'rdmqf',
    'r..q.',
  ],
  ['partner of another feed', [{ role: 'partner', regions: ['*'], feeds: ['polar'] }], '.....', '.....'],
  ['nobody', [], '.....', '.....'],
]
const ACTIONS = ['feed.read', 'feed.deliver', 'feed.manage', 'quarantine.read', 'quarantine.fix'] as const
const mailOf = (who: string) => `${who.replaceAll(' ', '-')}@example.com`

let world: AccessWorld
beforeAll(async () => {
  world = await startAccessWorld(
    MAY.flatMap(([who, grants]) => grants.map((grant) => ({ who: mailOf(who), ...grant }))),
  )
  for (const action of ACTIONS) {
    world.app.post(`/ops/v1/trial/:id/${action}`, (context) => context.text(context.req.param('id')))
    world.app.post(`/ops/v1/trial/${action}`, async (context) => {
      const { feed } = (await context.req.json()) as { feed: string }
      requireFeed(context, action, feed)
      return context.text(feed)
    })
  }
})
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => world.close())

const LETTERS = {
  'feed.read': 'r',
  'feed.deliver': 'd',
  'feed.manage': 'm',
  'quarantine.read': 'q',
  'quarantine.fix': 'f',
}
async function letters(ask: (action: FeedAction) => Promise<Response>): Promise<string> {
  const found = await Promise.all(ACTIONS.map(async (action) => ((await ask(action)).ok ? LETTERS[action] : '.')))
  return found.join('')
}

describe('what is bound to feeds', () => {
  it.each(MAY)(
    'a role reaches the feeds of its grants, by the path and by what is sent: %s',
    async (who, _grants, own, other) => {
      const token = await world.token(mailOf(who))
      for (const [feed, may] of [
        ['northlight', own],
        ['another', other],
      ] as const) {
        expect(`${feed} ${await letters((action) => world.as(token, 'POST', `/trial/${feed}/${action}`))}`).toBe(
          `${feed} ${may}`,
        )
        expect(`${feed} ${await letters((action) => world.as(token, 'POST', `/trial/${action}`, { feed }))}`).toBe(
          `${feed} ${may}`,
        )
      }
    },
  )

  it.each([
    'another',
    '%61nother',
    'northlight%2F..%2Fanother',
    'NORTHLIGHT',
    'northlight%00',
    'northlight,another',
    '*',
  ])('a partner does not reach another feed by spelling it %s', async (spelled) => {
    const token = await world.token(mailOf('partner'))
    const answer = await world.as(token, 'POST', `/trial/${spelled}/feed.read`)
    expect([403, 404]).toContain(answer.status)
  })

  it('a partner reaches no route that is not about a feed, but the description of all and of oneself', async () => {
    const token = await world.token(mailOf('partner'))
    for (const [route, { scope }] of ROUTE_ACTIONS) {
      if (scope === 'feed' || scope === 'some-feed') continue
      const [method = '', path = ''] = route.split(' ')
      const filled = path.replace('/ops/v1', '').replace(':region', 'dach').replace(/:\w+/g, 'x')
      const { status } = await world.as(token, method, `${filled}?nonsense=1`)
      expect(`${route} ${status === 400}`).toBe(`${route} ${scope === 'signed-in'}`)
    }
  })

  it('a refusal names what is missing, and not the feed', async () => {
    const token = await world.token(mailOf('partner'))
    const answer = await world.as(token, 'POST', '/trial/another/feed.read')
    expect(await answer.json()).toMatchObject({ detail: 'You have not been granted feed.read in this feed.' })
  })

  it('breaking the glass reads feeds and changes none', async () => {
    const headers = { authorization: `Bearer ${String(world.env.OPS_TOKEN)}` }
    const ask = async (action: FeedAction) =>
      world.app.request(`/ops/v1/trial/northlight/${action}`, { method: 'POST', headers }, world.env)
    expect(await letters(ask)).toBe('r..q.')
  })
})
