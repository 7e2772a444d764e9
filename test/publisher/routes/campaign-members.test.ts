import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

/** Which videos a campaign has, and which it is to have. */
const ALL = { tags: ['x', 'y'] }
const selecting = (assets: unknown) => ({ ...campaign('main', []), assets })

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(
    ...['one', 'two', 'three', 'late'].map((name) => title(name)),
    asset('one', { tags: ['x'] }),
    asset('two', { tags: ['x', 'spoiler'], kind: 'clip' }),
    asset('late'),
    asset('three', { tags: ['y'], aspect: '9:16' }),
    selecting(ALL),
  )
})
afterEach(() => world.close())

async function shown(query: string) {
  const answer = await world.ops('GET', `/campaigns/cmp_main${query}`)
  return {
    status: answer.status,
    body: (await answer.json()) as { next: { members?: object } | null; detail?: string },
  }
}

async function put(assets: unknown): Promise<void> {
  const { v: _v, type: _type, status: _status, ...body } = selecting(assets)
  const init = {
    method: 'PUT',
    headers: { authorization: `Bearer ${world.environment.OPS_TOKEN}`, 'if-match': '"r1"' },
    body: JSON.stringify(body),
  }
  expect((await world.app.request('/ops/v1/campaigns/cmp_main', init, world.environment)).status).toBe(200)
}

const none = { count: 0, first: [] }
const some = (...first: string[]) => ({ count: first.length, first })

describe('the videos of a campaign before and after', () => {
  it.each([
    ['without a tag', { ...ALL, not: { tags: ['SPOILER'] } }, 2, none, some('ast_two')],
    ['clips alone', { ...ALL, kinds: ['clip'] }, 1, none, some('ast_one', 'ast_three')],
    ['upright ones alone', { ...ALL, aspects: ['9:16'] }, 1, none, some('ast_one', 'ast_two')],
    ['all but clips that are wide', { ...ALL, not: { kinds: ['clip'], aspects: ['16:9'] } }, 2, none, some('ast_two')],
    ['a list', ['ast_one', 'ast_late'], 2, some('ast_late'), some('ast_three', 'ast_two')],
  ] as const)(
    'a change that waits says how many videos come and go, and which: %s',
    async (_what, assets, after, added, removed) => {
      await put(assets)
      expect((await shown('?members=1')).body.next?.members).toEqual({ before: 3, after, added, removed })
    },
  )

  it('a campaign says nothing of its videos unless asked, nor where nothing waits', async () => {
    expect((await shown('?members=1')).body.next).toBeNull()
    await put(['ast_one'])
    expect((await shown('')).body.next).not.toHaveProperty('members')
    expect((await shown('?members=all')).status).toBe(400)
  })

  it('a selector that leaves out everything, or an empty list, is refused by its field', async () => {
    const wrong = [selecting({ ...ALL, not: {} }), selecting({ ...ALL, not: { kinds: [] } })]
    const answer = await world.ops('POST', '/ingest?approve=1', wrong)
    const { refused } = (await answer.json()) as { refused: { path: string }[] }
    expect(refused.map(({ path }) => path)).toEqual(['assets.not', 'assets.not.kinds'])
  })
})
