import { afterAll, beforeAll, expect, it } from 'vitest'
import { WRITTEN } from '../../../src/contracts/ops/operations/experiments/experiment-examples.ts'
import { results } from '../../publisher/experiments/experiment-door.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { fileOf } from '../against.ts'
import { ffInside } from '../command-line.ts'
import { armOf, RECORD, rowOf } from './made-up-experiment.ts'

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
})
afterAll(() => world.close())

let asked = 0
const inside = (async (address: string | URL | Request, init?: RequestInit) => {
  asked += 1
  const url = new URL(address instanceof Request ? address.url : address)
  return world.app.request(url.pathname + url.search, init, world.environment)
}) as typeof fetch
const ff = (...words: string[]) =>
  ffInside(['experiment', ...words], { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, inside)
const KEY = WRITTEN.key
const why = ['--reason', 'for the test']
const filed = (record: object) => fileOf(JSON.stringify(record), 'experiment.json')

it('an experiment goes from a file to its winner by the command line alone', async () => {
  const put = await ff('put', await filed(WRITTEN))
  expect(put).toMatchObject({ code: 0, stdout: expect.stringContaining(`${KEY} is a draft, at revision 1`) })
  const soon = await ff('ramp', KEY, '--coverage', '0.2', ...why)
  expect(soon).toMatchObject({ code: 1, stderr: expect.stringContaining(`ff experiment start ${KEY}`) })
  expect((await ff('start', KEY, ...why)).stdout).toContain('runs for 1 % of all units')
  expect((await ff('ramp', KEY, '--coverage', '0.2', ...why)).stdout).toContain('runs for 20 % of all units')
  expect(await ff('ramp', KEY, '--coverage', '0.1', ...why)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('only grows'),
  })
  const neither = await ff('ramp', KEY, ...why)
  expect(neither).toMatchObject({ code: 2, stderr: expect.stringContaining('neither --coverage nor --resume') })
  expect((await ff('analyze', KEY)).stdout).toContain('no results of warm-hero have come')
  const early = await ff('decide', KEY, '--winner', 'warm', ...why)
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('No results have come') })
  const { moments } = results([20_000, 20_100], 0.2) as { moments: object }
  const pushed = await ff(
    'analyze',
    KEY,
    '--moments',
    await fileOf(JSON.stringify(moments), 'moments.json'),
    '--push',
    '--day',
    '2026-11-22',
  )
  expect(pushed).toMatchObject({ code: 0, stderr: expect.stringContaining('has its results up to 2026-11-22') })
  expect((await ff('analyze', KEY)).stdout).toContain('results up to 2026-11-22')
  expect((await ff('list')).stdout).toMatch(/warm-hero +hero +running +20 % +2026-11-22 +40,100 +decide/)
  const decided = await ff('decide', KEY, '--winner', 'warm', ...why)
  expect(decided.stdout).toMatch(/rules\/slate\.json: surfaces\.home-hero\.temperature from \S+ to 12/)
  const shown = (await ff('show', KEY)).stdout
  expect(shown).toContain('warm won: for the test')
  expect(shown, 'what is left to do').toMatch(/surfaces\.home-hero\.temperature from \S+ to 12/)
})

it('an experiment by session is measured of everybody who did not consent, and decided by that', async () => {
  const key = 'by-session'
  const variations = [
    { key: 'control', parameters: {} },
    { key: 'warm', parameters: { 'slate.browse-tile.temperature': 4 } },
  ]
  await ff('put', await filed({ ...RECORD, key, layer: key, unit: 'session', variations }))
  await ff('start', key, '--coverage', '1', ...why)
  const privacy = 'contextual' as const
  const rows = Array.from({ length: 600 }, (_, unit) => {
    const inArm = armOf(unit) === 'control' ? 'control' : 'warm'
    const more = { privacy, arms: [{ key, arm: inArm }] }
    // Everybody sees ten, and starts two or three, in the arm five more.
    const starts = 2 + (unit % 4 > 1 ? 1 : 0) + (inArm === 'warm' ? 5 : 0)
    const seen = Array.from({ length: 10 }, (_, item) => rowOf({ unit, hours: 1, item, event: 'impression', more }))
    const begun = Array.from({ length: starts }, (_, item) => rowOf({ unit, hours: 1, item, event: 'click', more }))
    return [...seen, ...begun]
  }).flat()
  const events = await fileOf(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), 'events.ndjson')
  const words = ['analyze', key, '--events', events, '--day', '2026-11-22', '--push']
  const viewers = await ff(...words, '--unit', 'viewer')
  expect(viewers).toMatchObject({ code: 2, stderr: expect.stringContaining('by-session is by session') })
  expect((await ff(...words, '--unit', 'session')).stderr).toContain('by-session has its results up to 2026-11-22')
  expect((await ff('analyze', key)).stdout).toMatch(/decide: .*warm is better than control at start-rate/s)
  expect(await ff('decide', key, '--winner', 'warm', ...why)).toMatchObject({ code: 0 })
})

it('a record that makes no sense is refused by field before anybody is asked', async () => {
  asked = 0
  const bad = await ff('put', await filed({ ...WRITTEN, key: 'bad', weights: [0.5, 0.3], metrics: ['joy'] }))
  expect(bad).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/weights: .*0\.8[\s\S]*metrics\.0: no such metric/),
  })
  const condition = await ff('put', await filed({ ...WRITTEN, key: 'bad', condition: { country: 'DE' } }))
  expect(condition).toMatchObject({ code: 2, stderr: expect.stringContaining('targeting') })
  expect(asked).toBe(0)
})

it('what show writes is put again, and never over what somebody else has changed', async () => {
  const record = { ...WRITTEN, key: 'again', layer: 'tiles' }
  const variations = [WRITTEN.variations[0], { key: 'b', parameters: { 'slate.browse-tile.head': 9 } }]
  await ff('put', await filed({ ...record, variations }))
  const shown = await fileOf((await ff('show', 'again', '--json')).stdout, 'shown.json')
  expect((await ff('put', shown)).stdout).toContain('at revision 2')
  expect(await ff('put', shown)).toMatchObject({ code: 1, stderr: expect.stringContaining('nothing was overwritten') })
})

it('what is typed wrongly is told of with what to type', async () => {
  expect((await ff('start', KEY, '--coverage', '2', ...why)).code).toBe(2)
  expect((await ff('analyze', '--moments', 'x.json', '--push')).code).toBe(2)
  expect(await ff('show', 'nobody')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no experiment "nobody"'),
  })
})

it('a field that is refused is named once', async () => {
  await ff('put', await filed({ ...WRITTEN, key: 'first-owner', layer: 'once' }))
  const second = await ff('put', await filed({ ...WRITTEN, key: 'second-owner', layer: 'another' }))
  expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(/^ff: layer: the layer/m) })
})
