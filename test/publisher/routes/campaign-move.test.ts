import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CampaignBulkDone } from '../../../src/contracts/ops/answers/campaigns/campaign-bulk.ts'
import type { CampaignMoves } from '../../../src/contracts/ops/answers/lanes/campaign-move.ts'
import type { ScheduleLanes } from '../../../src/contracts/ops/answers/lanes/schedule-lanes.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  const launch = { priority: 'takeover', surfaces: ['post-play'], territories: ['DE'] }
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    campaign('wide', ['one'], {
      territories: ['DE', 'GB', 'JP'],
      start: '2026-11-27T18:00:00',
      end: '2026-11-29T00:00:00',
    }),
    campaign('spring', ['one'], { territories: ['DE'], start: '2027-03-28T01:50:00', end: '2027-03-29T01:50:00' }),
    campaign('autumn', ['one'], { territories: ['DE'], start: '2027-10-31T01:50:00', end: '2027-11-01T00:00:00' }),
    campaign('universal', ['one'], {
      ...{ territories: ['DE'], timeZone: 'UTC' },
      ...{ start: '2027-03-28T00:50:00', end: '2027-03-29T00:50:00' },
    }),
    campaign('open', ['one'], { territories: ['DE'] }),
    campaign('early', ['one'], { ...launch, start: '2026-11-24T18:00:00', end: '2026-11-24T20:00:00' }),
    campaign('late', ['one'], { ...launch, start: '2026-11-24T20:00:00', end: '2026-11-24T22:00:00' }),
  )
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function ask(body: object) {
  const answer = await world.ops('POST', '/schedule/calendar/move', body)
  return { status: answer.status, body: (await answer.json()) as CampaignMoves & { field?: string } }
}
/** What a move makes of one campaign, the linter not asked. */
async function moved(name: string, byMinutes: number) {
  const { body } = await ask({ campaignIds: [`cmp_${name}`], byMinutes, findings: false })
  return body.campaigns[0]
}
async function bulk(body: object): Promise<CampaignBulkDone> {
  return (await (
    await world.ops('POST', '/campaigns/bulk', { reason: 'a reason', ...body })
  ).json()) as CampaignBulkDone
}

