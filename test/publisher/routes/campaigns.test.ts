import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ffInside } from '../../cli/command-line.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), asset('one'), asset('two'))
  await world.ingest(ONE, campaign('two', ['two'], { owner: 'others' }))
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const ONE = campaign('one', ['one'], { territories: ['DE'] })
const WHY = { reason: 'wrong poster' }

const act = async (what: string, id = 'cmp_one', body: object = WHY) => {
  const answer = await world.ops('POST', `/campaigns/${id}/${what}`, body)
  return { status: answer.status, body: (await answer.json()) as Record<string, never> }
}

async function plays(): Promise<readonly string[]> {
  const answer = await world.ops('POST', '/explain', { surface: 'home-hero', country: 'DE' })
  const { kept } = (await answer.json()) as { kept: { campaignId: string }[] }
  return kept.map(({ campaignId }) => campaignId).sort()
}

const ff = (...args: string[]) =>
  ffInside(args, { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN }, async (input, init) => {
    const { pathname, search } = new URL(String(input))
    return world.app.request(pathname + search, init, world.environment)
  })

describe('a campaign', () => {
  it('a paused campaign is withdrawn at once, and plays again from the publish after its resume, by one person', async () => {
    expect((await act('pause')).body).toMatchObject({
      outcome: 'done',
      before: { status: 'approved' },
      campaign: { status: 'paused' },
      ...{ state: 'paused', revision: 2, regions: ['dach'] },
      withdrawn: { records: 1, waiting: [] },
      takesEffect: 'at once',
    })
    expect(await plays()).toEqual(['cmp_two'])
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    expect((await act('resume')).body).toMatchObject({ outcome: 'done', takesEffect: 'with the next publish' })
    expect(await plays()).toEqual(['cmp_two'])
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    expect(await plays()).toEqual(['cmp_one', 'cmp_two'])
  })

  it('a changed campaign plays on as it was until the change is approved, and shows what waits and who wrote it', async () => {
    await world.ops('POST', '/ingest', [{ ...ONE, territories: ['FR'], name: 'for France' }])
    expect(await world.publish()).toMatchObject({ outcome: 'unchanged' })
    expect(await plays()).toEqual(['cmp_one', 'cmp_two'])
    const answer = await world.ops('GET', '/campaigns/cmp_one')
    expect(await answer.json()).toMatchObject({
      campaign: { status: 'approved', territories: ['DE'] },
      ...{ state: 'live', revision: 2, approval: null },
      next: {
        revision: 2,
        editedBy: 'ops',
        campaign: { status: 'draft', territories: ['FR'] },
        diff: [
          { field: 'name', before: ONE.name ?? null, after: 'for France' },
          { field: 'territories', before: ['DE'], after: ['FR'] },
        ],
      },
    })
    await world.ops('POST', '/ingest?approve=1', [{ ...ONE, territories: ['FR'], name: 'for France' }])
    expect(await plays()).toEqual(['cmp_two'])
  })

  it('a campaign that cannot be paused without the store is refused with the order that withdraws it', async () => {
    world.door.misbehave(() => 'error-500')
    const { status, body } = await act('pause')
    world.door.misbehave(() => null)
    expect([status, body.detail]).toEqual([503, expect.stringContaining('`ff takedown add cmp_one --reason …`')])
  })

  it.each([
    [86_400, []],
    [86_401, [{ line: 1, path: 'frequencyCap.windowSeconds', rule: 'cap-beyond-memory', value: '86401' }]],
  ])(
    'a campaign with a frequency cap of %d s is taken, and told whether guests are remembered so long',
    async (windowSeconds, told) => {
      const capped = campaign('capped', ['one'], { frequencyCap: { count: 1, windowSeconds, scope: 'campaign' } })
      const report: unknown = await (await world.ops('POST', '/ingest?approve=1', [capped])).json()
      expect(report).toMatchObject({ accepted: 1, warnings: told })
    },
  )

  it('a campaign that is resumed before any publish plays again with the next, though nothing has changed', async () => {
    await act('pause')
    await act('resume')
    expect(await world.publish()).toMatchObject({ outcome: 'unchanged', receipt: { renewed: true } })
    expect(await plays()).toEqual(['cmp_one', 'cmp_two'])
  })

  it('a campaign that has ended is withdrawn at once, and stays so', async () => {
    expect((await act('end')).body).toMatchObject({ campaign: { status: 'ended' }, state: 'ended' })
    expect(await plays()).toEqual(['cmp_two'])
    for (const what of ['resume', 'pause']) expect(await act(what)).toMatchObject({ status: 409 })
    expect((await act('end')).body).toMatchObject({ outcome: 'unchanged' })
  })

  it('an act on a campaign that is unknown, changed or without a reason is an error that names the field', async () => {
    expect(await act('pause', 'cmp_nobody')).toMatchObject({ status: 404, body: { field: 'id' } })
    expect(await act('pause', 'cmp_one', { reason: ' ' })).toMatchObject({ status: 400, body: { field: 'reason' } })
    expect(await act('pause', 'cmp_one', { ...WHY, revision: 7 })).toMatchObject({ body: { field: 'revision' } })
    await world.ops('POST', '/ingest', [campaign('draft', ['one'], { status: 'draft' })])
    for (const what of ['pause', 'resume']) {
      expect(await act(what, 'cmp_draft')).toMatchObject({ status: 409, body: { field: 'status' } })
    }
  })

  it('a campaign is in the audit log with what it was, what it is, and why', async () => {
    await act('pause')
    const { entries } = (await (await world.ops('GET', '/audit?limit=1')).json()) as { entries: object[] }
    expect(entries[0]).toMatchObject({
      action: 'campaign.pause',
      target: 'cmp_one',
      before: { status: 'approved' },
      after: { status: 'paused', reason: 'wrong poster' },
    })
  })
})

