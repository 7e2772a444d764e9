import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CampaignBulkDone } from '../../../src/contracts/ops/answers/campaigns/campaign-bulk.ts'
import type { StoredCampaign, WrittenCampaign } from '../../../src/contracts/ops/answers/campaigns.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'))
  await world.ingest(
    campaign('one', ['one'], { territories: ['DE'] }),
    campaign('two', ['one'], { territories: ['DE', 'CH'], owner: 'others' }),
  )
  await put('three', campaign('three', [], { territories: ['GB'], assets: { tags: ['late'] } }))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

async function ask<Body = CampaignBulkDone>(path: string, body: object, method = 'POST') {
  const answer = await world.ops(method, path, { reason: 'a reason', ...body })
  return { status: answer.status, body: (await answer.json()) as Body }
}
const bulk = (body: object) => ask('/campaigns/bulk', body)
const undo = (change: string | null, more: object = {}) => ask(`/changes/${change}/undo`, more)
const refusal = (path: string, body: object) => ask<{ field: string; detail: string }>(path, body)
const outcomes = ({ changes }: CampaignBulkDone) =>
  Object.fromEntries(changes.map(({ id, outcome }) => [id.slice('cmp_'.length), outcome]))
async function show(name: string): Promise<StoredCampaign> {
  return (await (await world.ops('GET', `/campaigns/cmp_${name}`)).json()) as StoredCampaign
}
async function put(name: string, record: object): Promise<void> {
  const { revision } = await show(name)
  const seen: Record<string, string> =
    revision === undefined ? { 'if-none-match': '*' } : { 'if-match': `"r${revision}"` }
  const headers = { authorization: `Bearer ${OPS_TOKEN}`, ...seen }
  const init = { method: 'PUT', headers, body: JSON.stringify({ ...record, status: 'draft' }) }
  await world.app.request(`/ops/v1/campaigns/cmp_${name}`, init, world.environment)
}
async function audited(action: string) {
  const { entries } = (await (await world.ops('GET', '/audit')).json()) as {
    entries: { action: string; target: string; after: object }[]
  }
  return entries.filter((each) => each.action === action)
}

describe('an edit of many campaigns', () => {
  it('an edit changes each campaign as one of it alone does: what is on the air runs on, and the change waits', async () => {
    const edit = { ids: ['cmp_one', 'cmp_two'], set: { weight: 2 }, append: { territories: ['AT'] } }
    const { body } = await bulk(edit)
    expect(body).toMatchObject({ done: 2, refused: 0, change: expect.stringMatching(/^chg_/) })
    expect(body.changes[0]).toMatchObject({
      id: 'cmp_one',
      revision: 2,
      diff: [
        { field: 'territories', before: ['DE'], after: ['DE', 'AT'] },
        { field: 'weight', before: 1, after: 2 },
      ],
    })
    expect(await show('one')).toMatchObject({
      state: 'live',
      campaign: { weight: 1 },
      next: { campaign: { weight: 2, status: 'draft', territories: ['DE', 'AT'] } },
    })
  })

  it('an edit is tried without any effect, with the same answer', async () => {
    const edit = { filter: { owner: 'tests' }, set: { weight: 2 }, remove: { territories: ['DE'] } }
    const tried = await bulk({ ...edit, dryRun: true })
    expect(outcomes(tried.body)).toEqual({ one: 'refused', three: 'done' })
    expect(tried.body.change).toBeNull()
    expect(await show('three')).toMatchObject({ revision: 1, campaign: { weight: 1 } })
    expect(outcomes((await bulk(edit)).body)).toEqual(outcomes(tried.body))
  })

  it('an edit leaves one audit entry for the change and one for each campaign', async () => {
    const { body } = await bulk({ ids: ['cmp_one', 'cmp_two'], set: { 'goal.impressions': 500 } })
    expect(await audited('campaign.bulk')).toMatchObject([
      { target: body.change, after: { reason: 'a reason', done: 2 } },
    ])
    expect((await audited('campaign.edit')).map(({ target }) => target).sort()).toEqual(['cmp_one', 'cmp_two'])
  })

  it.each([
    ['a value that cannot be', { set: { weight: -1 } }, 'weight'],
    ['a territory that is none', { append: { territories: ['QQ'] } }, 'territories.1'],
    ['a list that is none there', { append: { assets: ['ast_one'] } }, 'assets'],
    ['an asset that is not there', { set: { assets: ['ast_gone'] } }, 'ast_gone'],
    ['two kinds of goal', { set: { 'goal.impressions': 5, 'goal.starts': 5 } }, 'leave out starts or impressions'],
    ['a field below that is none', { set: { 'goal.__proto__': 1 } }, 'goal'],
  ])('an edit is refused by campaign, and changes nothing of it: %s', async (_what, edit, why) => {
    const { body } = await bulk({ ids: ['cmp_three', 'cmp_gone'], ...edit })
    expect(outcomes(body)).toEqual({ three: 'refused', gone: 'refused' })
    expect(body.changes.find(({ id }) => id === 'cmp_three')?.refused).toContain(why)
    expect(await show('three')).toMatchObject({ revision: 1 })
  })

  it.each([
    ['neither ids nor a filter', { set: { weight: 2 } }, 400, 'ids'],
    ['an edit and a verb', { ids: ['cmp_one'], set: { weight: 2 }, verb: 'pause' }, 400, 'set'],
    ['nothing to do', { ids: ['cmp_one'] }, 400, 'set'],
    ['a status', { ids: ['cmp_one'], set: { status: 'approved' } }, 400, 'set.status'],
    ['an unknown field', { ids: ['cmp_one'], append: { weigth: [1] } }, 400, 'append.weigth'],
    ['a filter that finds everything', { filter: {}, set: { weight: 2 } }, 409, 'count'],
    ['another number than there are', { filter: {}, set: { weight: 2 }, count: 2 }, 409, 'count'],
    ['no reason', { ids: ['cmp_one'], set: { weight: 2 }, reason: ' ' }, 400, 'reason'],
  ])('a change is refused as a whole: %s', async (_what, body, status, field) => {
    expect(await refusal('/campaigns/bulk', body)).toMatchObject({ status, body: { field } })
  })

  it('a filter changes everything with the number of what it finds', async () => {
    expect((await bulk({ filter: {}, set: { weight: 2 }, count: 3 })).body).toMatchObject({ done: 3 })
  })

  it('two changes at once lose nothing of either: a campaign has one of them, and the other is told', async () => {
    const [left, right] = await Promise.all([
      bulk({ ids: ['cmp_one', 'cmp_two'], set: { weight: 2 } }),
      bulk({ ids: ['cmp_one', 'cmp_two'], set: { weight: 3 } }),
    ])
    for (const name of ['one', 'two']) {
      const said = [left.body, right.body].map((body) => outcomes(body)[name]).sort()
      const { next, revision } = await show(name)
      const both = said.filter((outcome) => outcome === 'done').length
      expect(said).toEqual(both === 2 ? ['done', 'done'] : ['done', 'refused'])
      expect(revision).toBe(1 + both)
      expect(next?.campaign.weight).toBe(
        outcomes(right.body)[name] === 'done' && both === 1 ? 3 : next?.campaign.weight,
      )
    }
  })
})

