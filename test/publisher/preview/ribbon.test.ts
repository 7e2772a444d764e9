import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExplanationAnswer } from '../../../src/contracts/ops/answers/inquiries/explain.ts'
import type { PreviewRibbon } from '../../../src/contracts/ops/answers/inquiries/preview-ribbon.ts'
import type { ProblemAnswer } from '../../../src/contracts/ops/answers/problem.ts'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'
import { storedState } from '../stored-state.ts'

const GROWN = title('grown', { ratings: [{ territory: 'DE', label: 'FSK 16' }] })
const EVENING = campaign('evening', ['grown'], {
  name: 'Evenings',
  territories: ['DE'],
  priority: 'takeover',
  start: '2026-12-04T18:07:00',
})
const LATE = campaign('late', ['one'], {
  territories: ['DE'],
  priority: 'guaranteed',
  hours: [{ days: ['fri', 'sat'], from: '19:20', to: '00:40' }],
})

let world: PublisherWorld
beforeAll(async () => {
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), GROWN, asset('one'), asset('two'), asset('grown'))
  await world.ingest(campaign('two', ['two'], { priority: 'evergreen', territories: ['DE'] }), EVENING, LATE)
  await world.publish()
})
afterAll(() => world.close())

/** From Friday noon in Berlin. */
const QUESTION = { surface: 'home-hero', country: 'DE', from: '2026-12-04T11:00:00Z', hours: 48 }

async function ask(more: object = {}): Promise<PreviewRibbon> {
  const answer = await world.ops('POST', '/preview/ribbon', { ...QUESTION, ...more })
  expect(answer.status).toBe(200)
  return (await answer.json()) as PreviewRibbon
}

async function refusal(more: object): Promise<ProblemAnswer> {
  return (await (await world.ops('POST', '/preview/ribbon', { ...QUESTION, ...more })).json()) as ProblemAnswer
}

const told = (ribbon: PreviewRibbon, named: string | number) =>
  ribbon.rows
    .find(({ viewer }) => viewer === named)
    ?.runs.map(({ from, campaignId, empty }) => `${from.slice(8, 16)} ${campaignId ?? empty}`)

/** What a question of explain says of each viewer. */
const ASKED_OF = { guest: {}, kids: { kids: true, cap: 12 }, adult: { adult: true, cap: 21 } } as const

describe('the ribbon of a live snapshot', () => {
  it('a guest, the ages of the place, kids and an adult have a row each, in which edges are exact', async () => {
    const ribbon = await ask({ stepMinutes: 60 })
    expect(ribbon.rows.map(({ viewer }) => viewer)).toEqual(['guest', 0, 6, 12, 16, 18, 'kids', 'adult'])
    const always = [
      '04T11:00 cmp_two',
      '04T18:20 cmp_late',
      '04T23:40 cmp_two',
      '05T18:20 cmp_late',
      '05T23:40 cmp_two',
    ]
    expect([told(ribbon, 'kids'), told(ribbon, 0)]).toEqual([always, always])
    expect(told(ribbon, 'adult')).toEqual(['04T11:00 cmp_two', '04T17:07 cmp_evening'])
    expect(told(ribbon, 16)?.slice(0, 4)).toEqual([
      ...['04T11:00 cmp_two', '04T18:20 cmp_late', '04T21:00 cmp_evening', '05T05:00 cmp_two'],
    ])
  })

  it('everything that wins has its name beside the rows, and nothing else has', async () => {
    const { assets, campaigns, live, scheduleRevision } = await ask({ viewers: ['adult'] })
    expect(assets).toEqual({ ast_two: 'See the two', ast_grown: 'See the grown' })
    expect(campaigns).toEqual({ cmp_two: 'two', cmp_evening: 'Evenings' })
    expect([live?.sequence, scheduleRevision]).toEqual([1, null])
  })

  it('explain has the same winner at any instant inside a run, which starts or stays alike', async () => {
    const { rows } = await ask({ stepMinutes: 720, viewers: ['kids', 16, 'adult'] })
    for (const { viewer, runs } of rows) {
      const who = typeof viewer === 'number' ? { cap: viewer } : ASKED_OF[viewer]
      for (const { from, to, assetId, campaignId, autoplay } of runs) {
        const [start, end] = [Date.parse(from), Date.parse(to)]
        for (const instant of [(start + end) / 2, end - 1]) {
          const now = new Date(instant).toISOString()
          const asked = { surface: 'home-hero', country: 'DE', now, ...who }
          const { kept } = (await (await world.ops('POST', '/explain', asked)).json()) as ExplanationAnswer
          const [winner] = kept
          expect([assetId, campaignId, autoplay], `${viewer} ${now}`).toEqual([
            ...[winner?.assetId ?? null, winner?.campaignId ?? null, winner?.autoplay ?? null],
          ])
        }
      }
    }
  })

  it('one question twice is answered alike, and writes nothing', async () => {
    const [store, values] = [await storedState(world), new Map(world.sink.values)]
    expect(await ask()).toEqual(await ask())
    expect(await storedState(world)).toEqual(store)
    expect(world.sink.values).toEqual(values)
  })
})

describe('the ribbon of the stored schedule', () => {
  it('what is not published yet is in the draft alone', async () => {
    await world.ingest(campaign('new', ['two'], { territories: ['DE'], priority: 'takeover', name: 'New' }))
    const [live, draft] = [await ask({ viewers: ['kids'] }), await ask({ viewers: ['kids'], draft: true })]
    expect(told(live, 'kids')).not.toContain('04T11:00 cmp_new')
    expect(told(draft, 'kids')).toEqual(['04T11:00 cmp_new'])
    expect(draft).toMatchObject({ live: null, campaigns: { cmp_new: 'New' }, assets: { ast_two: 'See the two' } })
    expect(draft.scheduleRevision).toBeGreaterThan(0)
  })
})

describe('a ribbon that cannot be made', () => {
  it.each<[string, object, string]>([
    ['a territory that is none', { country: 'QQ' }, 'country'],
    ['a surface that is none', { surface: 'billboard' }, 'surface'],
    ['a beginning that is none', { from: 'yesterday' }, 'from'],
    ['a beginning in another age', { from: '2931-12-04T19:00:00Z' }, 'from'],
    ['more than three days', { hours: 73 }, 'hours'],
    ['steps of nothing', { stepMinutes: 0 }, 'stepMinutes'],
    ['steps without end', { hours: 72, stepMinutes: 1 }, 'stepMinutes'],
    ['nobody', { viewers: [] }, 'viewers'],
    ['a viewer that is none', { viewers: ['guest', 'child'] }, 'viewers.1'],
    ['a zone that is none', { timezone: 'Europe/Atlantis' }, 'timezone'],
    ['a member that is not known', { territroy: 'DE' }, 'territroy'],
  ])('a ribbon of %s is refused with the field', async (_, more, field) => {
    expect(await refusal(more)).toMatchObject({ status: 400, field })
  })

  it('a region without a snapshot is told that nothing is published there, and has its draft', async () => {
    expect(await refusal({ country: 'FR' })).toMatchObject({
      ...{ status: 404, field: 'country', title: 'Nothing published' },
      detail: 'Region fr has no live snapshot; publish it first.',
    })
    expect(told(await ask({ country: 'FR', draft: true }), 'guest')).toEqual(['04T11:00 no-candidates'])
  })
})