describe('a move of campaigns that is asked about', () => {
  it('a move tells the new local times of each place, and writes nothing', async () => {
    const told = await moved('wide', 15)
    expect(told).toMatchObject({
      ...{ id: 'cmp_wide', revision: 1, etag: '"r1"', timeZone: 'territory', refused: null },
      before: { start: '2026-11-27T18:00:00', end: '2026-11-29T00:00:00' },
      after: { start: '2026-11-27T18:15:00', end: '2026-11-29T00:15:00' },
    })
    const places = told?.after?.places.map(({ territories, from, localFrom, odd }) => [
      territories,
      from,
      localFrom,
      odd,
    ])
    expect(places).toEqual([
      [['DE'], '2026-11-27T17:15:00.000Z', '2026-11-27T18:15:00', null],
      [['GB'], '2026-11-27T18:15:00.000Z', '2026-11-27T18:15:00', null],
      [['JP'], '2026-11-27T09:15:00.000Z', '2026-11-27T18:15:00', null],
    ])
    expect(await (await world.ops('GET', '/campaigns/cmp_wide')).json()).toMatchObject({ revision: 1, next: null })
  })

  it('a start that is moved into an hour that the clock skips is when it jumps, and says so', async () => {
    expect((await moved('spring', 15))?.after).toMatchObject({
      start: '2027-03-28T02:05:00',
      places: [{ from: '2027-03-28T01:00:00.000Z', localFrom: '2027-03-28T03:00:00', odd: 'skipped' }],
    })
  })

  it('a start that is moved into an hour that the clock shows twice is the second time, and says so', async () => {
    expect((await moved('autumn', 15))?.after).toMatchObject({
      start: '2027-10-31T02:05:00',
      places: [{ from: '2027-10-31T01:05:00.000Z', localFrom: '2027-10-31T02:05:00', odd: 'twice' }],
    })
  })

  it('a campaign on the clock of UTC moves by as many minutes as it says, whatever the clocks of its places do', async () => {
    expect((await moved('universal', 15))?.after?.places).toMatchObject([
      {
        from: '2027-03-28T01:05:00.000Z',
        localFrom: '2027-03-28T03:05:00',
        until: '2027-03-29T01:05:00.000Z',
        odd: null,
      },
    ])
  })

  it('an open end stays open, and a time that there is not is refused with its reason', async () => {
    expect((await moved('open', -15))?.after).toMatchObject({ start: '2025-12-31T23:45:00', end: null })
    const seen = { campaignIds: ['cmp_open'], byMinutes: 15, revisions: { cmp_open: 7 }, findings: false }
    const { body } = await ask(seen)
    expect(body.campaigns[0]?.refused).toContain('it is at revision 1, and you saw 7')
  })

  it('a move tells the findings that it would make, and those that it would heal', async () => {
    const into = await ask({ campaignIds: ['cmp_early'], byMinutes: 15 })
    expect(into.body.makes).toMatchObject([
      {
        ...{ rule: 'takeover-overlap', territories: ['DE'], surfaces: ['post-play'] },
        ...{ from: '2026-11-24T19:00:00.000Z', until: '2026-11-24T19:15:00.000Z' },
      },
    ])
    expect(into.body.heals).toEqual([])
    const { change } = await bulk({ ids: ['cmp_early'], shiftMinutes: 15 })
    const outOf = await ask({ campaignIds: ['cmp_early'], byMinutes: -15 })
    expect(outOf.body.heals?.map(({ rule }) => rule)).toContain('takeover-overlap')
    expect(outOf.body.makes).toEqual([])
    await world.ops('POST', `/changes/${change}/undo`, { reason: 'no' })
  })

  it.each([
    ['no minutes', { campaignIds: ['cmp_open'], byMinutes: 0 }, 400, 'byMinutes'],
    ['half a minute', { campaignIds: ['cmp_open'], byMinutes: 0.5 }, 400, 'byMinutes'],
    ['centuries', { campaignIds: ['cmp_open'], byMinutes: 1e9 }, 400, 'byMinutes'],
    ['no campaign', { campaignIds: [], byMinutes: 15 }, 400, 'campaignIds'],
    ['a campaign that is not there', { campaignIds: ['cmp_gone'], byMinutes: 15 }, 404, 'campaignIds.0'],
    ['an unknown field', { campaignIds: ['cmp_open'], byMinutes: 15, to: 'DE' }, 400, 'to'],
  ])('a move is refused by its field: %s', async (_what, body, status, field) => {
    expect(await ask(body)).toMatchObject({ status, body: { field } })
  })
})

describe('a move of campaigns that is made', () => {
  it('a move of several is one change, shows in their lanes as what waits, and is undone as one', async () => {
    const ids = ['cmp_wide', 'cmp_open']
    const done = await bulk({ ids, shiftMinutes: 30, revisions: { cmp_wide: 1, cmp_open: 1 } })
    expect(done).toMatchObject({ done: 2, refused: 0, change: expect.stringMatching(/^chg_/) })
    const query = 'where=DE&surface=home-hero&from=2026-11-23&findings=0'
    const lanes = async () => (await (await world.ops('GET', `/schedule/calendar?${query}`)).json()) as ScheduleLanes
    const bars = (await lanes()).lanes[0]?.bars.filter(({ campaignId }) => campaignId === 'cmp_wide')
    expect(bars?.map(({ revision, from }) => [revision, from])).toEqual([
      [1, '2026-11-27T17:00:00.000Z'],
      [2, '2026-11-27T17:30:00.000Z'],
    ])
    const undone = await world.ops('POST', `/changes/${done.change}/undo`, { reason: 'no' })
    expect(await undone.json()).toMatchObject({ done: 2, refused: 0 })
    const left = (await lanes()).lanes[0]?.bars.filter(({ campaignId }) => campaignId === 'cmp_wide')
    expect(left?.map(({ from }) => from)).toEqual(['2026-11-27T17:00:00.000Z'])
  })

  it('a move of what somebody has changed since is refused, and the others are moved', async () => {
    const done = await bulk({ ids: ['cmp_spring', 'cmp_autumn'], shiftMinutes: 15, revisions: { cmp_spring: 9 } })
    expect(done.changes.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['cmp_autumn', 'done'],
      ['cmp_spring', 'refused'],
    ])
  })
})
