import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type EditorsWorld, ONE, startEditorsWorld } from './editors-world.ts'

let world: EditorsWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startEditorsWorld()
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const { status: _status, ...SAID } = ONE
const CONTROLS = ['\u0000', '\u001b', '\u007f', '\u009b'].map((control) => [
  control.charCodeAt(0).toString(16),
  control,
])

it.each(CONTROLS)('a name of a new campaign with the control character %s in it is refused', async (_code, control) => {
  const refused = await world.make('anna', { ...SAID, id: 'cmp_new', name: `a${control}b` })
  expect(refused).toMatchObject({ status: 400, body: { field: 'name', detail: expect.stringContaining('control') } })
  expect((await world.show('cmp_new')).status).toBe(404)
})

it('an owner with an escape in it is refused, by an edit of many too', async () => {
  const { body } = await world.bulk('anna', { set: { owner: '\u001b[31mred' } })
  expect(body).toMatchObject({ refused: 1, changes: [{ refused: expect.stringContaining('owner: without control') }] })
})

it('a tab and a new line in a name become spaces, as before', async () => {
  const made = await world.make('anna', { ...SAID, id: 'cmp_spaced', name: 'a\tb\nc' })
  expect(made).toMatchObject({ status: 201, body: { campaign: { name: 'a b c' } } })
})

it('a campaign that was stored with an escape in its name is still shown, and paused', async () => {
  const stored = JSON.parse(String(await world.redis('GET', 'campaign:cmp_one'))) as { record: object }
  const older = { ...stored, record: { ...stored.record, name: 'a\u001bb' } }
  await world.redis('SET', 'campaign:cmp_one', JSON.stringify(older))
  expect((await world.show()).body).toMatchObject({ campaign: { name: 'a\u001bb' } })
  expect((await world.act('anna', 'pause')).body).toMatchObject({ state: 'paused' })
})
