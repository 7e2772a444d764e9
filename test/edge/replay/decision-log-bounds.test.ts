import { describe, expect, it } from 'vitest'
import { DecisionLog, occasionOf } from '../../../src/edge/decision-log.ts'
import { canonicalJson } from '../../../src/model/canonical-json.ts'
import type { Made } from '../../../src/replay/log-line.ts'
import { sha256Hex } from '../../../src/snapshot/sha256.ts'
import { catalogue, openIn, requestFor } from '../../decide/catalogue.ts'
import { denied } from '../../decide/denied.ts'
import { plainLine } from './replay-world.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const snapshot = openIn(catalogue(2, 1))

function made(number: number, more: Partial<Made> = {}): Made {
  return {
    decisionId: number.toString(16).padStart(32, '0'),
    region: 'dach',
    at: NOW,
    snapshot,
    described: { id: snapshot.id, sequence: 1, ageSeconds: 0, rung: 'fresh', baseline: null },
    request: requestFor(snapshot),
    leftOut: new Set(),
    attempt: 0,
    mediaOrigin: '',
    ended: null,
    outcome: { body: {}, decisions: [] },
    fault: null,
    ...more,
  }
}
const fault = { outcome: null, fault: { name: 'RangeError', snapshot: snapshot.id } }

const recorded = (log: DecisionLog, each: Made) => log.record(occasionOf(each), () => each)

async function written(log: DecisionLog, some: readonly Made[]) {
  const messages = await Promise.all(some.map((each) => recorded(log, each)))
  return messages.flatMap((message) => (message === null ? [] : [plainLine(message)]))
}
const many = (count: number, more: Partial<Made>, from = 0) =>
  Array.from({ length: count }, (_, at) => made(from + at, more))

describe('a flood of decisions that must be logged', () => {
  it('a flood of decisions that must be logged is cut to 50 at once and ten a second, and counted', async () => {
    const log = new DecisionLog({ rate: 0, key: null })
    expect(await written(log, many(80, fault))).toHaveLength(50)
    const next = await written(log, many(20, { ...fault, at: NOW + 1_000 }, 100))
    expect(next).toHaveLength(10)
    expect(next.map(({ logged }) => logged.skipped)).toEqual([30, ...Array<number>(9).fill(0)])
    const later = await written(log, many(1, { ...fault, at: NOW + 3_600_000 }, 200))
    expect(later.map(({ logged }) => logged.skipped)).toEqual([10])
  })

  it('a flood of decisions that must be logged takes nothing from what is sampled', async () => {
    const log = new DecisionLog({ rate: 1, key: null })
    const lines = await written(log, [...many(80, fault), ...many(80, {}, 100)])
    expect(lines.map(({ logged }) => logged.because)).toEqual([
      ...Array<string>(80).fill('fault'),
      ...Array<string>(80).fill('sampled'),
    ])
  })
})

describe('a line', () => {
  it('a line of a fault names what was thrown, and has no answer', async () => {
    const [line] = await written(new DecisionLog({ rate: 0, key: null }), [made(1, fault)])
    expect(line).toMatchObject({ answer: null, fault: { name: 'RangeError' }, logged: { because: 'fault', weight: 1 } })
  })

  it('a line that would not fit the queue keeps a hash in the place of its body', async () => {
    const body = {
      decisions: {
        hero: Array.from({ length: 2_000 }, (_, at) => `https://media.example.com/${at}/☂/of-a-usual-length`),
      },
    }
    const [message] = await Promise.all([
      recorded(new DecisionLog({ rate: 1, key: null }), made(1, { outcome: { body, decisions: [] } })),
    ])
    if (message === null) throw new Error('nothing was written')
    expect(new TextEncoder().encode(JSON.stringify(message)).length).toBeLessThan(100_000)
    const sha256 = await sha256Hex(new TextEncoder().encode(canonicalJson(body)))
    expect(plainLine(message).answer).toEqual({ body: null, sha256, propensities: [], drawn: [] })
  })

  it('a line is as long under a hundred thousand withdrawn assets as under one, for it names their list', async () => {
    const log = new DecisionLog({ rate: 1, key: null })
    const under = (count: number) => {
      const entries = Array.from({ length: count }, (_, at) => ({
        ...{ id: `tkd_${at}`, target: `ast_film-${at}`, territories: null, until: null },
      }))
      return made(1, { request: requestFor(snapshot, {}, { denies: denied(...entries) }) })
    }
    const [one, many] = [await recorded(log, under(1)), await recorded(log, under(100_000))]
    expect((many?.line.length ?? 0) - (one?.line.length ?? 0)).toBe(5)
  })

  it('a line that is too long all the same is left out, and the next one says that one was', async () => {
    const log = new DecisionLog({ rate: 1, key: null })
    const served = new Set(Array.from({ length: 20_000 }, (_, at) => at * 100_000))
    expect(await recorded(log, made(1, { request: requestFor(snapshot, {}, { served }) }))).toBeNull()
    const next = await written(log, [made(2)])
    log.lost({ skipped: 2 })
    const last = await written(log, [made(3)])
    expect([...next, ...last].map(({ logged }) => logged.skipped)).toEqual([1, 3])
  })

  it('a line of the end of the clips is no news, and is sampled as any other', async () => {
    const decisions = [{ placement: PLACEMENT, picks: [], backups: [], empty: 'end-of-feed' as const }]
    const empties = [{ placement: PLACEMENT, picks: [], backups: [], empty: 'maturity' as const }]
    const log = new DecisionLog({ rate: 0, key: null })
    expect(await written(log, [made(1, { outcome: { body: {}, decisions } })])).toEqual([])
    expect(await written(log, [made(1, { outcome: { body: {}, decisions: empties } })])).toHaveLength(1)
  })
})

const PLACEMENT = { id: 'p', surface: 'clips-feed', count: 1, titleId: null, inView: null, row: null } as const
