import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CanaryArmName } from '../../../src/model/messages/canary-counts.ts'
import type { EdgeMessage, TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import type { CanaryArm } from '../../../src/snapshot/pointer.ts'
import { PATIENCE_MS } from '../../setup/eventually.ts'
import { type Answer, ask, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { canaryOf, publish, putShards } from '../publish.ts'
import { compiled, films } from '../schedule.ts'

let world: EdgeWorld
let edge: EdgeIsolate
let canary: CanaryArm
const MAIN = compiled('dach', films(30, 'main'))
const NEXT = compiled('dach', films(30, 'next'))

beforeAll(async () => {
  world = await startEdgeWorld(['edge', 'spoiled'])
  edge = world.isolate('edge')
  canary = await canaryOf('dach', NEXT, { permille: 500 })
  await announce(edge, 2, canary)
  await until(edge, 'dach', ({ canary: told }) => told?.serving === true)
})
afterAll(() => world.close())

async function announce(isolate: EdgeIsolate, sequence: number, arm: CanaryArm | null): Promise<void> {
  await putShards(isolate.storage, 'dach', NEXT)
  await publish(isolate.storage, world.key, 'dach', MAIN, sequence, { canary: arm })
}

const hero = (asking: Parameters<typeof ask>[2] = {}): Promise<Answer> =>
  ask(edge, '/v1/autoplay', { country: 'DE', ...asking })
const armOf = ({ body }: Answer): CanaryArmName => (body.snapshot.id === canary.snapshot ? 'canary' : 'control')
const many = (count: number): Promise<Answer[]> => Promise.all(Array.from({ length: count }, () => hero()))

/** A guest of each arm, with the answer that made them one. */
async function guests(): Promise<{ readonly control?: Answer; readonly canary?: Answer }> {
  const answers = await many(24)
  return Object.fromEntries(answers.map((answer) => [armOf(answer), answer]))
}

describe('a viewer', () => {
  it('a viewer is in an arm by chance, and every answer shows what its own snapshot has', async () => {
    const answers = await many(100)
    const share = answers.filter((answer) => armOf(answer) === 'canary').length / answers.length
    // Of a half, four standard errors.
    expect(Math.abs(share - 0.5)).toBeLessThan(4 * 0.05)
    for (const answer of answers) {
      const prefix = armOf(answer) === 'canary' ? 'ast_next-' : 'ast_main-'
      expect(itemsOf(answer.body)[0]?.assetId.startsWith(prefix)).toBe(true)
      expect(answer.body.snapshot).toMatchObject({ sequence: 2 })
    }
  })

  it('a viewer of no name stays in the arm of the first answer by the session that the device carries', async () => {
    for (const [arm, first] of Object.entries(await guests())) {
      let { session } = first.body
      for (let turn = 0; turn < 5; turn++) {
        const answer = await hero({ headers: { 'x-debug-context': 'country=DE', 'x-session': session } })
        expect(armOf(answer)).toBe(arm)
        session = answer.body.session
      }
    }
  })

  it('a viewer with a name stays in one arm with any session and with none', async () => {
    for (const sub of ['anna', 'ben', 'carla', 'dora']) {
      const token = await world.viewerToken({ sub, cap: 18 })
      const answers = await Promise.all(Array.from({ length: 8 }, () => hero({ token })))
      expect(new Set(answers.map(armOf)).size).toBe(1)
    }
  })

  it('a viewer who walks through the clips with the cursor alone stays in the arm of the first page', async () => {
    for (let walk = 0; walk < 6; walk++) {
      const first = await ask(edge, '/v1/clips?limit=5', { country: 'DE' })
      let { cursor } = first.body
      for (let page = 0; page < 3 && cursor !== undefined; page++) {
        const next = await ask(edge, `/v1/clips?limit=5&cursor=${cursor}`, { country: 'DE' })
        expect(armOf(next)).toBe(armOf(first))
        cursor = next.body.cursor
      }
    }
  })
})

describe('what came of an arm', () => {
  const impressions = (messages: readonly EdgeMessage[]) =>
    messages.flatMap((message) => (message.type === 'events' ? message.items : []))

  it('the arm of a decision is named by the events about it', async () => {
    for (const [arm, { body }] of Object.entries(await guests())) {
      edge.messages.length = 0
      const beacon = { events: [{ token: body.token, position: 0, event: 'impression', ageMs: 0 }] }
      expect((await ask(edge, '/v1/events', { body: beacon })).status).toBe(202)
      expect(impressions(edge.messages)).toMatchObject([{ snapshot: body.snapshot.id, arms: [['canary:2', arm]] }])
    }
  })

  it('decisions are counted by arm, and told with the telemetry', async () => {
    const reports = () =>
      edge.messages.filter((message): message is TelemetryMessage => message.type === 'telemetry' && !!message.canary)
    const counted = () => {
      const { control, canary: tried } = reports().at(-1)?.canary?.counts ?? {}
      return { control: control?.decisions ?? 0, canary: tried?.decisions ?? 0 }
    }
    const asked = (answers: readonly Answer[], arm: CanaryArmName) =>
      answers.filter((each) => armOf(each) === arm).length
    // A report may be written while some of the answers before it are still counted, so the last word is waited for.
    const reported = async (enough: () => boolean): Promise<void> => {
      const deadline = Date.now() + PATIENCE_MS
      while (!enough() && Date.now() < deadline) await hero()
    }
    edge.messages.length = 0
    await reported(() => reports().length > 0)
    const before = counted()
    const answers = await many(40)
    const more = (arm: CanaryArmName): boolean => counted()[arm] - before[arm] >= asked(answers, arm)
    await reported(() => more('control') && more('canary'))
    expect([more('control'), more('canary')]).toEqual([true, true])
    expect(reports().at(-1)?.canary).toMatchObject({
      startedAs: 2,
      refusal: null,
      counts: { canary: { empty: 0, fallbacks: 0, errors: 0 } },
    })
  })
})

it('a canary that is broken is served to nobody, and its isolate says so', async () => {
  const isolate = world.isolate('spoiled')
  isolate.storage.fault = (key) => (key.includes(canary.shards[0]?.sha256 ?? 'none') ? 'flip' : null)
  await announce(isolate, 2, canary)
  const told = await until(isolate, 'dach', ({ rung, canary: at }) => rung === 'fresh' && !!at?.lastRefusal)
  expect(told.canary).toMatchObject({ snapshot: canary.snapshot, serving: false })
  expect(told.lastRefusal).toBeNull()
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(isolate, '/v1/autoplay', { country: 'DE' })))
  expect(new Set(answers.map(armOf))).toEqual(new Set(['control']))
  const refusals = isolate.messages.flatMap((each) => (each.type === 'telemetry' ? [each.canary?.refusal ?? null] : []))
  expect(refusals.some((refusal) => refusal === 'hash' || refusal === 'blacklisted')).toBe(true)
})

it('everybody is served the same again once the pointer names no canary', async () => {
  const before = await guests()
  await announce(edge, 3, null)
  await until(edge, 'dach', ({ sequence }) => sequence === 3)
  expect((await statusOf(edge, 'dach')).canary).toBeNull()
  const session = before.canary?.body.session ?? ''
  const again = await hero({ headers: { 'x-debug-context': 'country=DE', 'x-session': session } })
  expect([armOf(again), itemsOf(again.body)[0]?.assetId.startsWith('ast_main-')]).toEqual(['control', true])
  expect(new Set((await many(20)).map(armOf))).toEqual(new Set(['control']))
})
