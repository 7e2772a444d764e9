import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { entriesOf, readEntries } from '../../../src/schedule/feeds/stores/quarantine-store.ts'
import { ingestStream } from '../../../src/schedule/ingest/ingest.ts'
import { readDocument } from '../../../src/schedule/store/read-documents.ts'
import { bytesOf, clip, type FeedWorld, item, northlight, startFeedWorld, title } from './feed-world.ts'
import { inForce, storedState } from './stored-state.ts'

let world: FeedWorld
beforeEach(async () => {
  world = await startFeedWorld()
})
afterEach(() => world.close())

const FILM = item('film', [title('film')])
const GOOD = ['a', 'b', 'c'].map((id) => item(id, [clip(id)]))
const stored = (id: string) => readDocument(world.deliveries.redis, 'asset', `ast_${id}`)

/** Members that only a parser makes. */
const parsed = (json: string): object => JSON.parse(json) as object

const BAD: readonly (readonly [string, readonly object[], string])[] = [
  ['a member __proto__', [parsed('{"type":"asset","id":"ast_x","v":1,"__proto__":{"a":1}}')], 'reserved-key'],
  ['half a character in an id', [clip('x\ud800')], 'lone-surrogate'],
  ['half a character in a name', [clip('x', { name: { en: '\udc00' } })], 'lone-surrogate'],
  ['an id of another type', [{ ...clip('x'), id: 'ttl_x' }], 'wrong-format'],
  ['an id with a colon', [{ ...clip('x'), id: 'ast_x:y' }], 'wrong-format'],
  ['an id with a space', [{ ...clip('x'), id: 'ast_x y' }], 'wrong-format'],
  ['a title whose offers are a text', [title('x', { offers: 'DE' })], 'wrong-type'],
  ['a title whose ratings are an object', [title('x', { ratings: { DE: '12' } })], 'wrong-type'],
  ['a title whose external ids are a number', [title('x', { externalIds: 5 })], 'wrong-type'],
  ['a title whose external ids are numbers', [title('x', { externalIds: [5] })], 'wrong-type'],
  ['an offer that is null', [title('x', { offers: [null] })], 'wrong-type'],
  ['territories that are a text', [clip('x', { territories: 'DE' })], 'wrong-type'],
  ['territories that are numbers', [clip('x', { territories: [1] })], 'wrong-type'],
  ['a territory that does not exist', [clip('x', { territories: ['DE', 'QQ'] })], 'unknown-territory'],
  ['two territories in one text', [clip('x', { territories: ['DE AT'] })], 'wrong-format'],
  ['an order', [{ v: 1, type: 'takedown', id: 'tdn_x', target: 'ast_a' }], 'not-allowed'],
  ['a title that nobody has', [clip('x', { titleId: { externalId: { idType: 'EIDR', id: '1' } } })], 'unknown-title'],
  ['an external title of the wrong type', [clip('x', { titleId: { externalId: 7 } })], 'unknown-title'],
  ['a title id that is an array', [clip('x', { titleId: ['ttl_film'] })], 'wrong-type'],
  ['the same video twice', [clip('x'), clip('x', { durationMs: 5 })], 'duplicate-id'],
  ['a video of another item', [clip('a', { durationMs: 5 })], 'duplicate-id'],
  ['a field that no record has', [clip('x', { feed: { id: 'other', itemId: 'x' }, colour: 'red' })], 'unknown-field'],
]

