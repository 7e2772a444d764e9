import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DecisionRecord } from '../../../src/edge/token/decision/decision-record.ts'
import { openDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { type Keyring, readKeyring } from '../../../src/edge/token/keyring.ts'
import { begunHash, hashOfUnit } from '../../../src/experiment/assignment/hash.ts'
import type { ServedExperiment, ServedExperiments } from '../../../src/model/experiments/served-experiment.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { regionRules } from '../../../src/rules/lookup/region-rules.ts'
import { ask, type Body, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { canaryOf, publish, putShards, putTakedowns, takedownList } from '../publish.ts'
import { differences, opened, plainLine, sentLines } from '../replay/replay-world.ts'
import { compiled, films } from '../schedule.ts'

const EVERYWHERE: ServedExperiment['targeting'] = { territories: [], surfaces: [], devices: [], viewers: 'any' }

/** Half and half, between the rules and one changed value. */
const anExperiment = (key: string, parameters: object, changes: Partial<ServedExperiment> = {}): ServedExperiment => ({
  ...{ key, layer: key, hashVersion: 2, seed: key, unit: 'viewer', namespace: null, targeting: EVERYWHERE },
  ranges: [
    [0, 0.5],
    [0.5, 1],
  ],
  variations: [
    { key: 'control', parameters: {} },
    { key: 'changed', parameters: { ...parameters } },
  ],
  ...changes,
})

const HOT = anExperiment('hot', { 'slate.home-hero.temperature': 900, 'slate.home-hero.head': 24 })
const YOUNG = anExperiment('young', { 'ranking.terms.freshness.points': 900 }, { unit: 'session' })
const MEMBERS = anExperiment(
  'members',
  { 'ranking.terms.language.points': 500 },
  { targeting: { ...EVERYWHERE, viewers: 'member', territories: ['DE'] } },
)
/** As it comes from a snapshot: JSON, of which anything may be wrong. */
const EXPERIMENTS: ServedExperiments = JSON.parse(
  JSON.stringify({
    holdout: { seed: 'held', share: 0.2 },
    experiments: [
      HOT,
      YOUNG,
      MEMBERS,
      anExperiment('tiles', { 'slate.browse-tile.head': 3 }),
      {
        ...anExperiment('broken', { 'slate.home-hero.floor': 0.2 }),
        ranges: [
          [0, 0.6],
          [0.4, 1],
        ],
      },
      anExperiment('unknown', { 'maturity.cap': 18 }),
      { ...anExperiment('later', { 'slate.home-hero.twinPoints': 3 }), hashVersion: 3 },
    ],
  }),
)

let world: EdgeWorld
let edge: EdgeIsolate
let keyring: Keyring
const rules = { ...regionRules(bundledRules(), 'dach'), experiments: EXPERIMENTS }
const SHARDS = compiled('dach', films(30), rules)

beforeAll(async () => {
  world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '1' } })
  edge = world.isolate('edge')
  keyring = await readKeyring(JSON.stringify([{ kid: 'd1', key: world.sealingKey }]), 'DECISION_KEYS')
  await publish(edge.storage, world.key, 'dach', SHARDS)
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())

interface Asked {
  readonly surface?: string
  readonly claims?: Record<string, unknown>
  readonly session?: string
  readonly country?: string
}

async function decided({ surface = 'home-hero', claims, session, country = 'DE' }: Asked = {}): Promise<Body> {
  const token = claims === undefined ? {} : { token: await world.viewerToken(claims) }
  const headers: Record<string, string> = session === undefined ? {} : { 'x-session': session }
  return (await ask(edge, `/v1/autoplay?surface=${surface}`, { country, headers, ...token })).body
}

async function recordOf({ token }: Pick<Body, 'token'>): Promise<DecisionRecord> {
  const read = await openDecisionToken(token, keyring, Date.now())
  if (read.outcome !== 'ok') throw new Error(read.outcome)
  return read.record
}

