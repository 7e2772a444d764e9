import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PreviewAnswer } from '../../../src/contracts/ops/answers/inquiries/preview.ts'
import { previewedViewers, previewRequest } from '../../../src/publisher/preview/preview-request.ts'
import { cellOf, previewOf } from '../../../src/publisher/preview/preview-service.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import { servedTo } from './served-to.ts'

const EVENING = '2026-12-04T19:00:00.000Z'
const PANEL = {
  territories: ['DE', 'AT', 'CH'],
  ages: ['guest', 'kids', 6, 18],
  instants: ['2026-12-04T10:00:00.000Z', EVENING, '2026-12-05T00:30:00.000Z'],
} as const

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  const grown = title('grown', { ratings: [{ territory: 'DE', label: 'FSK 12' }] })
  await world.ingest(title('one'), title('two'), grown, asset('one'), asset('two'), asset('grown'))
  await world.ingest(campaign('one', ['one']), campaign('two', ['two'], { priority: 'evergreen' }))
})
afterEach(() => world.close())

/** A pause, a window that opens on Friday evening for adults, and one that is over by midnight. */
const CHANGES = [
  campaign('one', ['one'], { territories: ['DE', 'AT'], end: '2026-12-05T00:00:00' }),
  campaign('two', ['two'], { priority: 'evergreen', status: 'paused' }),
  campaign('evening', ['grown'], {
    priority: 'guaranteed',
    start: '2026-12-04T20:00:00',
    hours: [{ days: ['fri', 'sat'], from: '20:00', to: '01:00' }],
  }),
  title('new'),
  asset('new', { tags: ['new'] }),
  campaign('new', [], { assets: { tags: ['new'] }, territories: ['CH'] }),
]

describe('what is previewed', () => {
  it('a preview is what is served when the time comes, for every territory, age and instant', async () => {
    const question = { surface: 'home-hero', panel: PANEL, records: CHANGES }
    const { panel } = (await (await world.ops('POST', '/preview', question)).json()) as PreviewAnswer
    await world.ingest(...CHANGES)
    world.clock.now = Date.parse(PANEL.instants[0])
    await world.publish()
    const served = await servedTo(world, { surface: 'home-hero', ...PANEL })
    expect(panel?.map(({ territory, age, at, after }) => ({ territory, age, at, shown: after }))).toEqual(served)
    expect(new Set(served.map(({ shown }) => shown?.campaignId))).toEqual(
      new Set([undefined, 'cmp_one', 'cmp_evening', 'cmp_new']),
    )
  })

  it('what a preview shows as it is now is what is served without any change', async () => {
    const question = { surface: 'home-hero', panel: PANEL, records: CHANGES }
    const { panel } = (await (await world.ops('POST', '/preview', question)).json()) as PreviewAnswer
    await world.publish()
    const served = await servedTo(world, { surface: 'home-hero', ...PANEL })
    expect(panel?.map(({ territory, age, at, before }) => ({ territory, age, at, shown: before }))).toEqual(served)
  })

  it('what is taken down until then is shown by neither schedule', async () => {
    await world.publish()
    await world.ops('POST', '/takedowns', { target: 'ast_one', reason: 'rights' })
    const question = { surface: 'home-hero', country: 'DE', at: EVENING, records: [campaign('one', ['one', 'two'])] }
    const { viewer } = (await (await world.ops('POST', '/preview', question)).json()) as PreviewAnswer
    expect(viewer?.after.items.map(({ assetId }) => assetId)).toEqual(['ast_two'])
    expect(viewer?.after.rejected).toContainEqual(expect.objectContaining({ assetId: 'ast_one', first: 'takedown' }))
  })

  it('a region without room for two schedules is refused with what to do instead', async () => {
    const request = previewRequest.parse({ surface: 'home-hero', country: 'DE', at: EVENING })
    const viewers = previewedViewers(request, world.publisher.rules, world.clock.now)
    const order = { viewers, actor: 'tests', tell: cellOf }
    const within = (room: { assets: number; candidates: number }) =>
      previewOf(world.publisher, request, { ...order, room })
    await expect(within({ assets: 1, candidates: 9 })).rejects.toMatchObject({ status: 413, field: 'country' })
    await expect(within({ assets: 9, candidates: 1 })).rejects.toMatchObject({ status: 413, field: 'country' })
    expect(await within({ assets: 2, candidates: 2 })).toMatchObject({ regions: ['dach'] })
  })
})
