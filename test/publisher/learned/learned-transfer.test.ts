import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { REPORT } from '../../../src/contracts/ops/operations/learned/report-example.ts'
import { taughtOn } from '../../learn/file/learned-files.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { SCHEDULE } from '../records.ts'
import { activate, pushText, servedIn } from './learned-door.ts'

const [FIRST, SECOND] = [taughtOn(3), taughtOn(9)]

let world: PublisherWorld
let other: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  other = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  for (const { text } of [FIRST, SECOND]) await pushText(world, text)
  await world.ops('PUT', `/learned/${SECOND.id}/report`, { ...REPORT, run: SECOND.id })
  await activate(world, FIRST.id, 'dach')
  await activate(world, SECOND.id, 'dach')
  await activate(world, FIRST.id, 'fr')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
  await other.close()
})

/** Restores what one world exports into the other, which has these values of its storage. */
async function restored(isKept: (key: string) => boolean) {
  for (const [key, value] of world.sink.values) if (isKept(key)) other.sink.values.set(key, value)
  const lines = (await (await world.ops('GET', '/export')).text()).trimEnd().split('\n')
  const answer = await other.ops(
    'POST',
    '/restore',
    lines.map((line) => JSON.parse(line)),
  )
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { learned?: object }).learned
}
const shown = async (id: string) => (await other.ops('GET', `/learned/${id}`)).json()

describe('learned runs in an export', () => {
  it('a restore makes regions serve their runs again, with the runs to go back to and their reports', async () => {
    expect(await restored((key) => key.startsWith('learned/'))).toEqual({
      ...{ restored: [FIRST.id, SECOND.id], lacking: [], serving: ['dach', 'fr'], waiting: [], kept: [] },
    })
    await other.publish()
    expect(await servedIn(other, 'dach')).toEqual({ run: SECOND.id, live: SECOND.id, canary: null })
    expect(await shown(SECOND.id)).toMatchObject({ report: { run: SECOND.id } })
    await other.ops('POST', `/learned/${SECOND.id}/retire`, { regions: ['dach'], reason: 'worse' })
    expect(await servedIn(other, 'dach')).toMatchObject({ run: FIRST.id })
  })

  it('a run that storage has lost or damaged is named, and its region publishes without it until it is pushed again', async () => {
    other.sink.values.set(`learned/${SECOND.id}`, new Uint8Array([1, 2, 3]))
    expect(await restored((key) => key === `learned/${FIRST.id}`)).toEqual({
      ...{ restored: [FIRST.id], lacking: [SECOND.id], serving: ['fr'], kept: [] },
      waiting: [{ region: 'dach', run: SECOND.id }],
    })
    await other.publish()
    expect(await servedIn(other, 'dach')).toEqual({ run: null, live: null, canary: null })
    await pushText(other, SECOND.text)
    expect((await activate(other, SECOND.id, 'dach')).status).toBe(200)
    expect(await servedIn(other, 'dach')).toMatchObject({ run: SECOND.id })
  })

  it('a region that was told here what to serve keeps to that, and one that cannot be read holds up no export', async () => {
    await world.redis('HSET', 'learned:serving', 'fr', '{"later":true}')
    await other.ingest(...SCHEDULE)
    await pushText(other, FIRST.text)
    await activate(other, FIRST.id, 'dach')
    const lines = (await (await world.ops('GET', '/export')).text()).trimEnd().split('\n')
    const body = lines.map((line) => JSON.parse(line))
    const answer = (await (await other.ops('POST', '/restore?force=1', body)).json()) as { learned: object }
    expect(answer.learned).toMatchObject({ kept: ['dach'], serving: [], waiting: [] })
    expect(await servedIn(other, 'dach')).toMatchObject({ run: FIRST.id })
  })
})
