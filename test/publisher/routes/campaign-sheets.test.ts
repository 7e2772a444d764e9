import { writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { CampaignSheetDone } from '../../../src/contracts/ops/answers/campaigns/campaign-bulk.ts'
import type { StoredCampaign } from '../../../src/contracts/ops/answers/campaigns.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    campaign('one', ['one'], {
      territories: ['DE', 'CH'],
      name: '=1+1, "said" \'so',
      hours: [{ days: ['fri', 'sat'], from: '20:00', to: '02:00' }],
      blackouts: [{ start: '2026-12-24T18:00:00', end: '2026-12-25T00:00:00' }],
      frequencyCap: { count: 3, windowSeconds: 3600 },
      audience: { kids: 'never', devices: ['tv'] },
      end: '2027-01-01T00:00:00',
      goal: { starts: 5000, pacing: 'frontload', graceDays: 3 },
    }),
    campaign('two', ['one'], {
      assets: {
        tags: ['late', 'night'],
        kinds: ['clip', 'promo'],
        addedWithinDays: 7,
        not: { aspects: ['1:1'], tags: ['day'] },
      },
      territories: ['GB'],
      end: '2027-01-01T00:00:00',
    }),
  )
})
afterAll(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const headers = { authorization: `Bearer ${OPS_TOKEN}` }
async function exported(format: 'csv' | 'xlsx', query = ''): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await world.app.request(`/ops/v1/campaigns.${format}${query}`, { headers }, world.environment)
  expect(answer.status).toBe(200)
  return new Uint8Array(await answer.arrayBuffer())
}
async function sent(format: 'csv' | 'xlsx', body: Uint8Array<ArrayBuffer> | string, query = 'reason=why') {
  const init = { method: 'POST', headers, body }
  const answer = await world.app.request(`/ops/v1/campaigns.${format}?${query}`, init, world.environment)
  return { status: answer.status, body: (await answer.json()) as CampaignSheetDone & { field: string } }
}
const csv = async () => new TextDecoder().decode(await exported('csv'))
async function show(name: string): Promise<StoredCampaign> {
  return (await (await world.ops('GET', `/campaigns/cmp_${name}`)).json()) as StoredCampaign
}

describe('a sheet of campaigns', () => {
  it.each(['csv', 'xlsx'] as const)('what is exported as %s and sent back as it is changes nothing', async (format) => {
    const { status, body } = await sent(format, await exported(format))
    expect(body).toMatchObject({ unchanged: 2, done: 0, refused: 0, faults: [], change: null })
    expect(status).toBe(200)
  })

  it('a changed cell is an edit that waits, and undoing the change takes it back', async () => {
    const { body } = await sent('csv', (await csv()).replace('DE|CH', 'DE|CH|AT'))
    expect(body).toMatchObject({ done: 1, unchanged: 1 })
    expect(await show('one')).toMatchObject({ state: 'live', next: { campaign: { territories: ['DE', 'CH', 'AT'] } } })
    await world.ops('POST', `/changes/${body.change}/undo`, { reason: 'why' })
    expect(await show('one')).toMatchObject({ next: null })
  })

  it('a row that starts from another revision is refused by its line, and the others go through', async () => {
    const before = await csv()
    await world.ops('POST', '/campaigns/bulk', { ids: ['cmp_one'], set: { weight: 7 }, reason: 'meanwhile' })
    const { body } = await sent('csv', before.replace('DE|CH', 'DE').replace('late|night', 'late'))
    expect(body).toMatchObject({ done: 1, refused: 1 })
    expect(body.changes[0]?.refused).toMatch(/^line 2: it is at revision \d+, and the sheet starts from/)
    expect(await show('one')).toMatchObject({ next: { campaign: { weight: 7, territories: ['DE', 'CH'] } } })
  })

  it('a formula of a workbook is refused where it stands, whatever it computes to', async () => {
    const { revision } = await show('two')
    const rows = [
      ['id', 'revision', 'weight'],
      ['cmp_two', revision, 2],
    ]
    const cells = new Map([['1,2', { formula: '1+1', formulaResult: 2 }]])
    const book = await writeXlsx({ sheets: [{ name: 'campaigns', rows, cells }] })
    const { body } = await sent('xlsx', book.slice())
    expect(body).toMatchObject({ done: 0, faults: [{ line: 2, column: expect.stringContaining('weight') }] })
  })

  it.each([
    ['a formula', 'id,revision,weight\ncmp_two,1,=1+1', { line: 2, column: 'weight' }],
    ['a formula for a revision', 'id,revision,weight\ncmp_two,=1,2', { line: 2, column: 'revision' }],
    ['an unknown column', 'id,revision,weigth\ncmp_two,1,2', { line: 1, column: 'weigth' }],
    ['a status', 'id,revision,status\ncmp_two,1,approved', { line: 1, column: 'status' }],
    ['no revisions', 'id,weight\ncmp_two,2', { line: 1, column: 'revision' }],
    ['no revision in a row', 'id,revision,weight\ncmp_two,,2', { line: 2, column: 'revision' }],
    ['nothing', '', { line: 1, column: '' }],
    ['no sheet at all', '{"id": 1}', { line: 1 }],
    [
      'a value that cannot be',
      'id,revision,assets,territories,surfaces,start\ncmp_two,1,ast_one,GB,nowhere,2026-01-01',
      { line: 2, column: 'surfaces.0' },
    ],
    [
      'two kinds of goal',
      'id,revision,assets,territories,surfaces,start,goal.impressions,goal.sharePercent\ncmp_two,1,ast_one,GB,home-hero,2026-01-01,5,5',
      { line: 2, column: 'goal.sharePercent' },
    ],
    ['a title', 'id,revision,kind\nttl_one,1,movie', { line: 1, column: 'kind' }],
  ])('a sheet is refused by line and column, and changes nothing: %s', async (_what, text, fault) => {
    const { body } = await sent('csv', text)
    expect(body).toMatchObject({ done: 0, change: null, faults: [expect.objectContaining(fault)] })
  })

  it('a sheet takes a reason', async () => {
    expect(await sent('csv', 'id,revision\n', '')).toMatchObject({ status: 400, body: { field: 'reason' } })
  })
})
