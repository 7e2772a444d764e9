import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SnapshotDiff } from '../../../src/compile/diff/snapshot-diff.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

let world: PublisherWorld
let ids: readonly (string | null)[]
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  const first = await world.publish()
  await world.ingest(
    campaign('main', ['one', 'three']),
    asset('one', { name: { en: 'Look at the one' }, aspect: '9:16' }),
  )
  const second = await world.publish()
  ids = [first.snapshot, second.snapshot]
})
afterAll(() => world.close())

const answerOf = (from: string, to: string) => world.ops('GET', `/regions/dach/snapshots/${from}/diff/${to}`)
const diff = async (from: string, to: string) =>
  (await (await answerOf(from, to)).json()) as SnapshotDiff & { from: string; to: string }

describe('the difference between two snapshots', () => {
  it('the difference between two snapshots names what came, went and changed, with the fields', async () => {
    const { records, from, to } = await diff('previous', 'live')
    expect([from, to]).toEqual(ids)
    expect(records).toEqual({
      candidates: {
        added: { count: 1, first: ['ast_three under cmp_main'] },
        removed: { count: 1, first: ['ast_two under cmp_main'] },
      },
      assets: {
        added: { count: 1, first: ['ast_three'] },
        removed: { count: 1, first: ['ast_two'] },
        changed: { count: 1, first: [{ id: 'ast_one', fields: ['aspect', 'words'] }] },
      },
      titles: {
        added: { count: 1, first: ['ttl_three'] },
        removed: { count: 1, first: ['ttl_two'] },
        changed: { count: 0, first: [] },
      },
      campaigns: {
        added: { count: 0, first: [] },
        removed: { count: 0, first: [] },
        changed: { count: 1, first: [{ id: 'cmp_main', fields: ['assets'] }] },
      },
    })
  })

  it('the difference between two snapshots names what becomes of decisions, and why', async () => {
    const { decisions } = await diff(ids[0] ?? '', ids[1] ?? '')
    // One for each cell, and a fifth more of adults whose taste is known.
    expect(decisions).toMatchObject({ asked: 144, newlyEmpty: [] })
    expect(decisions.changed).toBeGreaterThan(0)
    expect(decisions.byCause).toEqual({ schedule: decisions.changed, weights: 0, learned: 0, unexplained: 0 })
    const places = Object.values(decisions.byPlace)
    expect(places.reduce((sum, count) => sum + count)).toBe(decisions.changed)
    expect(decisions.examples).toContainEqual({
      ...{ place: 'DE', viewer: 'kids', surface: 'home-hero', device: 'tv', cause: 'schedule' },
      at: new Date(world.clock.now).toISOString(),
      // As an edge would serve the first one now: what was narrowed since is withdrawn from it.
      before: null,
      after: 'ast_three',
    })
  })

  it('the difference to a draft is what a publish would change, and to itself is nothing', async () => {
    await world.ingest(title('three', { ratings: [] }))
    const { records, decisions } = await diff('live', 'draft')
    expect(records.titles.changed.first).toEqual([{ id: 'ttl_three', fields: ['ratings'] }])
    expect(decisions.newlyEmpty).toContain('DE guest home-hero: 1 title gone, empty from now on')
    // Withdrawn at once, it comes back to those whom it is still for: that is the change's own work.
    expect(decisions.byCause).toEqual({ schedule: decisions.changed, weights: 0, learned: 0, unexplained: 0 })
    expect((await diff('live', 'live')).decisions).toMatchObject({ changed: 0, newlyEmpty: [], examples: [] })
  })

  it.each([
    ['f'.repeat(64), 'live', 'id'],
    ['live', 'yesterday', 'other'],
  ])('the difference between %s and %s is 404 and names the field', async (from, to, field) => {
    const answer = await answerOf(from, to)
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ field })])
  })
})
