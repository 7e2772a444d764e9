import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DecisionRecord } from '../../../src/edge/token/decision/decision-record.ts'
import { openDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { type Keyring, readKeyring } from '../../../src/edge/token/keyring.ts'
import { begunHash, hashOfUnit } from '../../../src/experiment/assignment/hash.ts'
import type { OtherLearning } from '../../../src/model/columns/other-learning.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { regionRules } from '../../../src/rules/lookup/region-rules.ts'
import { keys, otherLearningShard, type Shard } from '../../../src/snapshot/format.ts'
import { sealSnapshot } from '../../../src/snapshot/seal.ts'
import { ask, type Body, itemsOf, statusOf, until } from '../device.ts'
import { type EdgeIsolate, type EdgeWorld, startEdgeWorld } from '../edge-world.ts'
import { TRIED_RUN, withOtherLearning } from '../other-learning.ts'
import { publish } from '../publish.ts'
import { differences, opened, plainLine, sentLines } from '../replay/replay-world.ts'
import { compiled, films } from '../schedule.ts'

const GONE_RUN = `lrn_${'c'.repeat(32)}`
const experiment = (key: string, learned: string) => ({
  ...{ key, layer: key, hashVersion: 2, seed: key, unit: 'viewer', namespace: null },
  targeting: { territories: [], surfaces: [], devices: [], viewers: 'any' },
  ranges: [
    [0, 0.5],
    [0.5, 1],
  ],
  variations: [
    { key: 'control', parameters: {} },
    { key: 'tried', parameters: { learned } },
  ],
})
const rules = {
  ...regionRules(bundledRules(), 'dach'),
  experiments: JSON.parse(
    JSON.stringify({ holdout: { seed: 'held', share: 0.3 }, experiments: [experiment('runs', TRIED_RUN)] }),
  ),
}
const { shards: SHARDS, others } = withOtherLearning('dach', compiled('dach', films(30), rules))

let world: EdgeWorld
let edge: EdgeIsolate
let keyring: Keyring

beforeAll(async () => {
  world = await startEdgeWorld(['edge'], { variables: { DEBUG_CONTEXT: 'on', DECISION_LOG_RATE: '1' } })
  edge = world.isolate('edge')
  keyring = await readKeyring(JSON.stringify([{ kid: 'd1', key: world.sealingKey }]), 'DECISION_KEYS')
  await publish(edge.storage, world.key, 'dach', SHARDS)
  await until(edge, 'dach', ({ rung }) => rung === 'fresh')
})
afterAll(() => world.close())

const decided = async () => (await ask(edge, '/v1/clips', { country: 'DE', body: {} })).body

async function recordOf({ token }: Pick<Body, 'token'>): Promise<DecisionRecord> {
  const read = await openDecisionToken(token, keyring, Date.now())
  if (read.outcome !== 'ok') throw new Error(read.outcome)
  return read.record
}

const hashOf = (seed: string, unit: string | null) => hashOfUnit(begunHash(seed), unit ?? '')

describe('arms of a learned run', () => {
  it('a viewer of a learned arm is answered from it, and tokens, events and the log name it', async () => {
    edge.messages.length = 0
    const seen = new Set<string>()
    for (let turn = 0; turn < 24; turn++) {
      const first = await decided()
      const { unit, arms, holdout } = await recordOf(first)
      const expected = hashOf('held', unit) < 0.3 ? [] : [['runs', hashOf('runs', unit) < 0.5 ? 'control' : 'tried']]
      expect([holdout, arms]).toEqual([expected.length === 0, expected])
      seen.add(JSON.stringify(arms))
      const [item] = itemsOf(first)
      const signals = [{ token: first.token, position: item?.position, event: 'like', watchedMs: 20_000 }]
      const { session, cursor } = first
      await ask(edge, '/v1/clips', { country: 'DE', body: { session, cursor, signals } })
      await ask(edge, '/v1/events', {
        body: { events: [{ token: first.token, position: item?.position, event: 'start', ageMs: 1 }] },
      })
    }
    expect(seen.size).toBe(3)
    const sent = edge.messages.flatMap((message) => (message.type === 'events' ? message.items : []))
    expect(new Set(sent.map(({ arms }) => JSON.stringify(arms)))).toEqual(seen)
    const lines = (await sentLines(edge, 48)).map(plainLine)
    const learned = new Set(lines.map(({ owned }) => owned['clips-feed']?.learned))
    expect([...learned].sort()).toEqual([TRIED_RUN, 'none', undefined].sort())
    expect(lines.some(({ memory }) => memory.session.length > 0)).toBe(true)
    const snapshot = opened(lines[0]?.snapshot.id ?? '', SHARDS)
    expect((await differences(snapshot, lines, edge.storage)).filter((each) => each !== null)).toEqual([])
    // The answers are of the vectors: with others in their place, the same lines come out differently.
    const changed = (other: OtherLearning) => ({ ...other, taste: other.taste.map((value) => -value) })
    const astray = { ...snapshot, otherLearning: others.map(changed) }
    const wrong = await differences(astray, lines, edge.storage)
    const inArms = lines.filter((_, at) => wrong[at] !== null).map(({ owned }) => owned['clips-feed']?.learned)
    expect(new Set(inArms)).toEqual(new Set([TRIED_RUN, 'none']))
  })

  it('a run without vectors turns its experiment off by name, and a holdout without them holds nobody out', async () => {
    const experiments = [experiment('runs', TRIED_RUN), experiment('gone', GONE_RUN)]
    const named = { ...rules.experiments, experiments }
    const made = withOtherLearning('dach', compiled('dach', films(30, 'next'), { ...rules, experiments: named }))
    const without = made.shards.filter(({ name }) => name !== otherLearningShard(null))
    await publish(edge.storage, world.key, 'dach', without, 2)
    await until(edge, 'dach', ({ experiments: { off } }) => off.length > 0)
    expect((await statusOf(edge, 'dach')).experiments).toEqual({
      running: 1,
      off: [
        { key: 'holdout', why: 'learning' },
        { key: 'gone', why: 'learning' },
      ],
    })
    const records = await Promise.all(Array.from({ length: 12 }, async () => recordOf(await decided())))
    for (const { holdout, arms } of records) expect([holdout, arms.map(([key]) => key)]).toEqual([false, ['runs']])
  })

  it('a damaged shard of other vectors leaves the snapshot that serves as it is', async () => {
    const before = (await statusOf(edge, 'dach')).snapshot
    const spoilt: readonly Shard[] = withOtherLearning('dach', compiled('dach', films(31, 'spoilt'), rules)).shards
    const { entries } = await sealSnapshot('dach', spoilt)
    const name = otherLearningShard(TRIED_RUN)
    const { sha256 = '' } = entries.find((entry) => entry.name === name) ?? {}
    edge.storage.faults.set(keys.shard(sha256, name), 'flip')
    await publish(edge.storage, world.key, 'dach', spoilt, 3)
    await until(edge, 'dach', ({ lastRefusal }) => lastRefusal === 'hash')
    expect((await statusOf(edge, 'dach')).snapshot).toBe(before)
  })
})
