import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { campaign } from '../records.ts'
import { type EditorsWorld, ONE, startEditorsWorld } from './editors-world.ts'

let world: EditorsWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startEditorsWorld()
  await world.ingest(campaign('far', ['one'], { territories: ['FR'] }))
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const { status: _status, ...SAID } = ONE
const TEXT = JSON.stringify({ ...SAID, weight: 4 })
const EDIT = { ids: ['cmp_one'], reason: 'why', set: { weight: 4 } }

it.each([
  ['nests too deep', 'body', TEXT.replace('"name":"one"', `"name":${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ['has a key that changes prototypes', '__proto__', TEXT.replace('{', '{"__proto__":{"weight":9},')],
  ['has one inside', 'goal.__proto__', TEXT.replace('{', '{"goal":{"__proto__":{"starts":9}},')],
  ['says a field twice', 'weight', TEXT.replace('{', '{"weight":9,')],
  ['is of another version', 'v', TEXT.replace('"v":1', '"v":2')],
  ['is another record', 'type', TEXT.replace('"type":"campaign"', '"type":"asset"')],
])('a body that %s is refused by the field, and nothing is taken of it in silence', async (_what, field, body) => {
  const before = await world.show()
  expect(await world.ask('anna', 'PUT', '/campaigns/cmp_one', body)).toMatchObject({
    status: 400,
    body: { field, detail: expect.any(String) },
  })
  expect((await world.show()).body).toEqual(before.body)
})

it('an edit of many refuses a key that changes prototypes beside others', async () => {
  const body = JSON.stringify(EDIT).replace('"set":{', '"set":{"__proto__":{"x":1},')
  const refused = await world.ask('anna', 'POST', '/campaigns/bulk', body)
  expect(refused).toMatchObject({ status: 400, body: { field: 'set.__proto__' } })
})

it('an edit of many does not lose a part of a field that is set as a whole', async () => {
  const set = { 'goal.impressions': 4, goal: { starts: 5 } }
  const refused = await world.bulk('anna', { set })
  expect(refused).toMatchObject({ status: 400, body: { field: 'set.goal.impressions' } })
})

it.each([
  ['weight', { weight: '4' }, 'weight: want: number'],
  ['assets', { assets: null }, 'assets: want: array or object'],
  ['a field that is none', { 'goal.views': 4 }, 'goal.views: allowed here: impressions, starts'],
])('an edit of many says what a field takes, as an edit of one does: %s', async (_what, set, told) => {
  const { body } = await world.bulk('anna', { set })
  expect(body).toMatchObject({ refused: 1, changes: [{ refused: expect.stringContaining(told) }] })
})

it.each([
  ['another revision than it is at', { 'if-match': '"r9"' }],
  ['as a new one', { 'if-none-match': '*' }],
])('nobody is shown a campaign of regions that are not theirs by putting it at %s', async (_what, headers) => {
  const mine = { ...SAID, id: 'cmp_far', territories: ['DE'] }
  const refused = await world.ask('berlin', 'PUT', '/campaigns/cmp_far', mine, headers)
  expect(refused.status).toBe(403)
  expect(refused.body).not.toHaveProperty('conflict')
  expect(JSON.stringify(refused.body)).not.toContain('revision')
})

it('a territory that there is not is refused wherever campaigns are looked for, and not answered with none', async () => {
  const listed = await world.ask('anna', 'GET', '/campaigns?territory=XX')
  const edited = await world.bulk('anna', { ids: undefined, filter: { territory: 'XX' }, set: { weight: 2 } })
  for (const each of [listed, edited]) expect(each).toMatchObject({ status: 400, body: { field: 'territory' } })
})

it.each([
  ['PUT', '/campaigns/cmp_new', { ...SAID, id: 'cmp_new' }],
  ['PUT', '/campaigns/cmp_one', { ...SAID, weight: 9 }],
  ['POST', '/campaigns/cmp_one/pause', { reason: 'a reason' }],
  ['PUT', '/feeds/new', { format: 'ndjson', owner: 'us', territories: ['US'] }],
])('what is to be there and not to be there is refused by the header: %s %s', async (method, path, body) => {
  const both = { 'if-match': '*', 'if-none-match': '*' }
  const refused = await world.ask('anna', method, path, body, both)
  expect(refused).toMatchObject({ status: 400, body: { field: 'If-None-Match' } })
})

it('a reason that nobody can see is none', async () => {
  const refused = await world.ask('anna', 'POST', '/campaigns/cmp_one/pause', { reason: '\u200b' })
  expect(refused).toMatchObject({ status: 400, body: { field: 'reason', detail: expect.stringContaining('say why') } })
})
