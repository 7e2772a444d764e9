import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealCursor } from '../../../src/edge/token/cursor.ts'
import { type Keyring, readKeyring } from '../../../src/edge/token/keyring.ts'
import { sealSession } from '../../../src/edge/token/sealed-session.ts'
import { newSession } from '../../../src/edge/token/session.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { type Answer, ask, itemsOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films, type Schedule } from '../schedule.ts'

const DAY_MS = 86_400_000
let world: EdgeWorld
let edge: EdgeIsolate
let keyring: Keyring
let sequence = 0

beforeAll(async () => {
  world = await startEdgeWorld(['edge'])
  edge = world.isolate('edge')
  keyring = await readKeyring(JSON.stringify([{ kid: 's1', key: world.sealingKey }]), 'SESSION_KEYS')
  await live('dach', films(20))
  await live('na', films(20))
  await live('fr', films(1))
})
afterAll(() => world.close())

/** A catalogue that is much smaller than the last is meant to be. */
const MEANT = { overrides: [{ check: 'count-change', finding: '1a2b3c4d' }] }

async function live(region: RegionId, schedule: Schedule): Promise<void> {
  const next = ++sequence
  await publish(edge.storage, world.key, region, compiled(region, schedule), next, MEANT)
  await until(edge, region, (status) => status.sequence === next)
}

interface Page {
  readonly limit?: number
  readonly cursor?: string | undefined
  readonly session?: string
  readonly asset?: string
  readonly country?: string
}

async function page({ country = 'DE', ...query }: Page): Promise<Answer> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return ask(
    edge,
    `/v1/clips?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`,
    { country },
  )
}

const idsIn = (body: Answer['body']): string[] => itemsOf(body).map(({ assetId }) => assetId)
const ids = ({ body }: Answer): string[] => idsIn(body)

/** Walks on from a cursor to the end of the feed; `limits` in turn, then again. */
async function walk(limits: readonly number[], from?: string): Promise<{ shown: string[]; positions: number[] }> {
  const shown: string[] = []
  const positions: number[] = []
  let cursor = from
  for (let turn = 0; turn < 100; turn++) {
    const answer = await page({ limit: limits[turn % limits.length] ?? 1, cursor })
    expect(answer.status).toBe(200)
    shown.push(...ids(answer))
    positions.push(...itemsOf(answer.body).map(({ position }) => position))
    cursor = answer.body.cursor
    if (cursor === undefined) return { shown, positions }
  }
  throw new Error('the feed never ends')
}