const standing = async (asked: Asked = {}) => recordOf(await decided(asked))
const hashOf = (seed: string, unit: string | null) => hashOfUnit(begunHash(seed), unit ?? '')
const armOf = (key: string, unit: string | null) => [key, hashOf(key, unit) < 0.5 ? 'control' : 'changed']
const CONSENTED = { adult: true, personalize: true }

describe('the arms of a viewer', () => {
  it('every token names the arms that its own unit hashes to, and who is held out is in none', async () => {
    const records = await Promise.all(Array.from({ length: 120 }, () => standing()))
    for (const { unit, holdout, arms } of records) {
      expect(holdout).toBe(hashOf('held', unit) < 0.2)
      expect(arms).toEqual(holdout ? [] : [armOf('hot', unit), armOf('young', unit)])
    }
    const share = (count: number) => count / records.length
    const heldOut = share(records.filter(({ holdout }) => holdout).length)
    expect(Math.abs(heldOut - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / records.length))
    const isChanged = ({ arms }: DecisionRecord) => arms.some(([key, arm]) => key === 'hot' && arm === 'changed')
    expect(Math.abs(share(records.filter(isChanged).length) - 0.4)).toBeLessThan(5 * Math.sqrt(0.24 / records.length))
  })

  it('an experiment of another surface is not in the token, and that of a tile is in that of a tile', async () => {
    const records = await Promise.all(Array.from({ length: 12 }, () => standing({ surface: 'browse-tile' })))
    const experiments = records.flatMap(({ arms }) => arms.map(([key]) => key))
    expect(new Set(experiments)).toEqual(new Set(['young', 'tiles']))
  })

  it('a consented viewer keeps their arms in every session, and is in no experiment by session', async () => {
    const claims = { ...CONSENTED, sub: 'anna-1' }
    const records = await Promise.all(Array.from({ length: 4 }, () => standing({ claims })))
    const [{ unit, holdout }] = records as [DecisionRecord, ...DecisionRecord[]]
    const expected = holdout ? [] : [armOf('hot', unit), armOf('members', unit)]
    for (const record of records) expect([record.unit, record.arms]).toEqual([unit, expected])
  })

  it('a session keeps its arms from page to page of a feed', async () => {
    const first = await ask(edge, '/v1/clips', { country: 'DE', body: {} })
    const before = await recordOf(first.body)
    const { session, cursor } = first.body
    const next = await ask(edge, '/v1/clips', { country: 'DE', body: { session, cursor } })
    const after = await recordOf(next.body)
    expect([after.unit, after.arms, after.holdout]).toEqual([before.unit, before.arms, before.holdout])
  })

  it('a minor is in nobody’s experiment, is not held out, and has no arm in the token', async () => {
    const records = await Promise.all(
      Array.from({ length: 20 }, (_, at) => standing({ claims: { sub: `kid-${at}`, cap: 12, adult: false } })),
    )
    for (const record of records) expect([record.unit, record.holdout, record.arms]).toEqual([null, false, []])
  })

  it('an experiment for members of a territory takes no guest, and nobody elsewhere', async () => {
    const keysOf = ({ arms }: DecisionRecord) => arms.map(([key]) => key)
    const claims = { adult: true }
    const here = await Promise.all(Array.from({ length: 12 }, () => standing({ claims })))
    const there = await Promise.all(Array.from({ length: 12 }, () => standing({ claims, country: 'AT' })))
    expect(here.some((record) => keysOf(record).includes('members'))).toBe(true)
    expect(there.some((record) => keysOf(record).includes('members'))).toBe(false)
  })

  it('events carry the arms and the holdout of their decision', async () => {
    const seen = new Set<boolean>()
    for (let turn = 0; turn < 30 && seen.size < 2; turn++) {
      const body = await decided()
      const { arms, holdout } = await recordOf(body)
      seen.add(holdout)
      const event = { token: body.token, position: itemsOf(body)[0]?.position, event: 'start', ageMs: 1 }
      edge.messages.length = 0
      await ask(edge, '/v1/events', { body: { events: [event] } })
      const [item] = edge.messages.flatMap((message) => (message.type === 'events' ? message.items : []))
      expect([item?.arms, item?.holdout]).toEqual([arms, holdout])
    }
    expect(seen.size).toBe(2)
  })
})

