import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PreviewAnswer, PreviewProblem } from '../../../src/contracts/ops/answers/inquiries/preview.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import { storedState } from '../stored-state.ts'

/** Friday evening in Berlin, twelve days after the clock of this world. */
const FRIDAY = '2026-12-04T19:00:00Z'
const ONE = campaign('one', ['one'], { territories: ['DE'] })
/** For grown-ups, from Friday evening on. */
const GROWN = title('grown', { ratings: [{ territory: 'DE', label: 'FSK 12' }] })
const EVENING = campaign('evening', ['grown'], {
  territories: ['DE'],
  priority: 'guaranteed',
  start: '2026-12-04T20:00:00',
  status: 'draft',
})

let world: PublisherWorld
beforeEach(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), GROWN, asset('one'), asset('two'), asset('grown'))
  await world.ingest(ONE, campaign('two', ['two'], { priority: 'evergreen' }))
})
afterEach(() => world.close())

const question = (more: object = {}) => ({ surface: 'home-hero', country: 'DE', at: FRIDAY, ...more })

async function ask(more: object = {}): Promise<PreviewAnswer> {
  const answer = await world.ops('POST', '/preview', question(more))
  expect(answer.status).toBe(200)
  return (await answer.json()) as PreviewAnswer
}

async function refusal(more: object): Promise<PreviewProblem> {
  return (await (await world.ops('POST', '/preview', question(more))).json()) as PreviewProblem
}

const campaignsOf = (side: { readonly items: readonly { readonly campaignId: string }[] } | undefined) =>
  side?.items.map(({ campaignId }) => campaignId)

describe('a preview for one viewer', () => {
  it('an unchanged schedule gives the same answer twice, and no difference', async () => {
    const { viewer, warnings } = await ask()
    expect(viewer?.difference).toEqual([])
    expect(viewer?.after).toEqual(viewer?.before)
    expect(campaignsOf(viewer?.before)).toEqual(['cmp_one', 'cmp_two'])
    expect(warnings).toEqual([])
  })

  it('a campaign that is paused in the changes leaves its place, and the difference says why', async () => {
    const { viewer } = await ask({ records: [{ ...ONE, status: 'paused' }] })
    expect(viewer?.difference[0]).toMatchObject({
      position: 0,
      before: { campaignId: 'cmp_one' },
      after: { campaignId: 'cmp_two' },
      why: 'ast_one is then not-approved (campaign.status: paused); ast_two is now outranked, in reserve',
    })
  })

  it('a window that opens on Friday evening is seen then, by adults alone, and not an hour before', async () => {
    const changes = { records: [EVENING] }
    const winner = async (more: object) => campaignsOf((await ask({ ...changes, ...more })).viewer?.after)?.[0]
    expect(await winner({ cap: 18 })).toBe('cmp_evening')
    expect(await winner({ cap: 18, at: '2026-12-04T18:59:00Z' })).toBe('cmp_one')
    const kids = await ask({ ...changes, kids: true, cap: 12 })
    expect(campaignsOf(kids.viewer?.after)?.[0]).toBe('cmp_one')
    expect(kids.viewer?.difference).toEqual([])
    expect(kids.viewer?.after.rejected).toContainEqual(
      expect.objectContaining({ campaignId: 'cmp_evening', first: 'maturity' }),
    )
  })

  it('what waits of a campaign counts as approved when its id is given', async () => {
    await world.ops('POST', '/ingest', [{ ...ONE, priority: 'evergreen', weight: 0.1 }, EVENING])
    const { viewer } = await ask({ campaigns: ['cmp_evening', 'cmp_one'], cap: 18 })
    expect(campaignsOf(viewer?.before)).toEqual(['cmp_one', 'cmp_two'])
    expect(campaignsOf(viewer?.after)?.[0]).toBe('cmp_evening')
    expect(await refusal({ campaigns: ['cmp_two'] })).toMatchObject({ status: 400, field: 'campaigns' })
  })

  it('records that are not stored yet are selected, with their titles, as if they were', async () => {
    const selecting = campaign('new', [], { assets: { tags: ['fresh'] }, priority: 'guaranteed' })
    const { viewer } = await ask({ records: [title('new'), asset('new', { tags: ['fresh'] }), selecting] })
    expect(viewer?.after.items[0]).toMatchObject({ assetId: 'ast_new', campaignId: 'cmp_new', name: 'See the new' })
    expect(viewer?.difference[0]?.why).toBe('ast_one is then outranked, in reserve; ast_new is now not in the schedule')
  })

  it('a preview of a paused campaign shows it resumed, and says so', async () => {
    await world.ingest({ ...ONE, status: 'paused' })
    const { viewer, warnings } = await ask({ records: [ONE] })
    expect(campaignsOf(viewer?.before)).toEqual(['cmp_two'])
    expect(campaignsOf(viewer?.after)).toContain('cmp_one')
    expect(warnings).toEqual([expect.objectContaining({ rule: 'status-kept' })])
  })

  it('what waits of a paused campaign is approved without waking it, and the preview says so', async () => {
    await world.ops('POST', '/ingest', [{ ...ONE, weight: 2 }])
    await world.ingest({ ...ONE, status: 'paused' })
    const { viewer, warnings } = await ask({ campaigns: ['cmp_one'] })
    expect(campaignsOf(viewer?.after)).toEqual(['cmp_two'])
    expect(warnings).toEqual([expect.objectContaining({ rule: 'paused' })])
  })

  it('a campaign for other regions changes nothing here, and the preview says so', async () => {
    const { viewer, warnings } = await ask({ records: [campaign('away', ['two'], { territories: ['FR'] })] })
    expect(viewer?.difference).toEqual([])
    expect(warnings).toEqual([{ rule: 'elsewhere', text: 'cmp_away is for no territory of dach' }])
  })

  it('nothing is written, whatever is previewed or refused', async () => {
    await world.publish()
    const [store, values] = [await storedState(world), new Map(world.sink.values)]
    await ask({ records: [title('new'), asset('new'), { ...ONE, status: 'ended' }, EVENING] })
    await ask({ country: undefined, at: undefined, panel: PANEL, records: [EVENING] })
    await refusal({ records: [{ ...ONE, territories: ['QQ'] }] })
    expect(await storedState(world)).toEqual(store)
    expect(world.sink.values).toEqual(values)
  })
})