describe('a walk through the feed', () => {
  it('a walk shows every clip once, however the pages are cut, and counts positions on', async () => {
    const all = ids(await page({ limit: 50 })).sort()
    expect(all.length).toBeGreaterThan(20)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 }), async (limits) => {
        const { shown, positions } = await walk(limits)
        expect([...shown].sort()).toEqual(all)
        expect(positions).toEqual(all.map((_, at) => at))
      }),
      { numRuns: 15 },
    )
  })

  it('a walk repeats and loses nothing that both snapshots have when a new one arrives in the middle', async () => {
    const before = ids(await page({ limit: 50 }))
    const first = await page({ limit: 7 })
    const kept = films(20)
    const other = films(6, 'new')
    await live('dach', {
      titles: [...other.titles, ...kept.titles],
      assets: [...other.assets.slice(0, -1), ...kept.assets.filter(({ id }) => !id.startsWith('ast_film-002'))],
      campaigns: [
        ...kept.campaigns,
        ...other.campaigns.filter(({ id }) => id === 'cmp_upright').map((entry) => ({ ...entry, weight: 9 })),
      ],
    })
    const now = ids(await page({ limit: 50 }))
    const { shown } = await walk([4], first.body.cursor)
    const whole = [...ids(first), ...shown]
    expect(new Set(whole).size).toBe(whole.length)
    expect(before.filter((assetId) => now.includes(assetId) && !whole.includes(assetId))).toEqual([])
    expect(shown.some((assetId) => assetId.startsWith('ast_new-'))).toBe(true)
    await live('dach', films(20))
  })

  it('a walk goes on by POST, with what the viewer did', async () => {
    const first = await page({ limit: 5 })
    const { cursor, session, token } = first.body
    const signals = [{ token, position: 0, event: 'complete', watchedMs: 9000 }]
    const second = await ask(edge, '/v1/clips', { country: 'DE', body: { cursor, session, signals, limit: 5 } })
    expect(second.status).toBe(200)
    expect(itemsOf(second.body).map(({ position }) => position)).toEqual([5, 6, 7, 8, 9])
    expect(ids(second).filter((assetId) => ids(first).includes(assetId))).toEqual([])
  })

  it('a walk ends after 200 items with a word, however large the catalogue', async () => {
    await live('dach', films(240))
    const { shown } = await walk([50])
    expect(new Set(shown).size).toBe(200)
    const last = await page({
      cursor: await sealCursor(
        { sessionId: 'A'.repeat(22), region: 'dach', snapshotSequence: 1, position: 200, served: [] },
        keyring,
        Date.now(),
      ),
    })
    expect(last.body.noDecisions).toEqual([{ placement: 'clips-feed', statusCode: 1, reason: 'end-of-feed' }])
    await live('dach', films(20))
  })

  it('a walk ends with end-of-feed when the last page was full to the brim', async () => {
    const all = ids(await page({ limit: 50 }))
    const brim = await page({ limit: all.length })
    const after = await page({ cursor: brim.body.cursor })
    expect([ids(after), after.body.noDecisions[0]?.reason, after.body.cursor]).toEqual([[], 'end-of-feed', undefined])
  })

  it('a walk starts again in another region, without what was shown already', async () => {
    const first = await page({ limit: 8 })
    const moved = await page({ limit: 8, cursor: first.body.cursor, session: first.body.session, country: 'US' })
    expect(moved.status).toBe(200)
    expect(itemsOf(moved.body)[0]?.position).toBe(0)
    expect(ids(moved).filter((assetId) => ids(first).includes(assetId))).toEqual([])
    const on = await page({ limit: 8, cursor: moved.body.cursor, country: 'US' })
    expect(ids(on).filter((assetId) => [...ids(first), ...ids(moved)].includes(assetId))).toEqual([])
  })
})

describe('a cursor that is not good', () => {
  const refused = async (asked: Page) => {
    const { status, body } = await page(asked)
    return [status, body.field]
  }

  it('a cursor that is forged at any place is 400 and named', async () => {
    const cursor = (await page({ limit: 3 })).body.cursor ?? ''
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: cursor.length - 1 }), async (at) => {
        const letter = cursor[at] === 'A' ? 'B' : 'A'
        const forged = cursor.slice(0, at) + (cursor[at] === '.' ? '' : letter) + cursor.slice(at + 1)
        expect(await refused({ cursor: forged })).toEqual([400, 'cursor'])
      }),
      { numRuns: 40 },
    )
  })

  it('a cursor over 24 hours old is 400 and named', async () => {
    const cursor = await sealCursor(
      { sessionId: 'A'.repeat(22), region: 'dach', snapshotSequence: 1, position: 1, served: [] },
      keyring,
      Date.now() - DAY_MS - 1000,
    )
    expect(await refused({ cursor })).toEqual([400, 'cursor'])
  })

  it('a cursor that is too long, empty, or something else that we sealed is 400 and named', async () => {
    const { session, token } = (await page({})).body
    expect(await refused({ cursor: 'x'.repeat(3000) })).toEqual([400, 'cursor'])
    expect(await refused({ cursor: '' })).toEqual([400, 'cursor'])
    expect(await refused({ cursor: session })).toEqual([400, 'cursor'])
    expect(await refused({ cursor: token.slice(0, 2000) })).toEqual([400, 'cursor'])
  })

  it('a cursor of another session is 400 and named', async () => {
    const [one, two] = [await page({ limit: 3 }), await page({ limit: 3 })]
    expect(await refused({ cursor: one.body.cursor, session: two.body.session })).toEqual([400, 'cursor'])
    expect(await refused({ cursor: one.body.cursor, session: one.body.session })).toEqual([200, undefined])
  })
})

