import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../setup/eventually.ts'
import { allClips, ask, reportHero } from './device.ts'
import {
  ff,
  ffJson,
  impressionsIn,
  impressionsStored,
  recordsOf,
  type StackProcess,
  startStack,
  storedCounts,
} from './stack-process.ts'
import { askForSupply, supplyFound } from './supply-found.ts'

interface RegionRow {
  readonly region: string
  readonly sequence: number
  readonly snapshot: string
  readonly candidates: number
  readonly takedowns: { readonly count: number }
  readonly seen: readonly { readonly counts: { readonly decisions: number }; readonly rung: string }[]
}
interface Ingested {
  readonly accepted: number
  readonly unchanged: number
  readonly refused: readonly {
    readonly line: number
    readonly path: unknown
    readonly rule: string
    readonly hint: string
  }[]
}
interface Published {
  readonly results: readonly { readonly outcome: string; readonly sequence: number; readonly snapshot: string }[]
}

/** A start is ten seconds of work, and minutes on a busy machine; so is what it does behind the line `ready`. */
const PATIENCE = { timeout: 480_000 }
const TERRITORIES = ['US', 'GB', 'DE', 'FR', 'ES', 'IN', 'JP', 'BR', 'AU', 'KR']

let folder: string
let state: string
let stack: StackProcess
const started: StackProcess[] = []

async function start(at: string, ...flags: string[]): Promise<StackProcess> {
  const next = await startStack(at, flags)
  started.push(next)
  return next
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-end-to-end-'))
  state = join(folder, 'state')
  stack = await start(state, '--fresh')
}, PATIENCE.timeout)
afterAll(async () => {
  await Promise.all(started.map((each) => each.interrupt('SIGTERM')))
  await rm(folder, { recursive: true, force: true })
})