describe('a verb for many campaigns', () => {
  it('a pause of many holds at once, and its undo resumes them', async () => {
    await world.publish()
    const pause = { ids: ['cmp_one', 'cmp_two', 'cmp_three'], verb: 'pause' }
    const asked = await ask<{ impact?: { confirm: number } }>('/campaigns/bulk', pause)
    const { body } = await bulk({ ...pause, confirm: asked.body.impact?.confirm })
    expect(outcomes(body)).toEqual({ one: 'done', two: 'done', three: 'refused' })
    expect(body.withdrawn).toMatchObject({ records: 2 })
    expect(await show('one')).toMatchObject({ state: 'paused' })
    expect(outcomes((await undo(body.change)).body)).toEqual({ one: 'done', two: 'done' })
    expect(await show('one')).toMatchObject({ state: 'live' })
  })

  it('a submission of many asks for approval of each, and its undo takes it back', async () => {
    await bulk({ ids: ['cmp_one', 'cmp_two'], set: { weight: 2 } })
    const { body } = await bulk({ ids: ['cmp_one', 'cmp_two'], verb: 'submit' })
    expect(await show('one')).toMatchObject({ next: { campaign: { status: 'review' } }, approval: { askedBy: 'ops' } })
    expect((await undo(body.change)).body).toMatchObject({ done: 2 })
    expect(await show('one')).toMatchObject({ next: { campaign: { status: 'draft' } }, approval: null })
  })

  it('nobody approves what they wrote, however many at once', async () => {
    await bulk({ ids: ['cmp_one', 'cmp_two'], set: { weight: 2 } })
    await bulk({ ids: ['cmp_one', 'cmp_two'], verb: 'submit' })
    const { body } = await bulk({ ids: ['cmp_one', 'cmp_two'], verb: 'approve' })
    expect(body).toMatchObject({ done: 0, refused: 2, change: null })
  })
})