describe('an item with bad content', () => {
  it.each(BAD)('an item with %s goes into quarantine alone', async (_what, drafts, rule) => {
    const report = await world.sendItems([FILM, ...GOOD, item('bad', drafts)])
    expect(report.refused.map((finding) => finding.rule)).toContain(rule)
    expect(report).toMatchObject({ outcome: 'promoted', items: 5, accepted: 4, quarantined: 1 })
    expect(Object.keys(inForce(world)).filter((key) => /:(ast|ttl)_/.test(key))).toEqual([
      ...['asset:ast_a', 'asset:ast_b', 'asset:ast_c', 'title:ttl_film'],
    ])
  })

  it('a faulty list of territories does not change how the same territories are read in other items', async () => {
    const bad = item('bad', [clip('x', { territories: ['DE AT'] })])
    const good = item('good', [clip('y', { territories: ['DE', 'AT'] })])
    for (const lines of [
      [bad, good],
      [good, bad],
    ]) {
      await world.sendItems([FILM, ...GOOD, ...lines], { delivery: 'del_again' })
      expect((await stored('y'))?.record.territories).toEqual(['DE', 'AT'])
      expect(await stored('x')).toBeNull()
    }
  })

  it('an item with more drafts than a line may have goes into quarantine, and keeps what it had in force', async () => {
    await world.sendItems([FILM, ...GOOD])
    const many = Array.from({ length: 10_000 }, (_, n) => ({ type: 'title', id: `ttl_n${n}` }))
    const report = await world.sendItems([FILM, ...GOOD.slice(1), item('a', many)])
    expect(report).toMatchObject({ quarantined: 1, removed: 0, refused: [{ item: 'a', rule: 'wrong-format' }] })
    expect((await stored('a'))?.withdrawnAt).toBeUndefined()
  })

  it('an item too large to be kept goes into quarantine without its source, and the others into force', async () => {
    let most = 0
    world.door.misbehave((_, __, body) => {
      most = Math.max(most, body.length)
      return null
    })
    const drafts = Array.from({ length: 200 }, (_, n) => title(`n${n}`, { name: { en: 'x'.repeat(400) }, kind: 'odd' }))
    const report = await world.sendItems([FILM, ...GOOD, item('huge', drafts, { source: 'x'.repeat(300_000) })])
    expect(report).toMatchObject({ outcome: 'promoted', accepted: 4, quarantined: 1 })
    const { open } = await entriesOf(world.deliveries.redis, 'northlight')
    expect(await readEntries(world.deliveries.redis, [...open.values()])).toMatchObject([{ source: '', drafts: [] }])
    expect(most).toBeLessThan(1_000_000)
  })

  it('ids that no key may be are known all the same, and withdrawn when they are gone', async () => {
    const ids = ['__proto__', 'a#2', '?x', 'x'.repeat(900), 'tab\there', 'constructor', 'é'.repeat(99)]
    const odd = ids.map((id, n) => item(id, [clip(`odd${n}`)]))
    expect(await world.sendItems([FILM, ...GOOD, ...odd])).toMatchObject({ accepted: 11, quarantined: 0 })
    expect(await world.sendItems([FILM, ...GOOD, ...odd])).toMatchObject({ outcome: 'unchanged', unchanged: 11 })
    const feed = northlight({ maxRemovedPercent: 100 })
    expect(await world.sendItems([FILM, ...GOOD], { feed })).toMatchObject({ removed: 7 })
    for (const n of ids.keys()) expect((await stored(`odd${n}`))?.withdrawnAt).toBeDefined()
  })

  it('each of several items with one id is answered for, and is forgotten when the id stands once again', async () => {
    const twice = [item('a', [clip('a', { durationMs: 1 })]), item('a', [clip('a', { durationMs: 2 })])]
    const report = await world.sendItems([FILM, ...GOOD, ...twice], { mode: 'delta' })
    expect(report).toMatchObject({ items: 6, accepted: 4, quarantined: 2 })
    await world.sendItems(GOOD, { mode: 'delta' })
    expect(storedState(world)).not.toHaveProperty('feed:northlight:quarantine')
  })

  it.each(['{"type":"asset","id":"ast_a","v":1,"name":', '{"id":"ast_a"}}'])(
    'a record whose line breaks off goes into quarantine, and what it brought stays in force: %s',
    async (text) => {
      const rest = [title('film'), clip('b'), clip('c'), clip('d')]
      await world.send([...rest, clip('a')])
      const feed = northlight({ maxRemovedPercent: 100 })
      expect(await world.send([...rest, text], { feed })).toMatchObject({ removed: 0, quarantined: 1 })
      expect((await stored('a'))?.withdrawnAt).toBeUndefined()
    },
  )

  it('an item whose line breaks off goes into quarantine, and what it brought stays in force', async () => {
    const feed = northlight({ maxRemovedPercent: 100 })
    await world.sendItems([FILM, ...GOOD], { feed })
    const report = await world.sendItems([FILM, ...GOOD.slice(1), '{"v":1,"type":"item","itemId":"a","line":'], {
      feed,
    })
    expect(report).toMatchObject({ removed: 0, quarantined: 1, refused: [{ item: 'a', rule: 'not-json' }] })
  })

  it('an item that was never good leaves the quarantine when it is gone', async () => {
    await world.sendItems([FILM, ...GOOD, item('bad', [clip('x', { aspect: '1:99' })])])
    await world.sendItems([FILM, ...GOOD])
    expect(storedState(world)).not.toHaveProperty('feed:northlight:quarantine')
  })
})

describe('what a feed may not say', () => {
  it('a feed that is not worldwide brings no worldwide video', async () => {
    await world.sendItems([FILM, ...GOOD, item('x', [clip('x', { worldwide: true })])])
    expect((await stored('x'))?.record.worldwide).toBe(false)
  })

  it('a campaign of a feed comes as a draft within its territories, and never changes one of a person', async () => {
    const campaign = (id: string, more: object = {}) => ({
      ...{ v: 1, type: 'campaign', id: `cmp_${id}`, name: id, owner: 'mia', assets: ['ast_a'], territories: ['DE'] },
      ...{ surfaces: ['clips-feed'], start: '2026-01-01T00:00:00', priority: 'standard' },
      ...more,
    })
    const hers = [title('film'), clip('a'), campaign('hers', { status: 'approved' })]
    const lines = hers.map((record) => JSON.stringify(record)).join('\n')
    await ingestStream(world.deliveries, bytesOf(lines), { approve: true, actor: 'mia' })
    const before = await readDocument(world.deliveries.redis, 'campaign', 'cmp_hers')
    expect(before?.record.status).toBe('approved')
    const report = await world.sendItems([
      ...[FILM, ...GOOD.slice(1), item('x', [campaign('hers', { territories: ['AT'], weight: 2 })])],
      item('y', [campaign('own', { territories: ['DE', 'FR'], status: 'approved' })]),
    ])
    expect(report.refused).toMatchObject([{ item: 'x', rule: 'owned-elsewhere' }])
    expect(await readDocument(world.deliveries.redis, 'campaign', 'cmp_hers')).toEqual(before)
    const own = await readDocument(world.deliveries.redis, 'campaign', 'cmp_own')
    expect(own?.record).toMatchObject({ status: 'draft', territories: ['DE'] })
    const changed = await world.sendItems([item('y', [campaign('own', { weight: 3 })])], { mode: 'delta' })
    expect(changed).toMatchObject({ accepted: 1, quarantined: 0 })
  })

  it('a title that is brought in two drafts of an item has what both say', async () => {
    const offers = [{ territories: ['DE'], start: '2026-01-01T00:00:00' }]
    const more = { v: 1, type: 'title', id: 'ttl_two', offers }
    await world.sendItems([FILM, ...GOOD, item('two', [title('two', { genres: ['drama'] }), more])])
    const two = await readDocument(world.deliveries.redis, 'title', 'ttl_two')
    expect(two?.record).toMatchObject({ genres: ['drama'], offers: [{ territories: ['DE'] }] })
  })
})
