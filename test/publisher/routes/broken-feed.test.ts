import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

const NAMES = Array.from({ length: 60 }, (_, index) => `n${index}`)
const FEED = [
  ...NAMES.map((name) => title(name)),
  ...NAMES.map((name) => asset(name, { feed: { id: 'studio', itemId: name } })),
]

interface Checked {
  readonly check: string
  readonly passed: boolean
  readonly findings: readonly { readonly text: string; readonly code: string }[]
}

interface Published {
  readonly outcome: string
  readonly refusals: readonly { readonly check: string; readonly detail: string }[]
  readonly checks: readonly Checked[]
}

async function publish(world: PublisherWorld): Promise<Published> {
  return (await (await world.ops('POST', '/regions/dach/publish', {})).json()) as Published
}

describe('a feed that lost its ratings', () => {
  let world: PublisherWorld
  beforeAll(async () => {
    world = await startPublisherWorld('whole')
    await world.ingest(...FEED, campaign('feed', [], { assets: { feed: 'studio' } }))
    expect(await publish(world)).toMatchObject({ outcome: 'published' })
    await world.ingest(...NAMES.map((name) => title(name, { ratings: [] })))
  })
  afterAll(() => world.close())

  it('a feed that lost its ratings is refused, with the cells that would go dark, and codes for an override', async () => {
    const result = await publish(world)
    expect(result.outcome).toBe('refused')
    expect(result.refusals.map(({ check }) => check)).toEqual(['count-change', 'lost-coverage'])
    const lost = result.checks.find(({ check }) => check === 'lost-coverage')
    expect(lost?.findings).toContainEqual({
      text: 'DE kids home-hero: 60 titles gone, empty from now on',
      code: expect.stringMatching(/^[0-9a-f]{12}$/),
    })
    const counts = result.checks.find(({ check }) => check === 'count-change')
    expect(counts?.findings.map(({ text }) => text)).toContain('rating DE 0–5: 60 candidates before, 0 now (−100.0 %)')
  })

  it('a feed that lost its ratings leaves the region its last good snapshot, and the status says why', async () => {
    const live = (await world.edge())?.pointer
    await publish(world)
    expect((await world.edge())?.pointer).toEqual(live)
    const status: unknown = await (await world.ops('GET', '/regions/dach')).json()
    expect(status).toMatchObject({
      sequence: 1,
      candidates: 60,
      lastRefusal: { refusals: [{ check: 'count-change' }, { detail: expect.stringContaining('60 titles gone') }] },
    })
  })

  it('a feed that lost its ratings goes through once they are back', async () => {
    await world.ingest(...NAMES.map((name) => title(name, { name: { en: `${name}, mended` } })))
    expect(await publish(world)).toMatchObject({ outcome: 'published', refusals: [] })
  })
})