describe('a dry run of a verb for many campaigns', () => {
  it('a dry run of submitting and of approving many says what would be refused and why, and changes nothing', async () => {
    await bulk({ ids: ['cmp_one'], set: { weight: 3 } })
    const order = { ids: ['cmp_one', 'cmp_three'], verb: 'submit' }
    const { body: dry } = await bulk({ ...order, dryRun: true })
    expect(dry).toMatchObject({ done: 1, refused: 1, change: null })
    expect(dry.changes[1]).toMatchObject({ id: 'cmp_three', refused: expect.stringContaining('selector-empty') })
    expect(await show('one')).toMatchObject({ next: { campaign: { status: 'draft' } } })
    const { body: real } = await bulk(order)
    expect(real.changes.map(({ refused }) => refused)).toEqual(dry.changes.map(({ refused }) => refused))
    const { body: approval } = await bulk({ ids: ['cmp_one'], verb: 'approve', dryRun: true })
    expect(approval.changes).toMatchObject([{ outcome: 'refused', refused: expect.stringContaining('they wrote') }])
  })
})

describe('the undo of a change', () => {
  it('an undo puts back what was said before: what waited, or nothing', async () => {
    await bulk({ ids: ['cmp_two'], set: { weight: 5 } })
    const { body } = await bulk({ filter: {}, set: { weight: 2 }, count: 3 })
    expect((await undo(body.change)).body).toMatchObject({ done: 3, undoes: body.change })
    expect(await show('one')).toMatchObject({ next: null, campaign: { weight: 1 } })
    expect(await show('two')).toMatchObject({ next: { campaign: { weight: 5 } } })
    expect(await show('three')).toMatchObject({ campaign: { weight: 1, status: 'draft' } })
  })

  it('an undo leaves what somebody has edited since as it is, and tells so', async () => {
    const { body } = await bulk({ ids: ['cmp_one', 'cmp_two'], set: { weight: 2 } })
    await put('two', { ...campaign('two', ['one'], { territories: ['DE'] }), name: 'mine' })
    const undone = await undo(body.change)
    expect(outcomes(undone.body)).toEqual({ one: 'done', two: 'refused' })
    expect(await show('two')).toMatchObject({ next: { campaign: { name: 'mine' } } })
  })

  it('an undo cannot be undone, nor a change twice', async () => {
    const { body } = await bulk({ ids: ['cmp_one'], set: { weight: 2 } })
    const undone = await undo(body.change)
    expect(await undo(undone.body.change)).toMatchObject({ status: 409, body: { title: 'An undo' } })
    expect(await undo(body.change)).toMatchObject({ status: 409, body: { title: 'Undone already' } })
  })

  it('two undos at once put each campaign back once', async () => {
    const { body } = await bulk({ ids: ['cmp_one', 'cmp_two'], set: { weight: 2 } })
    const both = await Promise.all([undo(body.change), undo(body.change)])
    expect(both.reduce((sum, each) => sum + (each.body.done ?? 0), 0)).toBe(2)
    expect(await show('one')).toMatchObject({ next: null, revision: 3 })
  })

  it('an end is for good', async () => {
    const { body } = await bulk({ ids: ['cmp_one'], verb: 'end' })
    expect(await undo(body.change)).toMatchObject({ status: 409, body: { title: 'Cannot be undone' } })
  })

  it('a change is not found after 30 days', async () => {
    const { body } = await bulk({ ids: ['cmp_one'], set: { weight: 2 } })
    world.clock.now += 31 * 86_400_000
    expect(await undo(body.change)).toMatchObject({ status: 404 })
  })
})

describe('a copy of a campaign', () => {
  it('a copy is a draft with a new id that keeps local hours in other territories', async () => {
    const hours = [{ days: ['fri'], from: '20:00', to: '02:00' }]
    await world.ingest(campaign('late', ['one'], { territories: ['DE'], hours }))
    const copied = await ask<StoredCampaign>('/campaigns/cmp_late/copy', { id: 'cmp_fresh', territories: ['JP'] })
    expect(copied).toMatchObject({
      status: 201,
      body: { revision: 1, state: 'draft', campaign: { territories: ['JP'], timeZone: 'territory', hours } },
    })
    expect(await show('late')).toMatchObject({ campaign: { territories: ['DE'] }, state: 'live' })
  })

  it('a copy is told what the linter finds, as a campaign that is written', async () => {
    const answer = await ask<WrittenCampaign>('/campaigns/cmp_three/copy', { id: 'cmp_fresh' })
    const rules = answer.body.findings.map(({ rule, severity }) => [rule, severity])
    expect(rules).toContainEqual(['selector-empty', 'error'])
  })

  it.each([
    ['an id that is taken', 'cmp_one', { id: 'cmp_two' }, 409, 'id'],
    ['a campaign that is none', 'cmp_gone', { id: 'cmp_fresh' }, 404, 'id'],
    ['a territory that is none', 'cmp_one', { id: 'cmp_fresh', territories: ['QQ'] }, 400, 'territories.0'],
    ['no new id', 'cmp_one', {}, 400, 'id'],
  ])('a copy is refused: %s', async (_what, id, body, status, field) => {
    expect(await refusal(`/campaigns/${id}/copy`, body)).toMatchObject({ status, body: { field } })
  })
})
