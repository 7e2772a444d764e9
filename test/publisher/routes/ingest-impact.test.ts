import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ffInside } from '../../cli/command-line.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

const NAMES = Array.from({ length: 80 }, (_, index) => `film-${index}`)
const ALL = campaign('all', NAMES)
const DACH = campaign('dach', NAMES.slice(0, 1), { territories: ['DE'], surfaces: ['clips-feed', 'browse-tile'] })

let world: PublisherWorld
beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  await world.ingest(...NAMES.map((name) => title(name)), ...NAMES.map((name) => asset(name)))
  await world.ingest(ALL, DACH)
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

interface Impact {
  readonly records: number
  readonly regions: readonly { region: string; candidates: number; of: number }[]
  readonly emptied: readonly { region: string; territory: string; surface: string }[]
  readonly reasons: readonly string[]
  readonly confirm: number | null
}

async function ingest(query: string, ...records: object[]) {
  const answer = await world.ops('POST', `/ingest?approve=1${query}`, records)
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> & { impact: Impact } }
}

const paused = (record: object) => ({ ...record, status: 'paused' })
const stored = async () => JSON.stringify(await (await world.ops('GET', '/export')).text())
const keysOf = async () => ((await world.redis('SCAN', '0', 'COUNT', '10000')) as [string, string[]])[1].sort()

describe('a dry run', () => {
  it('a dry run gives the full report, and what would be withdrawn, and writes nothing at all', async () => {
    await world.publish('fr')
    const before = [await stored(), await keysOf(), world.sink.puts.length]
    const takedown = { v: 1, type: 'takedown', id: 'tkd_a', target: 'ttl_film-3', reason: 'x', actor: 'y' }
    const { status, body } = await ingest('&dryRun=1', title('new'), paused(ALL), { v: 1, type: 'nonsense' }, takedown)
    expect([status, body]).toMatchObject([
      200,
      { dryRun: true, accepted: 3, refusedRecords: 1, batch: null, withdrawn: { records: 1, regions: ['dach', 'fr'] } },
    ])
    expect(body.impact.regions).toEqual([
      { region: 'dach', candidates: 80, of: 81 },
      { region: 'fr', candidates: 80, of: 80 },
    ])
    expect(body.impact.emptied).toContainEqual({ region: 'dach', territory: 'AT', surface: 'home-hero' })
    expect(body.impact.emptied).not.toContainEqual(expect.objectContaining({ surface: 'browse-tile' }))
    expect(body.impact.confirm).toBeGreaterThan(0)
    expect([await stored(), await keysOf(), world.sink.puts.length]).toEqual(before)
  })

  it('a dry run of what withdraws nothing wants no number', async () => {
    const { body } = await ingest('&dryRun=1', title('new'), asset('film-0', { durationMs: 20_000 }))
    expect(body).toMatchObject({ accepted: 2, impact: { records: 0, emptied: [], reasons: [], confirm: null } })
  })

  it('a dry run says what would be refused in it, and counts that as an ingest would', async () => {
    const { body } = await ingest('&dryRun=1', asset('lost', { titleId: 'ttl_nobody' }), ALL)
    expect(body).toMatchObject({ accepted: 0, unchanged: 1, refused: [{ rule: 'missing-title' }] })
  })
})

describe('an ingest that would leave a surface without an answer', () => {
  it('an ingest that empties a surface is refused whole with a number, and goes through with that number alone', async () => {
    const before = await stored()
    const refused = await ingest('', title('new'), paused(ALL))
    expect([refused.status, refused.body]).toMatchObject([409, { field: 'confirm', impact: { records: 1 } }])
    expect(await stored()).toBe(before)
    const { confirm } = refused.body.impact
    expect((await ingest('&dryRun=1', title('new'), paused(ALL))).body.impact.confirm).toBe(confirm)
    const wrong = await ingest(`&confirm=${(confirm ?? 0) + 1}`, paused(ALL))
    expect([wrong.status, JSON.stringify(wrong.body)]).toEqual([409, expect.stringContaining('is not the number of')])
    expect((await ingest(`&confirm=${confirm}`, title('new'), paused(ALL))).body).toMatchObject({ accepted: 2 })
  })

  it('an ingest that empties a surface needs another number once it withdraws something else', async () => {
    const { confirm } = (await ingest('&dryRun=1', paused(ALL))).body.impact
    expect((await ingest(`&confirm=${confirm}`, paused(ALL), paused(DACH))).status).toBe(409)
  })

  it('an ingest that is refused holds up none of its takedowns', async () => {
    const takedown = { v: 1, type: 'takedown', id: 'tkd_a', target: 'ttl_film-3', reason: 'x', actor: 'y' }
    expect((await ingest('', paused(ALL), takedown)).status).toBe(409)
    expect((await world.edge())?.takedowns.entries).toMatchObject([{ target: 'ttl_film-3' }])
  })

  it('an ingest that empties a surface in one territory is refused, also where that is soon and not now', async () => {
    for (const record of [paused(DACH), { ...DACH, end: '2026-11-23T00:00:00' }]) {
      expect((await ingest('&dryRun=1', record)).body.impact.emptied).toEqual([
        { region: 'dach', territory: 'DE', surface: 'browse-tile' },
      ])
    }
    expect((await ingest('&dryRun=1', { ...DACH, end: '2027-11-23T00:00:00' })).body.impact.confirm).toBeNull()
  })
})

it('an ingest that withdraws more than the rules allow is refused, though something is left everywhere', async () => {
  const few = NAMES.slice(1, 21).map((name) => asset(name, { band: 'red' }))
  expect((await ingest('&dryRun=1', ...few)).body.impact).toMatchObject({ records: 20, confirm: null })
  const many = NAMES.slice(1, 61).map((name) => asset(name, { band: 'red' }))
  const { status, body } = await ingest('', ...many)
  expect([status, body.impact.emptied]).toEqual([409, []])
  expect(body.impact.reasons[0]).toBe('dach: 60 of 81 candidates would be withdrawn, more than 20 %')
})

it('ff ingest tells the impact: --dry-run, the refusal with its number, --confirm', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'ff-')), 'paused.ndjson')
  await writeFile(file, `${JSON.stringify(paused(ALL))}\n`)
  const ff = (...args: string[]) =>
    ffInside(
      ['ingest', file, ...args],
      { FF_OPS_URL: 'https://ops.example.com', FF_OPS_TOKEN: OPS_TOKEN },
      async (input, init) => {
        const { pathname, search } = new URL(String(input))
        const { body, ...rest } = init ?? {}
        const text = body instanceof ReadableStream ? await new Response(body).text() : body
        return world.app.request(pathname + search, { ...rest, ...(text ? { body: text } : {}) }, world.environment)
      },
    )
  const dry = await ff('--dry-run')
  expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('nothing was written')])
  const [, number = ''] = /--confirm (\d+)/.exec(dry.stdout) ?? []
  const refused = await ff()
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(`--confirm ${number}`)])
  expect(refused.stderr).toMatch(/dach +80 +81 +.*AT home-hero/)
  expect((await ff('--confirm', number)).code).toBe(0)
})
