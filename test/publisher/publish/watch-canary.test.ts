import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CanaryTrial } from '../../../src/contracts/ops/answers/inquiries/canary-trial.ts'
import { watchCanary } from '../../../src/publisher/steer/watch-canary.ts'
import { keepCanaryReport } from '../../../src/schedule/reports/canary-counts.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../records.ts'

const MINUTE_MS = 60_000

let world: PublisherWorld
let live: string | undefined
let tried: string | undefined
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(...SCHEDULE)
  await world.publish()
  live = (await world.edge())?.pointer.snapshot
  await world.ingest(title('four'), asset('four'), campaign('four', ['four']))
  const order = { action: 'start', percent: 10, minutes: 90, reason: 'new films' }
  expect((await world.ops('POST', '/regions/dach/canary', order)).status).toBe(200)
  tried = (await world.edge())?.pointer.canary?.snapshot
})
afterEach(() => world.close())

/** What an isolate has counted: as many answers of each arm, and these of them empty. */
async function counted(empty: { readonly control: number; readonly canary: number }): Promise<void> {
  const startedAs = (await world.edge())?.pointer.canary?.startedAs ?? 0
  const answers = { decisions: 5_000, fallbacks: 0, errors: 0 }
  const counts = { control: { ...answers, empty: empty.control }, canary: { ...answers, empty: empty.canary } }
  await keepCanaryReport(world.publisher.redis, 'dach', {
    isolate: 'isolate-1',
    report: { startedAs, refusal: null, counts },
  })
}
const watch = () => watchCanary(world.publisher, 'dach')
const announced = async () => (await world.edge())?.pointer

it('a canary that leaves screens empty is taken back as soon as that is sure, with the reason', async () => {
  await counted({ control: 50, canary: 600 })
  expect(await watch()).toMatchObject({ verdict: 'roll-back' })
  expect(await announced()).toMatchObject({ snapshot: live, canary: null, actor: 'canary' })
  const status = (await (await world.ops('GET', '/regions/dach')).json()) as { lastReceipt: object }
  expect(status.lastReceipt).toMatchObject({ outcome: 'canary-stop', reason: expect.stringContaining('empty') })
})

it('a canary that does no worse waits until it has baked, and is promoted then', async () => {
  await counted({ control: 50, canary: 51 })
  expect(await watch()).toMatchObject({ verdict: 'wait' })
  expect((await announced())?.canary?.snapshot).toBe(tried)
  world.clock.now += 45 * MINUTE_MS
  expect(await watch()).toMatchObject({ verdict: 'promote' })
  expect(await announced()).toMatchObject({ snapshot: tried, canary: null, previous: live })
  expect(await watch()).toBeNull()
})

it('a canary that nobody saw by the end of its time is taken back', async () => {
  world.clock.now += 91 * MINUTE_MS
  expect(await watch()).toMatchObject({ verdict: 'roll-back' })
  expect(await announced()).toMatchObject({ snapshot: live, canary: null })
})

it('a canary that is looked at shows both arms with intervals and ends nothing, and without one that is said', async () => {
  await counted({ control: 50, canary: 600 })
  const looked = await world.ops('GET', '/regions/dach/canary')
  const trial = (await looked.json()) as CanaryTrial
  expect(trial).toMatchObject({ verdict: 'roll-back', counts: { control: { empty: 50 }, canary: { empty: 600 } } })
  const empty = trial.compared.find(({ rate }) => rate === 'empty')
  expect(empty?.intervals.canary.least).toBeGreaterThan(empty?.intervals.control.most ?? 1)
  expect((await announced())?.canary?.snapshot).toBe(tried)
  await watch()
  expect((await world.ops('GET', '/regions/dach/canary')).status).toBe(404)
})