const statusOf = async (region: string): Promise<RegionRow> => {
  const { regions } = await ffJson<{ regions: RegionRow[] }>(state, 0, 'status')
  const row = regions.find((each) => each.region === region)
  if (!row) throw new Error(`no region ${region}`)
  return row
}
const heroOf = async (country: string) =>
  (await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero&device=tv', { country })).decisions['home-hero']

describe('a first start', () => {
  it('a first start says where everything is, and keeps its secrets to its owner', async () => {
    for (const address of [stack.edgeUrl, `${stack.opsUrl}/lab`]) expect(stack.output()).toContain(address)
    // Once, and after `#`, which no browser sends to anybody.
    expect(stack.output().split(stack.opsToken)).toEqual([expect.stringMatching(/sign-in#$/), expect.any(String)])
    for (const file of ['stack.json', 'keys.json', 'viewer-key.json']) {
      expect((await stat(join(state, file))).mode & 0o777, file).toBe(0o600)
    }
  })

  it('a first start has published every region', async () => {
    const { regions } = await ffJson<{ regions: RegionRow[] }>(state, 0, 'status')
    expect(regions).toHaveLength(13)
    for (const { region, sequence, snapshot, candidates } of regions) {
      expect([region, sequence, candidates > 0]).toEqual([region, 1, true])
      expect(snapshot).toMatch(/^[0-9a-f]{64}$/)
    }
  })

  it.each(TERRITORIES)(
    'a first start gives a guest in %s a hero, and twenty clips that never repeat',
    async (country) => {
      expect(await heroOf(country)).toHaveLength(1)
      const clips = (await allClips(stack.edgeUrl, { country })).map(({ assetId }) => assetId)
      expect(clips.length).toBeGreaterThanOrEqual(20)
      expect(new Set(clips).size).toBe(clips.length)
    },
  )

  it('the media of a hero answers a range with 206', async () => {
    const [hero] = (await heroOf('DE')) ?? []
    const url = new URL(hero?.playback[0]?.url ?? '', stack.edgeUrl)
    const answer = await fetch(url, { headers: { range: 'bytes=0-99' } })
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([206, 100])
  })
})

describe('a marketer', () => {
  const campaign = {
    v: 1,
    type: 'campaign',
    id: 'cmp_end-to-end',
    assets: ['ast_sintel-trailer'],
    territories: ['@dach'],
    surfaces: ['home-hero'],
    start: '2026-01-01T00:00:00',
    priority: 'guaranteed',
  }

  it('a marketer is told mistakes of a file by line, field and rule, and what is sound is taken', async () => {
    const file = join(folder, 'mixed.ndjson')
    const lines = [JSON.stringify(campaign), '{"v":1,', JSON.stringify({ ...campaign, id: 'cmp_bad', weight: -1 })]
    await writeFile(file, `${lines.join('\n')}\n`)
    const report = await ffJson<Ingested>(state, 1, 'ingest', file, '--approve')
    expect(report.accepted).toBe(1)
    expect(report.refused.map(({ line }) => line)).toEqual([2, 3])
    expect(JSON.stringify(report.refused[1]?.path)).toContain('weight')
    for (const { rule, hint } of report.refused) expect([rule, hint]).not.toContain('')
  })

  it('a marketer publishes once, then all is unchanged, and dry runs announce nothing', async () => {
    const live = await statusOf('dach')
    const publish = async (...flags: string[]) =>
      (await ffJson<Published>(state, 0, 'publish', '--region', 'dach', ...flags)).results[0]
    expect(await publish('--dry-run')).toMatchObject({ outcome: 'dry-run' })
    expect(await statusOf('dach')).toMatchObject({ sequence: live.sequence, snapshot: live.snapshot })
    const published = await publish()
    expect(published?.outcome).toBe('published')
    expect(published?.sequence).toBeGreaterThan(live.sequence)
    expect(await publish()).toMatchObject({ outcome: 'unchanged', snapshot: published?.snapshot })
  })

  it('a marketer has explained why something plays, and why everything else does not', async () => {
    const explained = await ffJson<{
      context: Record<string, unknown>
      kept: { assetId: string }[]
      rejected: { assetId: string; campaignId: string; first: string; all: unknown[] }[]
      total: number
    }>(state, 0, 'explain', '--surface', 'home-hero', '--country', 'DE', '--limit', '100000')
    expect(explained.context).toMatchObject({ territory: 'DE', minor: false, privacy: 'contextual' })
    expect(explained.kept.length).toBeGreaterThan(0)
    expect(explained.total).toBe(explained.kept.length + explained.rejected.length)
    expect(explained.rejected.find(({ campaignId }) => campaignId === campaign.id)).toMatchObject({
      assetId: 'ast_sintel-trailer',
      first: 'maturity',
    })
    expect(explained.rejected.map(({ first }) => first)).toContain('not-approved')
  })

  it('a member signed in by a token sees all that a guest sees and more', async () => {
    const { stdout } = await ff(state, 'token', '--cap', '12')
    const night = { country: 'DE', now: '2026-11-22T21:30:00Z' }
    const member = { ...night, token: stdout.trim() }
    const [guest, twelve] = [await allClips(stack.edgeUrl, night), await allClips(stack.edgeUrl, member)]
    expect(twelve.length).toBeGreaterThan(guest.length)
    const idsOf = new Set(twelve.map(({ assetId }) => assetId))
    expect(guest.filter(({ assetId }) => !idsOf.has(assetId))).toEqual([])
    expect(Math.max(...twelve.map(({ rating }) => rating?.age ?? 0))).toBeLessThanOrEqual(12)
  })

  it('a takedown is gone from every edge within seconds, and its lift brings the clip back', async () => {
    const target = (await allClips(stack.edgeUrl))[0]?.assetId ?? ''
    const order = await ffJson<{ takedown: { id: string } }>(state, 0, 'takedown', 'add', target, '--reason', 'rights')
    const shows = async () => (await allClips(stack.edgeUrl)).some(({ assetId }) => assetId === target)
    await eventually(shows, (there) => !there)
    const list = await ff(state, 'takedown', 'list')
    expect(list.stdout).toContain(order.takedown.id)
    expect((await ff(state, 'takedown', 'lift', order.takedown.id)).code).toBe(0)
    await eventually(shows, (there) => there)
    expect((await ff(state, 'takedown', 'list')).stdout).not.toContain(order.takedown.id)
  })
})

describe('what devices ask for and report', () => {
  it('what devices ask for is found as supply, with the reason of what stayed empty', async () => {
    await askForSupply(stack.edgeUrl)
    const found = () => supplyFound(state, '--surface', 'browse-tile', '--step', '1d')
    await eventually(found, (words) => words === '3 of 5')
    expect((await ff(state, 'supply', '--territory', 'NZ')).stdout).toContain('unknown-title 2')
  })

  it('what a device reports is accepted once queued, counted once however often it is sent', async () => {
    const { decisionId, token, decisions } = await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero')
    const [hero] = decisions['home-hero'] ?? []
    expect(decisionId).not.toBe('')
    const events = [{ token, position: hero?.position, event: 'impression', ageMs: 0 }]
    for (let time = 0; time < 3; time++) {
      const answer = await fetch(`${stack.edgeUrl}/v1/events`, { method: 'POST', body: JSON.stringify({ events }) })
      expect(answer.status).toBe(202)
    }
    const field = `${hero?.assetId}:home-hero:impression:1`
    await eventually(
      () => storedCounts(state),
      (counts) => counts[field] !== undefined,
    )
    expect((await storedCounts(state))[field]).toBe(1)
  })

  it('what an isolate reports says what it has really served', async () => {
    const { seen } = await eventually(
      async () => {
        await heroOf('DE')
        return statusOf('dach')
      },
      (status) => status.seen.length > 0,
    )
    expect(seen[0]?.counts.decisions).toBeGreaterThan(0)
    expect(['fresh', 'stale']).toContain(seen[0]?.rung)
  })
})

it('every decision so far is made again byte for byte, and explained with the chance of its draw', async () => {
  const { decisionId, decisions } = await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero')
  const [hero] = decisions['home-hero'] ?? []
  // A queue hands over what it holds every two seconds.
  const look = () => ff(state, 'replay', '--id', decisionId, '--explain', '--json')
  const { stdout } = await eventually(look, ({ code }) => code === 0)
  const [{ kept }] = JSON.parse(stdout).results[0].explained
  expect([kept[0].assetId, kept[0].propensity > 0]).toEqual([hero?.assetId, true])
  const all = await ffJson<{ lines: number; equal: number }>(state, 0, 'replay', '--last', '300')
  expect(all.lines).toBeGreaterThan(50)
  expect(all.equal).toBe(all.lines)
})

it('a large schedule comes out the same for the same seed, and goes in', async () => {
  const [one, two] = [join(folder, 'one.ndjson'), join(folder, 'two.ndjson')]
  for (const file of [one, two]) await ff(state, 'demo', '--candidates', '2000', '--seed', '7', '--out', file)
  const text = await readFile(one, 'utf8')
  expect(await readFile(two, 'utf8')).toBe(text)
  const report = await ffJson<Ingested>(state, 0, 'ingest', one, '--approve')
  expect(report).toMatchObject({ accepted: text.trim().split('\n').length, refused: [] })
  expect(await ffJson<Published>(state, 0, 'publish', '--region', 'na')).toMatchObject({
    results: [{ outcome: 'published' }],
  })
})

it('the schedule comes out as a file, and does not go over a store that holds one', async () => {
  const file = join(folder, 'backup.ndjson')
  expect((await ff(state, 'export', file)).code).toBe(0)
  expect((await readFile(file, 'utf8')).split('\n').length).toBeGreaterThan(1000)
  const refused = await ff(state, 'restore', file)
  expect(refused.code).toBe(1)
  expect(refused.stderr).toContain('empty')
})

describe('Ctrl-C', () => {
  it(
    'Ctrl-C counts what devices reported, ends the whole stack, and leaves its state for the next start',
    PATIENCE,
    async () => {
      const before = await statusOf('na')
      const earlier = impressionsIn(await storedCounts(state))
      expect(await reportHero(stack.edgeUrl, 'DE')).toEqual({ accepted: 2, rejected: [] })
      await stack.interrupt('SIGINT')
      expect(await impressionsStored(state)).toBe(earlier + 1)
      expect(
        await eventually(
          async () => stack.leftovers(),
          (left) => left.length === 0,
        ),
      ).toEqual([])
      const told = await ff(state, 'status')
      expect(told.code).toBe(1)
      expect(told.stderr).toContain('npm start')
      stack = await start(state, '--country', 'DE')
      await stack.says(/The schedule is as you left it: \d+ records/)
      await stack.says(/^Published /m)
      expect(await statusOf('na')).toMatchObject({ sequence: before.sequence, snapshot: before.snapshot })
    },
  )

  it('requests come from the country of --country, unless they say otherwise', async () => {
    expect((await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero', { country: null })).territory).toBe('DE')
    expect((await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero', { country: 'JP' })).territory).toBe('JP')
  })

  it('nothing of the stack stays when npm is ended alone', PATIENCE, async () => {
    await stack.endLauncher()
    expect(stack.leftovers()).toEqual([])
    await expect(stat(join(state, 'stack.json'))).rejects.toThrow('ENOENT')
    stack = await start(state)
    await stack.says(/Published 0 regions, 13 unchanged/)
  })

  it('a second start over the same state is refused, and harms nothing', async () => {
    await expect(startStack(state, ['--fresh'])).rejects.toThrow(/a stack runs in .* end it first/)
    expect((await statusOf('dach')).sequence).toBeGreaterThan(0)
  })

  it('a start after a killed stack takes over, and --empty drops nothing', PATIENCE, async () => {
    const [port, opsPort] = [stack.edgeUrl, stack.opsUrl].map((url) => new URL(url).port)
    await stack.kill()
    expect((await fetch(`${stack.edgeUrl}/healthz`)).status).toBe(200)
    const elsewhere = startStack(join(folder, 'elsewhere'), ['--empty', '--port', port ?? ''])
    await expect(elsewhere).rejects.toThrow(/is taken by workerd \(pid \d+\)/)
    stack = await start(state, '--empty', '--port', port ?? '', '--ops-port', opsPort ?? '')
    expect(stack.output()).toMatch(/Ended process \d+, which a stack that was killed had left/)
    expect(stack.output()).toMatch(/the [1-9]\d* records of before stay; --fresh drops them/)
  })
})

describe('an empty start', () => {
  let empty: string
  beforeAll(async () => {
    await stack.interrupt('SIGINT')
    empty = join(folder, 'empty')
    stack = await start(empty, '--empty')
    expect(stack.output()).not.toContain('of before')
  }, PATIENCE.timeout)

  it('an empty start answers from the baseline with a house ident that plays', async () => {
    const { snapshot, decisions } = await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero')
    expect(snapshot.rung).toBe('baseline')
    const url = new URL(decisions['home-hero']?.[0]?.playback[0]?.url ?? '', stack.edgeUrl)
    const answer = await fetch(url, { headers: { range: 'bytes=0-0' } })
    expect(answer.status).toBe(206)
    await answer.arrayBuffer()
  })

  it('an empty start takes an export of another store, and then publishes what that one did', async () => {
    const backup = join(folder, 'backup.ndjson')
    expect((await ff(empty, 'restore', backup)).code).toBe(0)
    const again = join(folder, 'again.ndjson')
    await ff(empty, 'export', again)
    expect(await recordsOf(again)).toEqual(await recordsOf(backup))
    const { results } = await ffJson<Published>(empty, 0, 'publish', '--region', 'dach')
    expect(results).toMatchObject([{ outcome: 'published', sequence: 1 }])
    const rung = async () => (await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero')).snapshot.rung
    expect(await eventually(rung, (each) => each !== 'baseline')).toBe('fresh')
  })
})