describe('what is the same in every arm', () => {
  it('a retry of a session has its decision again, in the arms of before', async () => {
    const { session } = await decided()
    const placements = [{ id: 'hero', surface: 'home-hero', count: 3 }]
    const body = { placements, session, requestId: 'retry-0001' }
    const again = () => ask(edge, '/v1/decisions', { country: 'DE', body })
    const [first, second] = [(await again()).body, (await again()).body]
    expect(second.decisionId).toBe(first.decisionId)
    expect(itemsOf(second)).toEqual(itemsOf(first))
    expect((await recordOf(second)).arms).toEqual((await recordOf(first)).arms)
  })

  it('what is withdrawn plays in no arm, and not for those who are held out', async () => {
    const gone = Array.from({ length: 20 }, (_, at) => `ast_film-${String(at).padStart(3, '0')}-trailer`)
    await putTakedowns(
      edge.storage,
      world.key,
      takedownList(
        'dach',
        1,
        gone.map((target) => ({ target })),
      ),
    )
    await until(edge, 'dach', ({ takedowns }) => takedowns.count === gone.length)
    const seen = new Set<string>()
    for (let turn = 0; turn < 40; turn++) {
      const body = await decided()
      const { arms, holdout } = await recordOf(body)
      seen.add(JSON.stringify([arms, holdout]))
      const shown = [...itemsOf(body), ...Object.values(body.backups ?? {}).flat()].map(({ assetId }) => assetId)
      expect(shown.filter((asset) => gone.includes(asset))).toEqual([])
      expect(shown.length).toBeGreaterThan(0)
    }
    expect(seen.size).toBeGreaterThan(3)
    await putTakedowns(edge.storage, world.key, takedownList('dach', 2, []))
    await until(edge, 'dach', ({ takedowns }) => takedowns.count === 0)
  })
})

describe('an experiment that an isolate cannot run', () => {
  it('what is broken or unknown is off, is named by the status, and all others go on', async () => {
    const { experiments } = await statusOf(edge, 'dach')
    expect(experiments).toEqual({
      running: 4,
      off: [
        { key: 'broken', why: 'broken' },
        { key: 'unknown', why: 'broken' },
        { key: 'later', why: 'broken' },
      ],
    })
  })
})

describe('the decision log', () => {
  it('lines of every arm and of the holdout replay byte for byte, by both engines', async () => {
    edge.messages.length = 0
    for (let turn = 0; turn < 24; turn++) await decided({ surface: turn % 2 === 0 ? 'home-hero' : 'browse-tile' })
    const lines = (await sentLines(edge, 24)).map(plainLine)
    const arms = new Set(lines.map(({ owned, holdout }) => JSON.stringify([owned, holdout])))
    expect(arms.size).toBeGreaterThan(4)
    const found = await differences(opened(lines[0]?.snapshot.id ?? '', SHARDS), lines, edge.storage)
    expect(found.filter((difference) => difference !== null)).toEqual([])
    const without = lines.map((line) => ({ ...line, owned: {} }))
    const astray = await differences(opened(lines[0]?.snapshot.id ?? '', SHARDS), without, edge.storage)
    expect(astray.some((difference) => difference !== null)).toBe(true)
  })
})

describe('beside a canary', () => {
  it('a token holds the arm of the canary and those of the experiments', async () => {
    const next = compiled('dach', films(30, 'next'), rules)
    await putShards(edge.storage, 'dach', next)
    const canary = await canaryOf('dach', next, { permille: 500 })
    await publish(edge.storage, world.key, 'dach', SHARDS, 2, { canary })
    await until(edge, 'dach', ({ canary: told }) => told?.serving === true)
    const records = await Promise.all(Array.from({ length: 30 }, () => standing()))
    for (const { unit, holdout, arms } of records) {
      expect(arms[0]?.[0]).toBe(`canary:${canary.startedAs}`)
      expect(arms.slice(1)).toEqual(holdout ? [] : [armOf('hot', unit), armOf('young', unit)])
    }
  })
})