it('a list of campaigns says of each where it stands by the clock, as the campaign itself does', async () => {
  await world.ingest(campaign('over', ['one'], { start: '2025-01-01T00:00:00', end: '2025-02-01T00:00:00' }))
  await act('pause')
  const { campaigns } = (await (await world.ops('GET', '/campaigns')).json()) as {
    campaigns: { id: string; status: string; state: string }[]
  }
  expect(campaigns.map(({ id, status, state }) => [id, status, state])).toEqual([
    ['cmp_one', 'paused', 'paused'],
    ['cmp_over', 'approved', 'ended'],
    ['cmp_two', 'approved', 'live'],
  ])
  const { state } = (await (await world.ops('GET', '/campaigns/cmp_over')).json()) as { state: string }
  expect(state).toBe('ended')
})

it('a list of campaigns goes on behind its cursor, and ends without one', async () => {
  const page = async (query: string) => {
    const { campaigns, cursor } = (await (await world.ops('GET', `/campaigns?limit=1${query}`)).json()) as {
      campaigns: { id: string }[]
      cursor: string | null
    }
    return [campaigns.map(({ id }) => id), cursor]
  }
  expect(await page('')).toEqual([['cmp_one'], 'cmp_one'])
  expect(await page('&cursor=cmp_one')).toEqual([['cmp_two'], null])
  expect((await world.ops('GET', '/campaigns?cursor=7')).status).toBe(400)
})

it('ff campaign lists by status, region, surface and owner, gets one, and acts', async () => {
  expect((await ff('campaign', 'pause', 'cmp_one', '--reason', 'wrong poster')).code).toBe(0)
  const ids = async (...more: string[]) => {
    const { stdout } = await ff('campaign', 'list', '--json', ...more)
    return (JSON.parse(stdout) as { campaigns: { id: string }[] }).campaigns.map(({ id }) => id)
  }
  expect(await ids()).toEqual(['cmp_one', 'cmp_two'])
  expect(await ids('--status', 'paused')).toEqual(['cmp_one'])
  expect(await ids('--region', 'fr')).toEqual(['cmp_two'])
  expect(await ids('--owner', 'others')).toEqual(['cmp_two'])
  expect(await ids('--surface', 'clips-feed')).toEqual([])
  expect((await ff('campaign', 'show', 'cmp_one')).stdout).toMatch(/status +paused/)
  const resumed = await ff('campaign', 'resume', 'cmp_one', '--reason', 'mended', '--publish')
  expect([resumed.code, resumed.stdout]).toEqual([0, expect.stringContaining('was paused and is approved')])
  expect(await plays()).toEqual(['cmp_one', 'cmp_two'])
  expect((await ff('campaign', 'resume', 'cmp_nobody', '--reason', 'x')).code).toBe(1)
  expect((await ff('campaign', 'pause', 'cmp_one')).code).toBe(2)
})

describe('an ingest that names a status which it may not set', () => {
  const report = async (path: string, ...records: object[]) =>
    (await (await world.ops('POST', path, records)).json()) as { warnings: object[]; warningCount: number }

  it('an ingest warns of each status that it may not set, with line, field, and the status that stays', async () => {
    await act('pause')
    await act('end', 'cmp_two')
    const { warnings } = await report('/ingest?approve=1', title('one'), ONE, campaign('two', ['two']))
    expect(warnings).toMatchObject(
      [
        {
          line: 2,
          path: 'status',
          rule: 'status-kept',
          severity: 'warning',
          value: 'approved',
          hint: /paused.*resume/,
        },
        { line: 3, path: 'status', value: 'approved', hint: /ended/ },
      ].map((row) => ({ ...row, hint: expect.stringMatching(row.hint) })),
    )
    const drafts = await report('/ingest', campaign('three', ['one']), campaign('four', ['one'], { status: 'review' }))
    expect(drafts).toMatchObject({ warningCount: 2, warnings: [{ value: 'approved' }, { value: 'review' }] })
  })

  it('an ingest does not warn of a status that is stored so already, or that it does not name', async () => {
    await act('pause')
    const { status: _said, ...silent } = ONE
    expect(await report('/ingest?approve=1', silent, campaign('new', ['one'], { status: 'review' }))).toMatchObject({
      warnings: [],
      warningCount: 0,
    })
  })
})
