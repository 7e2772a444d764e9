import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), asset('one'), asset('two'))
  await world.ingest(ONE, campaign('two', ['two']))
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const ONE = campaign('one', ['one'], { territories: ['DE'] })
const SECOND = 'second-token'

interface Answered {
  readonly status: number
  readonly etag: string | null
  readonly body: Record<string, never>
}

/** As the person `ops`, or as `second`. */
async function ask(
  method: string,
  path: string,
  {
    body,
    as = OPS_TOKEN,
    ...headers
  }: { readonly body?: object; readonly as?: string; readonly [name: string]: unknown } = {},
): Promise<Answered> {
  const environment = { ...world.environment, OPS_SECOND_TOKEN: SECOND }
  const init = {
    method,
    headers: { authorization: `Bearer ${as}`, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  }
  const answer = await world.app.request(`/ops/v1${path}`, init as RequestInit, environment)
  return { status: answer.status, etag: answer.headers.get('etag'), body: (await answer.json()) as Answered['body'] }
}

const put = (body: object, etag: string | null, id = 'cmp_one') =>
  ask('PUT', `/campaigns/${id}`, { body, ...(etag === null ? { 'if-none-match': '*' } : { 'if-match': etag }) })
const act = (verb: string, etag: string | null, as = OPS_TOKEN, id = 'cmp_one') =>
  ask('POST', `/campaigns/${id}/${verb}`, { as, body: { reason: 'a reason' }, ...(etag && { 'if-match': etag }) })
const show = (id = 'cmp_one') => ask('GET', `/campaigns/${id}`)

async function plays(country = 'DE'): Promise<readonly string[]> {
  const answer = await world.ops('POST', '/explain', { surface: 'home-hero', country })
  const { kept } = (await answer.json()) as { kept: { campaignId: string }[] }
  return kept.map(({ campaignId }) => campaignId).sort()
}

/** A change of the campaign that somebody has submitted; its tag. */
async function submitted(change: object): Promise<string | null> {
  const written = await put({ ...ONE, ...change }, (await show()).etag)
  return (await act('submit', written.etag)).etag
}

describe('the life of a campaign', () => {
  it('a new campaign is a draft, waits for somebody else, and is on the air with the publish after the approval', async () => {
    const { v: _v, type: _type, id: _id, status: _status, ...said } = campaign('new', ['two'], { territories: ['DE'] })
    const made = await put(said, null, 'cmp_new')
    expect(made).toMatchObject({ status: 201, etag: '"r1"', body: { state: 'draft', revision: 1, next: null } })
    const asked = await act('submit', made.etag, OPS_TOKEN, 'cmp_new')
    expect(asked.body).toMatchObject({ state: 'review', approval: { askedBy: 'ops', twoPersons: [] } })
    expect(await act('approve', asked.etag, OPS_TOKEN, 'cmp_new')).toMatchObject({ status: 403 })
    const approved = await act('approve', asked.etag, SECOND, 'cmp_new')
    expect(approved.body).toMatchObject({ outcome: 'done', state: 'live', takesEffect: 'with the next publish' })
    expect(await plays()).not.toContain('cmp_new')
    await world.publish()
    expect(await plays()).toContain('cmp_new')
  })

  it('a change takes the place of what is on the air when somebody else approves it, with what that withdraws', async () => {
    const tag = await submitted({ territories: ['AT'] })
    expect(await plays()).toContain('cmp_one')
    const { body } = await act('approve', tag, SECOND)
    expect(body).toMatchObject({ withdrawn: { records: 1 }, next: null, editedBy: 'ops', takesEffect: 'at once' })
    expect(await plays()).not.toContain('cmp_one')
  })

  it('an approval that withdraws much names the number that confirms it, and does nothing without', async () => {
    await world.ingest(...Array.from({ length: 60 }, (_, index) => ({ ...asset(`many-${index}`), titleId: 'ttl_one' })))
    const many = Array.from({ length: 60 }, (_, index) => `ast_many-${index}`)
    await world.ingest({ ...ONE, assets: many })
    await world.publish()
    const tag = await submitted({ assets: ['ast_one'] })
    const refused = await act('approve', tag, SECOND)
    expect(refused).toMatchObject({ status: 409, body: { field: 'confirm', impact: { records: expect.any(Number) } } })
    expect(await plays()).toContain('cmp_one')
    const { confirm } = (refused.body as { impact?: { confirm: number } }).impact ?? {}
    const [request] = ((await ask('GET', '/approvals')).body as { approvals?: { id: string }[] }).approvals ?? []
    const path = `/approvals/${request?.id}/approve`
    expect(await ask('POST', path, { as: SECOND, body: {} })).toMatchObject({ status: 409 })
    expect(await ask('POST', path, { as: SECOND, body: { confirm } })).toMatchObject({ status: 200 })
    expect((await show()).body).toMatchObject({ campaign: { assets: ['ast_one'] } })
  })

  it('a change to a paused campaign is approved without waking it', async () => {
    const tag = await submitted({ weight: 2 })
    await act('pause', null)
    expect((await act('approve', tag, SECOND)).status).toBe(412)
    const { body } = await act('approve', (await show()).etag, SECOND)
    expect(body).toMatchObject({ state: 'paused', campaign: { weight: 2 } })
  })

  it.each([
    ['reject', { state: 'live', next: { campaign: { status: 'draft' } } }],
    ['withdraw', { state: 'live', next: { campaign: { status: 'draft' } } }],
  ])('what was submitted goes back to a draft with %s, and the campaign runs on', async (verb, expected) => {
    const answer = await act(verb, await submitted({ weight: 3 }), SECOND)
    expect(answer.body).toMatchObject({ ...expected, approval: null, takesEffect: 'nothing changes for viewers' })
    expect(await plays()).toContain('cmp_one')
  })

  it('a draft beside a campaign is dropped by withdraw, and ending the campaign drops it too', async () => {
    const first = await put({ ...ONE, weight: 3 }, (await show()).etag)
    expect((await act('withdraw', first.etag)).body).toMatchObject({ next: null, campaign: { weight: 1 } })
    await put({ ...ONE, weight: 4 }, (await show()).etag)
    expect((await act('end', null)).body).toMatchObject({ state: 'ended', next: null })
  })

  it('an edit after the submission voids the request for approval', async () => {
    await submitted({ weight: 2 })
    const [request] = ((await ask('GET', '/approvals')).body as { approvals?: { id: string }[] }).approvals ?? []
    await put({ ...ONE, weight: 5 }, (await show()).etag)
    const listed = (await ask('GET', '/approvals')).body as { approvals?: { state: string }[] }
    expect(listed.approvals?.[0]?.state).toBe('void')
    const approved = await ask('POST', `/approvals/${request?.id}/approve`, { as: SECOND, body: {} })
    expect(approved).toMatchObject({ status: 409, body: { title: 'Void' } })
    expect((await show()).body).toMatchObject({ campaign: { weight: 1 } })
  })

  it('approving the request puts the campaign on the air, once', async () => {
    await submitted({ weight: 2 })
    const [request] = ((await ask('GET', '/approvals')).body as { approvals?: { id: string }[] }).approvals ?? []
    const path = `/approvals/${request?.id}/approve`
    expect(await ask('POST', path, { body: {} })).toMatchObject({ status: 403 })
    expect((await ask('POST', path, { as: SECOND, body: {} })).body).toMatchObject({ approval: { state: 'used' } })
    expect((await show()).body).toMatchObject({ campaign: { weight: 2 }, next: null })
    expect(await ask('POST', path, { as: SECOND, body: {} })).toMatchObject({ status: 409 })
  })
})

describe('two editors of a campaign', () => {
  it('the second of two editors at once is told to look again, and nothing of the first is lost', async () => {
    const { etag } = await show()
    const both = await Promise.all([put({ ...ONE, weight: 2 }, etag), put({ ...ONE, weight: 3 }, etag)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    const winner = both.find(({ status }) => status === 200)?.body as { next?: { campaign: { weight: number } } }
    expect((await show()).body).toMatchObject({ next: { campaign: { weight: winner.next?.campaign.weight } } })
  })

  it('whoever comes second is shown what is on the air, what waits, and where what was sent differs', async () => {
    const { etag } = await show()
    await put({ ...ONE, weight: 2 }, etag)
    expect((await put({ ...ONE, weight: 3, name: 'mine' }, etag)).body).toMatchObject({
      status: 412,
      conflict: {
        revision: 2,
        campaign: { weight: 1 },
        next: { weight: 2 },
        diff: [
          { field: 'name', now: 'one', next: 'one', sent: 'mine' },
          { field: 'weight', now: 1, next: 2, sent: 3 },
        ],
      },
    })
  })

  it('whoever sends what is on the air takes away what waits, and a number that somebody has seen comes never again', async () => {
    const first = await put({ ...ONE, weight: 2 }, (await show()).etag)
    const back = await put(ONE, first.etag)
    expect(back.body).toMatchObject({ outcome: 'done', next: null, campaign: { weight: 1 } })
    await put({ ...ONE, weight: 9 }, back.etag)
    expect(await put({ ...ONE, weight: 3 }, first.etag)).toMatchObject({ status: 412 })
    expect((await show()).body).toMatchObject({ next: { campaign: { weight: 9 } } })
  })

  it.each([
    ['a change without a revision', () => ask('PUT', '/campaigns/cmp_one', { body: ONE }), 428, 'If-Match'],
    ['a new one that is there', () => put(ONE, null), 412, 'If-None-Match'],
    ['a change of what is not there', () => put({ weight: 2 }, '"r1"', 'cmp_gone'), 428, 'If-None-Match'],
    ['a change of nothing', () => ask('PUT', '/campaigns/cmp_gone', { body: ONE }), 400, 'id'],
    ['an approval without a revision', () => act('approve', null, SECOND), 428, 'If-Match'],
    ['an approval of another revision', () => act('approve', '"r9"', SECOND), 412, 'If-Match'],
    ['an approval where nothing waits', async () => act('approve', (await show()).etag, SECOND), 409, 'status'],
    [
      'a record with an unknown territory',
      async () => put({ ...ONE, territories: ['QQ'] }, (await show()).etag),
      400,
      'territories.0',
    ],
    ['a record with an unknown field', async () => put({ ...ONE, weigth: 2 }, (await show()).etag), 400, 'weigth'],
    [
      'a record about a missing video',
      async () => put({ ...ONE, assets: ['ast_gone'] }, (await show()).etag),
      400,
      'assets.0',
    ],
  ])('a request is refused by field, and changes nothing: %s', async (_what, send, status, field) => {
    const before = await show()
    expect(await send()).toMatchObject({ status, body: { field } })
    expect((await show()).body).toEqual(before.body)
  })

  it('a change that was written on what is not on the air any more is not approved over it', async () => {
    const tag = await submitted({ weight: 2 })
    await world.ingest({ ...ONE, name: 'changed meanwhile' })
    expect((await act('approve', tag, SECOND)).status).toBe(412)
    const refused = await act('approve', (await show()).etag, SECOND)
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('changed since') } })
    expect((await show()).body).toMatchObject({ campaign: { name: 'changed meanwhile', weight: 1 } })
  })
})

