import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { privateLineKeys } from '../../../src/decision-log/line-key.ts'
import { openLine } from '../../../src/decision-log/open-line.ts'
import { decisionLogLine } from '../../../src/model/messages/decision-log.ts'
import { eventually } from '../../setup/eventually.ts'
import { type Answer, ask, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { publish } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { decisionMessages, plainLine, sentLines } from './replay-world.ts'

const DACH = compiled('dach', films(20))
const LOCAL = { DEBUG_CONTEXT: 'on' }

async function pair(curve: 'P-256' | 'X25519') {
  const { privateKey, publicKey } = await generateKeyPair('ECDH-ES', { crv: curve, extractable: true })
  const [secret, open] = await Promise.all([exportJWK(privateKey), exportJWK(publicKey)])
  return { secret: JSON.stringify(secret), open: JSON.stringify(open) }
}

async function serving(world: EdgeWorld, name = 'edge'): Promise<EdgeIsolate> {
  const isolate = world.isolate(name)
  await publish(isolate.storage, world.key, 'dach', DACH)
  await until(isolate, 'dach', ({ rung }) => rung === 'fresh')
  return isolate
}

/** An answer that stays empty, which is always logged. */
const emptied = (isolate: EdgeIsolate): Promise<Answer> =>
  ask(isolate, '/v1/autoplay?surface=title-detail&titleId=ttl_nobody', { country: 'DE' })

/** The lines of these answers, once that of an answer behind them has come. */
async function linesOf(isolate: EdgeIsolate, ids: ReadonlySet<string>) {
  const last = (await emptied(isolate)).body.decisionId
  const found = await eventually(
    () => decisionMessages(isolate),
    (messages) => messages.some(({ decisionId }) => decisionId === last),
  )
  return found.filter(({ decisionId }) => ids.has(decisionId))
}

/** Nothing of a log that is not written comes later than this. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 500))
const hero = (isolate: EdgeIsolate, query = '', more = {}): Promise<Answer> =>
  ask(isolate, `/v1/autoplay?surface=home-hero${query}`, { country: 'DE', ...more })

describe('a log that samples one in four', () => {
  let world: EdgeWorld
  let edge: EdgeIsolate
  beforeAll(async () => {
    world = await startEdgeWorld(['edge', 'cold'], {
      variables: { ...LOCAL, DECISION_LOG_RATE: '0.25' },
      cache: false,
    })
    edge = await serving(world)
  })
  afterAll(() => world.close())

  it('a log that samples one in four takes about a quarter, says its weight, and takes a retry alike', async () => {
    const ids = new Set<string>()
    for (let turn = 0; turn < 100; turn++) ids.add((await hero(edge, `&requestId=r${turn}`)).body.decisionId)
    const lines = await linesOf(edge, ids)
    const logged = lines.map(({ decisionId }) => decisionId)
    expect(logged.length).toBeGreaterThan(8)
    expect(logged.length).toBeLessThan(50)
    for (const line of lines) expect(plainLine(line).logged).toMatchObject({ because: 'sampled', weight: 4 })
    edge.messages.length = 0
    for (let turn = 0; turn < 100; turn++) ids.add((await hero(edge, `&requestId=r${turn}`)).body.decisionId)
    const again = await linesOf(edge, ids)
    expect(ids.size).toBe(100)
    expect(new Set(again.map(({ decisionId }) => decisionId))).toEqual(new Set(logged))
  })

  it('the log takes every placement that stayed empty', async () => {
    edge.messages.length = 0
    const asked: string[] = []
    for (let turn = 0; turn < 12; turn++) {
      const { body } = await emptied(edge)
      expect(body.noDecisions).toHaveLength(1)
      asked.push(body.decisionId)
    }
    const lines = (await sentLines(edge, asked.length)).map(plainLine)
    expect(lines.map(({ decisionId }) => decisionId).sort()).toEqual(asked.sort())
    expect(new Set(lines.map(({ logged }) => logged.because))).toEqual(new Set(['empty']))
    expect(new Set(lines.map(({ logged }) => logged.weight))).toEqual(new Set([1]))
  })

  it('the log takes every answer of a copy of last resort', async () => {
    const cold = world.isolate('cold')
    const asked = await Promise.all(Array.from({ length: 10 }, () => hero(cold)))
    const lines = (await sentLines(cold, asked.length)).map(plainLine)
    expect(lines.map(({ decisionId }) => decisionId).sort()).toEqual(asked.map(({ body }) => body.decisionId).sort())
    for (const { logged, snapshot } of lines) {
      expect([logged.because, snapshot.rung, snapshot.baseline?.length]).toEqual(['fallback', 'baseline', 64])
    }
  })

  it('the log loses no answer to a queue that refuses, or never answers', async () => {
    for (const status of [500, null]) {
      edge.queueStatus = status
      const answers = await Promise.all(Array.from({ length: 12 }, () => hero(edge)))
      expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
    }
    edge.queueStatus = 200
  })
})

describe.each(['P-256', 'X25519'] as const)('a log that is encrypted to a key on %s', (curve) => {
  let world: EdgeWorld
  let keys: Awaited<ReturnType<typeof pair>>
  beforeAll(async () => {
    keys = await pair(curve)
    world = await startEdgeWorld(['edge'], {
      variables: { ...LOCAL, DECISION_LOG_RATE: '1', DECISION_LOG_PUBLIC_KEY: keys.open },
    })
    await serving(world)
  })
  afterAll(() => world.close())

  it('an encrypted log opens with the private half alone', async () => {
    const edge = world.isolate('edge')
    const { body } = await hero(edge)
    const [message] = (await sentLines(edge, 1)).slice(-1)
    if (!message) throw new Error('no line came')
    expect(message.line).not.toContain(body.snapshot.id)
    expect(atob(message.line.split('.')[0]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')).not.toContain('assetId')
    const found = await openLine(message.line, await privateLineKeys(keys.secret))
    if (found.outcome !== 'ok') throw new Error(found.outcome)
    expect(decisionLogLine.parse(JSON.parse(found.json)).decisionId).toBe(body.decisionId)
    expect(await openLine(message.line, await privateLineKeys((await pair(curve)).secret))).toEqual({
      outcome: 'unknown-key',
    })
    // A letter of the tag that counts in full, and another than it was.
    const spoilt = `${message.line.slice(0, -3)}${message.line.at(-3) === 'A' ? 'B' : 'A'}${message.line.slice(-2)}`
    expect(await openLine(spoilt, await privateLineKeys(keys.secret))).toEqual({ outcome: 'unreadable' })
  })
})

it("a line never has a subject, a token, a session, a client's own name for its request, or an address", async () => {
  const world = await startEdgeWorld(['edge'], { variables: { ...LOCAL, DECISION_LOG_RATE: '1' } })
  const edge = await serving(world)
  const token = await world.viewerToken({ sub: 'canary-subject', cap: 18, adult: true, personalize: true })
  const headers = {
    'cf-connecting-ip': '203.0.113.77',
    'x-forwarded-for': '203.0.113.77',
    'user-agent': 'canary-agent',
  }
  const first = await hero(edge, '&requestId=canary-request', { token, headers })
  const body = { session: first.body.session, viewerToken: token, limit: 5, requestId: 'canary-request' }
  const feed = await ask(edge, '/v1/clips', { country: 'DE', body, headers })
  const text = (await sentLines(edge, 2)).map(({ line }) => line).join('\n')
  const secrets = [
    token,
    first.body.token,
    first.body.session,
    feed.body.token,
    feed.body.session,
    feed.body.cursor ?? '-',
  ]
  for (const word of ['canary', '203.0.113', 'eyJ', ...secrets]) expect(text.includes(word), word).toBe(false)
  await world.close()
})

describe('an edge without a log', () => {
  it.each([
    ['where none is asked for', { ...LOCAL }],
    ['in the clear outside of the local stack', { DEBUG_CONTEXT: 'off', DECISION_LOG_RATE: '1' }],
    ['at a rate that is none', { ...LOCAL, DECISION_LOG_RATE: 'often' }],
    ['to a key that is none', { ...LOCAL, DECISION_LOG_RATE: '1', DECISION_LOG_PUBLIC_KEY: '{"kty":"EC"}' }],
  ])('no log is written %s, and answers come all the same', async (_where, variables) => {
    const world = await startEdgeWorld(['edge'], { variables })
    expect((await hero(world.isolate('edge'))).status).toBe(200)
    await settled()
    expect(decisionMessages(world.isolate('edge'))).toEqual([])
    await world.close()
  })

  it('no log is written to the private half, which the edge may not hold', async () => {
    const { secret } = await pair('P-256')
    const world = await startEdgeWorld(['edge'], {
      variables: { ...LOCAL, DECISION_LOG_RATE: '1', DECISION_LOG_PUBLIC_KEY: secret },
    })
    expect((await hero(world.isolate('edge'))).status).toBe(200)
    await settled()
    expect(decisionMessages(world.isolate('edge'))).toEqual([])
    await world.close()
  })
})