const PANEL = { territories: ['DE', 'AT'], ages: ['kids', 'guest', 18], instants: ['2026-12-04T18:00:00Z', FRIDAY] }

describe('a preview for a panel', () => {
  it('a panel tells the winners for each territory, age and instant, and why they change', async () => {
    const { panel, viewer } = await ask({ country: undefined, at: undefined, panel: PANEL, records: [EVENING] })
    expect(viewer).toBeNull()
    expect(panel).toHaveLength(12)
    const changed = panel?.filter(({ why }) => why !== null)
    expect(changed).toEqual([expect.objectContaining({ territory: 'DE', age: 18, at: '2026-12-04T19:00:00.000Z' })])
    expect(changed?.[0]).toMatchObject({ before: { campaignId: 'cmp_one' }, after: { campaignId: 'cmp_evening' } })
  })
})

describe('a preview that cannot be made', () => {
  it.each<[string, object, string]>([
    ['a territory that is none', { country: 'QQ' }, 'country'],
    ['no territory', { country: undefined }, 'country'],
    ['no instant', { at: undefined }, 'at'],
    ['an instant in another age', { at: '2931-12-04T19:00:00Z' }, 'at'],
    ['an instant that is none', { at: 'Friday' }, 'at'],
    ['a member that is not known', { territroy: 'DE' }, 'territroy'],
    [
      'a territory of the panel that is none',
      { country: undefined, at: undefined, panel: { ...PANEL, territories: ['QQ'] } },
      'panel.territories.0',
    ],
    ['a place beside a panel', { panel: PANEL, at: undefined }, 'country'],
    [
      'a panel without end',
      { country: undefined, at: undefined, panel: { ...PANEL, instants: Array(40).fill(FRIDAY) } },
      'panel',
    ],
    [
      'a panel over the whole world',
      { country: undefined, at: undefined, panel: { ...PANEL, territories: ['DE', 'US', 'FR', 'IN'] } },
      'panel.territories',
    ],
    ['a campaign that is not there', { campaigns: ['cmp_none'] }, 'campaigns'],
    ['a campaign said twice', { campaigns: ['cmp_one'], records: [{ ...ONE, weight: 2 }] }, 'campaigns'],
  ])('a preview of %s is refused, by its field', async (_what, more, field) => {
    expect(await refusal(more)).toMatchObject({ status: 400, field })
  })

  it('records with faults are refused as an ingest refuses them, by record and field', async () => {
    const faults = [
      { ...ONE, territories: ['QQ'] },
      campaign('lost', ['never']),
      { ...ONE, id: 'cmp_late', end: '2020-01-01T00:00:00' },
      { v: 1, type: 'takedown', id: 'tkd_1', target: 'ttl_one', reason: 'no' },
    ]
    const { status, field, refused } = await refusal({ records: faults })
    expect({ status, field }).toEqual({ status: 400, field: 'records.0.territories.0' })
    expect(refused?.map(({ line, rule }) => `${line} ${rule}`)).toEqual([
      '1 unknown-territory',
      '2 missing-asset',
      '3 contradiction',
      '4 unknown-type',
    ])
  })
})
