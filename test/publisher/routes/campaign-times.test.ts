import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), asset('one'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

/** It is 22 November 2026. */
const OVER = campaign('over', ['one'], { territories: ['DE'], end: '2026-11-01T00:00:00' })
const LATER = { ...OVER, end: '2026-12-24T00:00:00' }

interface Answered {
  readonly status: number
  readonly etag: string
  readonly body: {
    readonly field?: string
    readonly findings?: readonly { readonly rule: string; readonly severity: string }[]
  }
}

async function ask(method: string, path: string, body: object, seen: object): Promise<Answered> {
  const init = { method, headers: { authorization: `Bearer ${OPS_TOKEN}`, ...seen }, body: JSON.stringify(body) }
  const answer = await world.app.request(`/ops/v1${path}`, init as RequestInit, world.environment)
  return {
    status: answer.status,
    etag: answer.headers.get('etag') ?? '',
    body: (await answer.json()) as Answered['body'],
  }
}

const seen = (etag: string | null) => (etag === null ? { 'if-none-match': '*' } : { 'if-match': etag })
const put = (record: object, etag: string | null = null) =>
  ask('PUT', '/campaigns/cmp_over', { ...record, status: 'draft' }, seen(etag))
const submit = (etag: string) => ask('POST', '/campaigns/cmp_over/submit', { reason: 'a reason' }, seen(etag))
const endedFindings = ({ body }: Answered) => body.findings?.filter(({ rule }) => rule === 'ended-already')

describe('a campaign whose time cannot be meant', () => {
  it('a campaign that has ended already is told when it is written, and is not submitted until it ends later', async () => {
    const written = await put(OVER)
    expect(endedFindings(written)).toMatchObject([{ severity: 'error' }])
    const refused = await submit(written.etag)
    expect(refused).toMatchObject({ status: 409, body: { field: 'findings' } })
    expect(endedFindings(refused)).toHaveLength(1)
    const mended = await put(LATER, written.etag)
    expect(endedFindings(mended)).toEqual([])
    expect(await submit(mended.etag)).toMatchObject({ status: 200 })
  })

  it('a feed that brings an ended campaign is taken in with a warning, which is all that the linter has against it', async () => {
    const report = await (await world.ops('POST', '/ingest?approve=1', [OVER])).json()
    expect(report).toMatchObject({ refused: [], warnings: [{ rule: 'ended-already', path: 'end' }] })
    const again = await (await world.ops('POST', '/ingest?approve=1', [OVER])).json()
    expect(again).toMatchObject({ unchanged: 1, warnings: [] })
    const told = (await (await world.ops('POST', '/campaigns/lint', {})).json()) as Answered['body']
    expect(told.findings).toMatchObject([{ rule: 'never-wins', severity: 'warning' }])
  })

  it('a campaign that ended long ago can be given a later end', async () => {
    await world.ingest(OVER)
    const written = await put(LATER, '"r1"')
    expect(endedFindings(written)).toEqual([])
    expect(await submit(written.etag)).toMatchObject({ status: 200 })
  })

  it.each([
    ['starts before there was anything to show', { start: '0001-01-01T00:00:00', end: null }, 'start'],
    ['starts later than a publish lets through', { start: '2032-01-01T00:00:00', end: null }, 'start'],
    ['takes thousands of years', { end: '4026-12-31T00:00:00' }, 'end'],
    ['ends before it starts', { end: '2025-12-31T00:00:00' }, 'end'],
  ])('a campaign that %s is refused at every door, which names the field', async (_name, times, field) => {
    const record = { ...LATER, ...times }
    expect(await put(record)).toMatchObject({ status: 400, body: { field } })
    const refused = [expect.objectContaining({ path: field })]
    expect(await (await world.ops('POST', '/ingest?approve=1', [record])).json()).toMatchObject({ refused })
    expect(await (await world.ops('POST', '/ingest?dryRun=1', [record])).json()).toMatchObject({ refused })
    await world.ingest(LATER)
    const edit = { ids: ['cmp_over'], set: times, reason: 'a reason' }
    expect(await (await world.ops('POST', '/campaigns/bulk', edit)).json()).toMatchObject({
      changes: [{ outcome: 'refused', refused: expect.stringContaining(`${field}: `) }],
    })
    const sheet = await world.app.request('/ops/v1/campaigns.csv', auth(), world.environment)
    const rows = (await sheet.text()).replace(LATER.start, record.start).replace(LATER.end, record.end ?? '')
    const sent = await world.app.request('/ops/v1/campaigns.csv?reason=why', auth(rows), world.environment)
    expect(JSON.stringify(await sent.json())).toMatch(new RegExp(`(refused":"[^"]*${field}: |"column":"${field}")`))
  })

  it('the longest campaign that may be meant is taken', async () => {
    expect(await put({ ...LATER, start: '2000-01-01T00:00:00', end: '2010-01-01T00:00:00' })).toMatchObject({
      status: 201,
    })
    expect(await put({ ...LATER, start: '2031-11-01T00:00:00', end: '2041-11-01T00:00:00' }, '"r1"')).toMatchObject({
      status: 200,
    })
  })
})

function auth(body?: string): RequestInit {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  return body === undefined ? { headers } : { method: 'POST', headers, body }
}
