import { exportJWK, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { Telemetry } from '../../../src/edge/telemetry/telemetry.ts'
import { readKeyring } from '../../../src/edge/token/keyring.ts'
import { seal, unseal } from '../../../src/edge/token/sealed.ts'
import { ageElsewhere, ageOf, isOn } from '../../../src/model/nouns/age.ts'
import type { Shard } from '../../../src/snapshot/format.ts'
import type { SnapshotKey } from '../edge-world.ts'
import { publish, putTakedowns, takedownList } from '../publish.ts'
import { compiled, films } from '../schedule.ts'
import { HolderWorld } from './holder-world.ts'

const MINUTE_MS = 60_000
const JUMPS = [5 * MINUTE_MS + 1, 60 * MINUTE_MS]
let key: SnapshotKey
let one: readonly Shard[]

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  key = { kid: 'now', jwk: await exportJWK(privateKey) }
  one = compiled('dach', films(3, 'one'))
})

describe.each(JUMPS)('a clock that went back %d ms', (jump) => {
  it('a region looks at storage at the next request after its clock went back, and obeys what it finds', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    await world.live()
    await putTakedowns(world.kv, key, takedownList('dach', 2, [{ target: 'ast_a' }]))
    world.now -= jump
    const live = await world.holder.live(() => undefined)
    expect([live.rung, live.denies.named.map(({ target }) => target)]).toEqual(['fresh', ['ast_a']])
  })

  it('a region that cannot look after its clock went back says so, and does not answer from an old list', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    await world.live()
    world.kv.fault = () => 'throw'
    world.now -= jump
    expect((await world.holder.live(() => undefined)).rung).toBe('baseline')
  })

  it('a region that left storage alone tries it again at once after its clock went back', async () => {
    const world = new HolderWorld(key)
    world.kv.fault = () => 'throw'
    await world.live()
    world.kv.fault = () => null
    await publish(world.kv, key, 'dach', one)
    world.now -= jump
    expect((await world.live()).rung).toBe('fresh')
  })

  it('bytes that were set aside are read again at once after the clock went back', async () => {
    const world = new HolderWorld(key)
    await publish(world.kv, key, 'dach', one)
    world.kv.fault = (name) => (name.endsWith('/hot') ? 'flip' : null)
    await world.live()
    world.kv.fault = () => null
    world.now -= jump
    expect((await world.live()).rung).toBe('fresh')
  })

  it('what an isolate serves is reported at once after its clock went back', () => {
    const telemetry = new Telemetry('isolate', 30_000)
    const served = {
      ...({ region: 'dach', sequence: 1, snapshot: 's', rung: 'fresh', refusal: null, decided: 1, empty: [] } as const),
      ...{ assignment: null, fellBack: false, failed: false, unreadableSession: false, canary: null },
      ...{ listSignedAt: null },
    }
    const asked = { territory: 'DE', placements: [], endedOn: null }
    const now = Date.UTC(2026, 10, 29)
    const due = [now, now + 1, now - jump].map((at) => telemetry.count(served, asked, at) !== null)
    expect(due).toEqual([true, false, true])
  })

  it('what was sealed before its clock went back has expired', async () => {
    const keyring = await readKeyring(JSON.stringify([{ kid: 's1', key: 'A'.repeat(43) }]), 'SESSION_KEYS')
    const now = Date.UTC(2026, 10, 29)
    for (const purpose of ['session', 'cursor', 'decision'] as const) {
      const sealed = await seal(purpose, new Uint8Array(8), keyring, now)
      expect((await unseal(purpose, sealed, keyring, now - jump)).outcome).toBe('expired')
      expect((await unseal(purpose, sealed, keyring, now - 60_000)).outcome).toBe('ok')
    }
  })
})

it('an age is never below nothing, and a pause never longer than itself', () => {
  expect([ageOf(5, 7), ageOf(7, 7), ageOf(8, 7)]).toEqual([2, 0, Number.POSITIVE_INFINITY])
  expect([ageElsewhere(7 + 300_000, 7), ageElsewhere(8 + 300_000, 7)]).toEqual([0, Number.POSITIVE_INFINITY])
  const pause = { from: 10, until: 20 }
  expect([9, 10, 19, 20].map((now) => isOn(pause, now))).toEqual([false, true, true, false])
})
