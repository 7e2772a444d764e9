import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPull } from '../../../src/schedule/feeds/stores/pull-store.ts'
import { type PullWorld, SECRET, startPullWorld } from './pull-world.ts'
import { startSourceServer } from './source-server.ts'

let world: PullWorld

beforeEach(async () => {
  world = await startPullWorld()
})
afterEach(() => world.close())

const HOUR = 3_600_000
const later = (milliseconds: number) => {
  world.harness.clock.now += milliseconds
}
const noted = () => readPull(world.harness.dependencies.redis, 'northlight')
const conditionsOf = (request: number) => {
  const { headers } = world.source.asked[request] ?? {}
  return [headers?.['if-none-match'] ?? null, headers?.['if-modified-since'] ?? null]
}

const LAST_MODIFIED = 'Sun, 22 Nov 2026 12:00:00 GMT'

describe('a source that tells when it has changed', () => {
  beforeEach(() => {
    world.source.answer = (request, response) => {
      const isKnown =
        request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] === LAST_MODIFIED
      response.writeHead(isKnown ? 304 : 200, { etag: '"v1"', 'last-modified': LAST_MODIFIED })
      response.end(isKnown ? undefined : '<rss/>')
    }
  })

  it('what is fetched is delivered as it is sent', async () => {
    expect(await world.pull()).toMatchObject({ outcome: 'delivered', report: { outcome: 'promoted' } })
    expect(world.delivered).toEqual(['<rss/>'])
    expect(await noted()).toMatchObject({ outcome: 'delivered', why: null, at: world.harness.clock.now })
  })

  it('the second time nothing is read, and the feed counts as complete from then on', async () => {
    await world.pull()
    later(HOUR)
    expect(await world.pull()).toEqual({ outcome: 'unchanged' })
    expect(conditionsOf(1)).toEqual(['"v1"', LAST_MODIFIED])
    expect([world.delivered.length, world.watermark]).toEqual([1, world.harness.clock.now])
    later(HOUR)
    expect(await world.pull()).toEqual({ outcome: 'unchanged' })
  })

  it('the source is read whole after somebody else has delivered, because it is not what is in force', async () => {
    await world.pull()
    world.lastDelivery = 'del_by-hand'
    expect(await world.pull()).toMatchObject({ outcome: 'delivered' })
    expect(conditionsOf(1)).toEqual([null, null])
  })

  it.each(['held', 'refused'] as const)(
    'the source is read whole again after a delivery that was %s',
    async (outcome) => {
      world.outcome = outcome
      await world.pull()
      expect(await world.pull()).toMatchObject({ outcome: 'delivered', report: { outcome } })
      expect(conditionsOf(1)).toEqual([null, null])
    },
  )

  it('the source is read whole after a change of the settings, even if the first try fails', async () => {
    await world.pull()
    const { answer } = world.source
    world.source.answer = (_request, response) => response.writeHead(503).end()
    expect(await world.pull({ revision: 2 })).toMatchObject({ outcome: 'failed' })
    world.source.answer = answer
    expect(await world.pull({ revision: 2 })).toMatchObject({ outcome: 'delivered' })
    expect([conditionsOf(1), conditionsOf(2)]).toEqual([
      [null, null],
      [null, null],
    ])
  })

  it('a source that failed meanwhile is still asked whether something has changed', async () => {
    await world.pull()
    const { answer } = world.source
    world.source.answer = (_request, response) => response.writeHead(500).end()
    await world.pull()
    world.source.answer = answer
    expect(await world.pull()).toEqual({ outcome: 'unchanged' })
  })
})

it('a packed feed is delivered unpacked', async () => {
  world.source.answer = (_request, response) => response.end(gzipSync('<rss>packed</rss>'))
  await world.pull()
  expect(world.delivered).toEqual(['<rss>packed</rss>'])
})

it('five redirects are followed, relative ones too', async () => {
  world.source.answer = ({ url = '' }, response) => {
    const step = Number(/\d+/.exec(url)?.[0] ?? 0)
    if (step < 5) response.writeHead(302, { location: step % 2 === 0 ? `/step${step + 1}` : `./step${step + 1}` }).end()
    else response.end('<rss/>')
  }
  expect(await world.pull()).toMatchObject({ outcome: 'delivered' })
  expect(world.source.asked.map(({ path }) => path)).toEqual([
    '/feed.xml',
    '/step1',
    '/step2',
    '/step3',
    '/step4',
    '/step5',
  ])
})

it('two pulls of one feed do not overlap', async () => {
  let goOn: () => void = () => undefined
  const begun = new Promise<void>((resolve) => {
    world.source.answer = (_request, response) => {
      goOn = () => response.end('<rss/>')
      resolve()
    }
  })
  const first = world.pull()
  await begun
  expect(await world.pull()).toEqual({ outcome: 'busy' })
  goOn()
  expect(await first).toMatchObject({ outcome: 'delivered' })
  expect(world.source.asked.length).toBe(1)
})

it('a job that arrives late or twice fetches nothing, and a feed whose turn has come is fetched', async () => {
  expect(await world.pull({}, 'due')).toMatchObject({ outcome: 'delivered' })
  expect(await world.pull({}, 'due')).toEqual({ outcome: 'not-due' })
  later(HOUR)
  expect(await world.pull({}, 'due')).toMatchObject({ outcome: 'delivered' })
})

describe('secrets of a feed', () => {
  it('a secret header goes to its own feed, and to no other', async () => {
    await world.pull()
    await world.pull({ feed: 'southlight' })
    expect(world.source.asked.map(({ headers }) => [headers.authorization, headers['x-key']])).toEqual([
      [SECRET, undefined],
      [undefined, undefined],
    ])
  })

  it('a secret is never sent to another origin that the source redirects to', async () => {
    const other = await startSourceServer()
    world.source.answer = (_request, response) => response.writeHead(307, { location: `${other.origin}/feed` }).end()
    other.answer = ({ url }, response) => {
      if (url === '/feed') response.writeHead(302, { location: '/again' }).end()
      else response.end('<rss/>')
    }
    expect(await world.pull()).toMatchObject({ outcome: 'delivered' })
    expect(other.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/feed', undefined],
      ['/again', undefined],
    ])
    await other.close()
  })

  it('a failure tells neither a secret nor the query of a redirect', async () => {
    world.source.answer = (_request, response) =>
      response.writeHead(302, { location: 'https://10.0.0.1/x?signature=hidden' }).end()
    const result = await world.pull()
    expect(result).toMatchObject({ outcome: 'failed', why: expect.stringContaining('https://10.0.0.1/x, where') })
    expect(JSON.stringify([result, await noted()])).not.toMatch(/hidden|very-secret/)
  })

  it.each([
    '{',
    '[]',
    '{"northlight":"Bearer x"}',
    '{"northlight":{"a b":"x"}}',
    '{"northlight":{"authorization":"x\\ny"}}',
  ])('secrets that cannot be read fail the pull without being quoted: %s', async (secrets) => {
    world.secrets = secrets
    expect(await world.pull()).toEqual({
      outcome: 'failed',
      why: 'The secret FEED_SECRETS is not JSON like {"<feed>":{"<header>":"<value>"}}.',
    })
    expect(world.source.asked).toEqual([])
  })
})