describe('what takes two persons', () => {
  const adult = { ratings: [{ territory: 'DE', system: 'FSK', label: '18' }] }
  it.each([
    ['a takeover', { priority: 'takeover' }, {}, 'it is a takeover'],
    ['a large goal', { goal: { impressions: 1_000_000 } }, {}, 'its goal is 1000000 impressions'],
    ['a large goal of starts', { goal: { starts: 1_000_000 } }, {}, 'its goal is 1000000 starts'],
    ['a video of gate age 18', {}, adult, 'ast_new is rated 18 in DE'],
    [
      'a selector of such videos',
      { assets: { tags: ['late'] } },
      { ...adult, tags: ['late'] },
      'ast_new is rated 18 in DE',
    ],
  ])('a campaign that one person approves waits in review, and says why: %s', async (_what, terms, more, why) => {
    const records = [
      { ...asset('new'), titleId: 'ttl_one', ...more },
      campaign('new', ['new'], { territories: ['DE'], ...terms }),
    ]
    const answer = await world.ops('POST', '/ingest?approve=1', records)
    const { warnings } = (await answer.json()) as { warnings: { rule: string; hint: string }[] }
    expect(warnings).toMatchObject([{ rule: 'two-persons', value: 'cmp_new', hint: expect.stringContaining(why) }])
    expect((await show('cmp_new')).body).toMatchObject({ state: 'review' })
    const { etag } = await show('cmp_new')
    expect(await act('approve', etag, OPS_TOKEN, 'cmp_new')).toMatchObject({ status: 403 })
    expect((await act('approve', etag, SECOND, 'cmp_new')).body).toMatchObject({ state: 'live' })
  })

  it('a campaign that comes paused takes two persons too, for one person resumes it', async () => {
    const takeover = campaign('new', ['two'], { territories: ['DE'], priority: 'takeover', status: 'paused' })
    await world.ops('POST', '/ingest', [takeover])
    expect((await show('cmp_new')).body).toMatchObject({ state: 'draft' })
    expect(await act('resume', null, OPS_TOKEN, 'cmp_new')).toMatchObject({ status: 409 })
    const answer = await world.ops('POST', '/ingest?approve=1', [takeover])
    expect(await answer.json()).toMatchObject({ warnings: [{ rule: 'two-persons' }] })
    expect((await show('cmp_new')).body).toMatchObject({ state: 'review' })
    expect(await act('resume', null, OPS_TOKEN, 'cmp_new')).toMatchObject({ status: 409 })
  })

  it('a paused campaign does not become a takeover by one person, whatever status comes with it', async () => {
    await act('pause', null)
    for (const status of ['paused', 'approved']) {
      await world.ops('POST', '/ingest?approve=1', [{ ...ONE, priority: 'takeover', status }])
      expect((await show()).body).toMatchObject({ state: 'paused', campaign: { priority: 'standard' } })
    }
    expect((await act('resume', null)).body).toMatchObject({ state: 'live', campaign: { priority: 'standard' } })
  })

  it('a live campaign that is to become a takeover and paused is paused at once, and the rest waits', async () => {
    await world.ops('POST', '/ingest?approve=1', [{ ...ONE, priority: 'takeover', status: 'paused' }])
    expect((await show()).body).toMatchObject({ state: 'paused', next: { campaign: { priority: 'takeover' } } })
  })

  it('a live campaign that is to become a takeover runs on until somebody else approves it', async () => {
    await world.ops('POST', '/ingest?approve=1', [{ ...ONE, priority: 'takeover' }])
    expect((await show()).body).toMatchObject({
      state: 'live',
      campaign: { priority: 'standard' },
      next: { campaign: { priority: 'takeover', status: 'review' } },
    })
    expect(await plays()).toContain('cmp_one')
  })

  it.each([
    ['a rating of 18 where the campaign does not go', { territories: ['AT'] }, adult],
    ['a goal that is a share', { goal: { sharePercent: 100 } }, {}],
    ['a video of gate age 16', { territories: ['DE'] }, { ratings: [{ territory: 'DE', system: 'FSK', label: '16' }] }],
  ])('a campaign takes one person: %s', async (_what, terms, more) => {
    const records = [{ ...asset('new'), titleId: 'ttl_one', ...more }, campaign('new', ['new'], terms)]
    const answer = await world.ops('POST', '/ingest?approve=1', records)
    expect(await answer.json()).toMatchObject({ warnings: [] })
    expect((await show('cmp_new')).body).toMatchObject({ state: 'live' })
  })
})