describe('what may be asked of a page', () => {
  it('a page may have a limit from 1 to 50, and no other', async () => {
    for (const limit of ['0', '51', '-1', '1.5', 'ten', '1e1', '99999999999999999999', '']) {
      const { status, body } = await ask(edge, `/v1/clips?limit=${limit}`, { country: 'DE' })
      expect([status, body.field], limit).toEqual([400, 'limit'])
    }
    expect(ids(await page({ limit: 1 }))).toHaveLength(1)
    expect(ids(await page({}))).toHaveLength(10)
  })

  it('a shared clip opens the first page and stands in the walk once', async () => {
    const asset = 'ast_film-014-clip-2'
    const first = await page({ limit: 5, asset })
    expect(ids(first)[0]).toBe(asset)
    const { shown } = await walk([6], first.body.cursor)
    expect(shown).not.toContain(asset)
  })

  it('a shared clip that may not be shown here is left out, without a word of it', async () => {
    for (const asset of ['ast_film-005-clip-1', 'ast_nobody', 'ast_film-000-trailer']) {
      const answer = await page({ limit: 50, asset })
      expect(ids(answer).sort(), asset).toEqual(ids(await page({ limit: 50 })).sort())
    }
    const { status, body } = await page({ asset: 'ttl_film-000' })
    expect([status, body.field]).toEqual([400, 'asset'])
  })
})

describe('a session that cannot be read', () => {
  const changed = (text: string): string => `${text.slice(0, -6)}${text.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`

  it('a session that cannot be read is passed over, replaced by one that can, and counted', async () => {
    const { session, cursor = '', token } = (await page({})).body
    const remembered = newSession(0, (length) => new Uint8Array(length))
    const old = await sealSession({ ...remembered, issuedAt: Date.now() - DAY_MS - 1000 }, keyring)
    for (const bad of [session.slice(0, -9), changed(session), cursor, token, 'junk', '', 'x'.repeat(3000), old]) {
      const { status, body } = await page({ session: bad })
      expect([status, idsIn(body).length], bad.slice(0, 20)).toEqual([200, 10])
      const next = await page({ session: body.session })
      expect(ids(next).filter((assetId) => idsIn(body).includes(assetId))).toEqual([])
    }
    // The first answer for a region is reported at once.
    await page({ country: 'BR', session: 'junk' })
    const report = () => edge.messages.find((each) => each.type === 'telemetry' && each.region === 'br')
    await expect.poll(report).toMatchObject({ unreadableSessions: 1 })
  })

  it('a session that cannot be read restarts the walk of its cursor, without what was shown already', async () => {
    const first = await page({ limit: 5 })
    const { cursor, session } = first.body
    const again = await page({ limit: 5, cursor, session: changed(session) })
    expect(again.status).toBe(200)
    expect(again.body.decisions['clips-feed']?.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4])
    expect(ids(again).filter((assetId) => ids(first).includes(assetId))).toEqual([])
  })
})

describe('the session', () => {
  it('a session holds a frequency cap, and losing it shows the campaign again once', async () => {
    const placements = [{ id: 'next', surface: 'post-play' }]
    const play = async (session?: string) =>
      ask(edge, '/v1/decisions', { country: 'DE', body: { placements, session } })
    const first = await play()
    const second = await play(first.body.session)
    const third = await play(second.body.session)
    expect([first, second].flatMap(ids)).toEqual(['ast_capped', 'ast_capped'])
    expect(third.body.floor).toEqual([{ placement: 'next', statusCode: 9, reason: 'frequency-cap' }])
    expect(ids(third)).toEqual([expect.stringMatching(/^ast_house-ident-/)])
    const inHeader = await ask(edge, '/v1/decisions', {
      country: 'DE',
      body: { placements },
      headers: { 'x-session': second.body.session },
    })
    expect(inHeader.body.floor?.[0]?.reason).toBe('frequency-cap')
    expect(ids(await play())).toEqual(['ast_capped'])
  })

  it('a session puts what it has seen behind what is new, and stays small', async () => {
    const first = await page({ limit: 10 })
    const again = await page({ limit: 10, session: first.body.session })
    expect(ids(again).filter((assetId) => ids(first).includes(assetId))).toEqual([])
    let { session } = again.body
    for (let turn = 0; turn < 12; turn++) session = (await page({ limit: 50, session })).body.session
    expect(session.length).toBeLessThanOrEqual(2048)
  })
})
