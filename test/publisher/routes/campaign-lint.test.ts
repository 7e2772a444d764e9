import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(title('one'), title('two'), asset('one'), asset('two'))
  await world.ingest(TAKEOVER)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const TAKEOVER = campaign('first', ['one'], { territories: ['DE'], priority: 'takeover', end: '2026-12-24T00:00:00' })
const SECOND = { ...TAKEOVER, id: 'cmp_second', start: '2026-12-01T00:00:00' }
/** Clear of everything: it is rated and on offer where it goes. */
const FREE = campaign('free', ['two'], { territories: ['DE'], start: '2026-12-24T00:00:00' })

interface Told {
  readonly findings: readonly { readonly rule: string; readonly campaigns?: readonly string[]; readonly text: string }[]
}

async function ask(method: string, path: string, body: object, headers: object = {}) {
  const init = { method, headers: { authorization: `Bearer ${world.environment.OPS_TOKEN}`, ...headers } }
  const answer = await world.app.request(
    `/ops/v1${path}`,
    { ...init, body: JSON.stringify(body) } as RequestInit,
    world.environment,
  )
  return { status: answer.status, etag: answer.headers.get('etag') ?? '', body: (await answer.json()) as Told }
}

async function lint(body: object): Promise<Told> {
  return (await world.ops('POST', '/campaigns/lint', body)).json() as Promise<Told>
}

const put = (record: { readonly id: string }, etag: string | null = null) =>
  ask(
    'PUT',
    `/campaigns/${record.id}`,
    { ...record, status: 'draft' },
    etag === null ? { 'if-none-match': '*' } : { 'if-match': etag },
  )
const submit = (id: string, etag: string) =>
  ask('POST', `/campaigns/${id}/submit`, { reason: 'a reason' }, { 'if-match': etag })
const rulesOf = ({ findings }: Told) => findings.map(({ rule }) => rule)

describe('the linter through the ops API', () => {
  it('a campaign that would take over what another has is told when it is written, and is not submitted', async () => {
    const written = await put(SECOND)
    expect(written).toMatchObject({ status: 201 })
    expect(written.body.findings).toContainEqual(
      expect.objectContaining({
        rule: 'takeover-overlap',
        severity: 'error',
        territories: ['DE'],
        surfaces: ['home-hero'],
        from: '2026-11-30T23:00:00.000Z',
        until: '2026-12-23T23:00:00.000Z',
      }),
    )
    const refused = await submit(SECOND.id, written.etag)
    expect(refused).toMatchObject({ status: 409, body: { title: 'The linter finds errors', field: 'findings' } })
    expect(refused.body.findings).toMatchObject([{ rule: 'takeover-overlap', campaigns: ['cmp_second', 'cmp_first'] }])
  })

  it('once the errors are mended it is submitted, and the warnings are told', async () => {
    const written = await put(SECOND)
    const mended = await put(
      { ...FREE, id: SECOND.id, frequencyCap: { count: 1, windowSeconds: 90_000 } } as typeof FREE,
      written.etag,
    )
    expect(rulesOf(mended.body)).toEqual(['cap-outlives-session'])
    const submitted = await submit(SECOND.id, mended.etag)
    expect(submitted).toMatchObject({ status: 200, body: { findings: [{ rule: 'cap-outlives-session' }] } })
  })

  it('records are linted in place of what is stored, together with all the rest, and nothing is stored', async () => {
    expect(rulesOf(await lint({ records: [SECOND] }))).toContain('takeover-overlap')
    expect(rulesOf(await lint({ records: [SECOND, { ...TAKEOVER, end: '2026-12-01T00:00:00' }] }))).not.toContain(
      'takeover-overlap',
    )
    expect(await world.ops('GET', '/campaigns/cmp_second')).toMatchObject({ status: 404 })
  })

  it('a draft counts where it is named, and one in review for everybody', async () => {
    const written = await put({ ...SECOND, start: '2026-12-24T00:00:00', end: null } as typeof SECOND)
    await submit(SECOND.id, written.etag)
    const third = { ...SECOND, id: 'cmp_third', start: '2026-12-25T00:00:00', end: '2026-12-26T00:00:00' }
    const draft = await put(third)
    expect(rulesOf(draft.body)).toContain('takeover-overlap')
    expect(rulesOf(await lint({}))).not.toContain('takeover-overlap')
    expect(rulesOf(await lint({ ids: ['cmp_third'] }))).toContain('takeover-overlap')
  })

  it('a selector is asked of the whole catalogue: one that finds nothing is an error, one that finds all a warning', async () => {
    const selecting = (assets: object) => ({ ...FREE, assets })
    expect(rulesOf(await lint({ records: [selecting({ tags: ['wintr'] })] }))).toContain('selector-empty')
    expect(rulesOf(await lint({ records: [selecting({ addedWithinDays: 9 })] }))).toContain('selector-all')
  })

  it.each([
    ['an unknown id', { ids: ['cmp_nobody'] }, 404, 'ids.0'],
    ['an end before the start', { records: [{ ...FREE, end: '2020-01-01T00:00:00' }] }, 400, 'records.0.end'],
    [
      'a date that there is not',
      { records: [FREE, { ...FREE, start: '2026-02-31T00:00:00' }] },
      400,
      'records.1.start',
    ],
    ['no videos', { records: [{ id: 'cmp_a' }] }, 400, 'records.0.assets'],
    ['no time zone', { records: [{ ...FREE, timeZone: 'Mars/Olympus' }] }, 400, 'records.0.timeZone'],
    ['no territory', { records: [{ ...FREE, territories: ['QQ'] }] }, 400, 'records.0.territories.0'],
    ['no records', { records: [] }, 400, 'records'],
    ['what it does not know', { all: true }, 400, 'all'],
  ])('the linter refuses %s, and names the field', async (_name, body, status, field) => {
    expect(await ask('POST', '/campaigns/lint', body)).toMatchObject({ status, body: { field } })
  })

  it('a slot that runs dry is told with the minute, and a window years ahead is no trouble', async () => {
    const told = await lint({
      records: [
        { ...TAKEOVER, end: '2026-11-24T18:00:00' },
        { ...FREE, start: '2031-01-01T00:00:00' },
      ],
    })
    expect(told.findings).toContainEqual(
      expect.objectContaining({ rule: 'empty-slot', campaigns: ['cmp_first'], from: '2026-11-24T17:00:00.000Z' }),
    )
  })
})
