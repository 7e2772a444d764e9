import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { ask, film, lines, startFeed, type Told } from './feed-door.ts'

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await startFeed(world)
  await startFeed(world, 'polar')
  await deliver('northlight', 'a', -1)
})
afterEach(() => world.close())

/** Delivers a film whose video has this duration, and two more: a delivery of which half is faulty is held. */
const deliver = (feed: string, name: string, durationMs: number) =>
  ask(
    world,
    'POST',
    `/feeds/${feed}/deliveries?mode=delta`,
    lines([...film(name, { durationMs }), ...film(`${feed}-good`)]),
  )

type Page = { readonly entries: readonly Entry[]; readonly cursor: string | null }
type Entry = {
  readonly quarantine: string
  readonly item: string
  readonly fixed: boolean
  readonly feed: string
  readonly findings: readonly { readonly rule: string }[]
}
async function list(query = ''): Promise<readonly Entry[]> {
  return (await ask<{ entries: Entry[] }>(world, 'GET', `/quarantine${query}`)).body.entries
}
const only = async () => (await list())[0]?.quarantine ?? ''
const duration = async (id: string) =>
  (await ask<{ drafts: { durationMs: number }[] }>(world, 'GET', `/quarantine/${id}`)).body.drafts[0]?.durationMs

describe('the quarantine', () => {
  it('the list tells what is wrong with each item, by feed and by rule', async () => {
    await deliver('polar', 'b', -1)
    expect((await list()).map(({ item }) => item).sort()).toEqual(['ast_a', 'ast_b'])
    expect(await list('?feed=polar')).toMatchObject([{ feed: 'polar', item: 'ast_b', line: 2, fixed: false }])
    const [entry] = await list('?feed=polar')
    expect(entry?.findings).toMatchObject([{ path: 'durationMs', severity: 'error', item: 'ast_b' }])
    expect(await list(`?rule=${entry?.findings[0]?.rule}`)).toHaveLength(2)
    expect(await list('?rule=url-expired')).toEqual([])
  })

  it('the pages of the list have every entry once', async () => {
    const many = Array.from({ length: 230 }, (_, index) => ({ ...film(`x${index}`)[1], durationMs: -1 }))
    await ask(world, 'POST', '/feeds/polar/deliveries?mode=delta', lines(many))
    const seen: string[] = []
    for (let cursor: Page['cursor'] = '0'; cursor !== null; ) {
      const path: string = `/quarantine?feed=polar&cursor=${cursor}`
      const { body }: Told<Page> = await ask<Page>(world, 'GET', path)
      seen.push(...body.entries.map(({ quarantine }) => quarantine))
      cursor = body.cursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([230, 230])
  })

  it('an item is shown with its source, its records, and what of it is in force', async () => {
    await deliver('northlight', 'a', 5_000)
    await deliver('northlight', 'a', -1)
    const { body } = await ask(world, 'GET', `/quarantine/${await only()}`)
    expect(body).toMatchObject({
      item: 'ast_a',
      good: ['ast_a'],
      patch: null,
      drafts: [{ id: 'ast_a', durationMs: -1 }],
    })
    expect(JSON.parse(String(body.source))).toMatchObject({ id: 'ast_a', durationMs: -1 })
  })

  it('a fix brings the item into force, and outlives a delivery that repeats the fault', async () => {
    const id = await only()
    const fixed = await ask(world, 'PATCH', `/quarantine/${id}`, { ast_a: { durationMs: 9_000 } })
    expect([fixed.status, fixed.body]).toMatchObject([
      200,
      { outcome: 'promoted', entry: { fixed: true }, findings: [] },
    ])
    expect((await deliver('northlight', 'a', -1)).body).toMatchObject({ quarantined: 0 })
    expect((await deliver('northlight', 'a', -2)).body).toMatchObject({ quarantined: 0 })
    expect((await ask(world, 'GET', '/schedule')).body).toMatchObject({ assets: 2 })
  })

  it('a second fix of an item is judged as the first one was', async () => {
    const id = await only()
    await ask(world, 'PATCH', `/quarantine/${id}`, { ast_a: { durationMs: 9_000 } })
    const worse = await ask(world, 'PATCH', `/quarantine/${id}`, { ast_a: { durationMs: 9_000, renditions: null } })
    expect(worse.body).toMatchObject({ outcome: 'refused', findings: [{ path: 'renditions' }] })
    const other = await ask(world, 'PATCH', `/quarantine/${id}`, { ast_a: { durationMs: 8_000 } })
    expect(other.body).toMatchObject({ outcome: 'promoted', findings: [] })
    expect((await deliver('northlight', 'a', -2)).body).toMatchObject({ quarantined: 0, items: 4 })
  })

  it('a fix that does not help says what is still wrong, and changes nothing', async () => {
    const id = await only()
    const tried = await ask(world, 'PATCH', `/quarantine/${id}`, { ast_a: { durationMs: 'long' } })
    expect(tried.body).toMatchObject({ outcome: 'refused', findings: [{ path: 'durationMs', severity: 'error' }] })
    expect([await duration(id), (await list())[0]?.fixed]).toEqual([-1, false])
  })

  it.each<[string, object, string | undefined]>([
    ['a record of another item', { ast_z: {} }, 'ast_z'],
    ['nothing', {}, undefined],
    ['a value that is no patch', { ast_a: 7 }, 'ast_a'],
  ])('a fix with %s is refused by name', async (_what, patch, field) => {
    const refused = await ask(world, 'PATCH', `/quarantine/${await only()}`, patch)
    expect([refused.status, refused.body.field]).toEqual([400, field])
  })

  it('an item that is read again is in force once what it lacked is there', async () => {
    await ask(world, 'POST', '/feeds/polar/deliveries?mode=delta', lines([film('late')[1] ?? {}]))
    const [entry] = await list('?feed=polar')
    const path = `/quarantine/${entry?.quarantine}/release`
    expect((await ask(world, 'POST', path, { reason: 'now' })).body).toMatchObject({ outcome: 'refused' })
    await ask(world, 'POST', '/feeds/polar/deliveries?mode=delta', lines([film('late')[0] ?? {}]))
    expect((await ask(world, 'POST', path, { reason: 'the title came' })).body).toMatchObject({ outcome: 'promoted' })
  })

  it('an entry that is dropped is gone, until a delivery repeats the fault', async () => {
    const id = await only()
    expect((await ask(world, 'DELETE', `/quarantine/${id}`)).body).toEqual({ dropped: id })
    expect([await list(), (await ask(world, 'GET', `/quarantine/${id}`)).status]).toEqual([[], 404])
    await deliver('northlight', 'a', -3)
    expect(await list()).toHaveLength(1)
  })

  it.each([
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/release'],
  ])('an entry that nobody knows is not there: %s %s', async (method, rest) => {
    const body = method === 'PATCH' || method === 'POST' ? { reason: 'x' } : undefined
    for (const id of ['qua_none', 'nonsense']) {
      expect((await ask(world, method, `/quarantine/${id}${rest}`, body)).status).toBe(404)
    }
  })

  it.each(['?cursor=x', '?cursor=-1', '?limit=5'])('the list refuses %s', async (query) => {
    expect((await ask(world, 'GET', `/quarantine${query}`)).status).toBe(400)
  })
})
