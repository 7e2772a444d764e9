import { describe, expect, it } from 'vitest'
import type { Context } from '../../../src/decide/context/context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { decisionRequest } from '../../../src/decide/decision-request.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { type OpenedSnapshot, onSurface, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { keptBesideBytes } from '../../../src/decide/plan/kept-beside.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import type { OwnedValues } from '../../../src/model/policies/owned-values.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { byName, largeShards, NOW } from '../../bench/catalogue/large-snapshot.ts'
import { ENGINES } from '../engine/engines.ts'
import { everywhere, requestOfTurn, shapesOf, withResults } from './asked-turns.ts'

const SNAPSHOT: Snapshot = withResults(decodeSnapshot('large', byName(largeShards(2000))))
const campaignId = SNAPSHOT.text.campaign(1).campaignId

/** The values of each arm, and the same snapshot as if it had been compiled with them. */
const ARMS: readonly { readonly name: string; readonly values: OwnedValues; readonly alone: Snapshot }[] = [
  { name: 'control', values: {}, alone: SNAPSHOT },
  {
    name: 'points in columns',
    values: { 'ranking.terms.freshness.points': 90, 'ranking.terms.engagement.points': 33 },
    alone: withRanking({ freshness: 90 }, { engagement: 33 }),
  },
  {
    name: 'points of a request',
    values: { 'ranking.terms.taste.points': 5, 'ranking.terms.language.points': 70, 'ranking.terms.fatigue.points': 0 },
    alone: withRanking({ language: 70 }, { taste: 5, fatigue: 0 }),
  },
  { name: 'learned: none', values: { learned: 'none' }, alone: withRanking({}, { engagement: 0 }) },
  {
    name: 'slate',
    values: { 'slate.home-hero.temperature': 400, 'slate.home-hero.head': 20, 'slate.browse-tile.mmrLambda': 0.3 },
    alone: {
      ...SNAPSHOT,
      rules: {
        ...SNAPSHOT.rules,
        slate: SNAPSHOT.rules.slate.map((policy) =>
          policy.surface === 'home-hero'
            ? { ...policy, temperature: 400, head: 20 }
            : policy.surface === 'browse-tile'
              ? { ...policy, mmrLambda: 0.3 }
              : policy,
        ),
      },
    },
  },
  {
    name: 'weight',
    values: { [`campaigns.${campaignId}.weight`]: 900 },
    alone: {
      ...SNAPSHOT,
      weights: { ...SNAPSHOT.weights, weight: SNAPSHOT.weights.weight.map((value, at) => (at === 1 ? 900 : value)) },
    },
  },
  {
    name: 'tiers',
    values: { 'ranking.terms.priority.points': 3, 'ranking.terms.weight.points': 20 },
    alone: withRanking({ priority: 3, weight: 20 }, {}),
  },
]

function withRanking(weights: object, points: object): Snapshot {
  const { ranking } = SNAPSHOT.rules
  const personal = { ...ranking.personal, points: { ...ranking.personal.points, ...points } }
  return {
    ...SNAPSHOT,
    rules: { ...SNAPSHOT.rules, ranking: { ...ranking, weights: { ...ranking.weights, ...weights }, personal } },
  }
}

const SHAPES = shapesOf(SNAPSHOT.rules)
const requestOf = (turn: number, context: Context) => requestOfTurn(SNAPSHOT, turn, context)

describe.each(ENGINES.map((engine) => [engine.name, engine] as const))('arms beside a snapshot (%s)', (_, engine) => {
  it('arms asked in turns decide as separate snapshots do, to the last propensity', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const separate = ARMS.map(({ alone }) => openSnapshot(alone, engine))
    const answers = new Set<string>()
    for (let turn = 0; turn < 56; turn++) {
      const which = (turn * 5) % ARMS.length
      const { name, values = {} } = ARMS[which] ?? { name: '?' }
      const context = SHAPES[turn % 2]?.at(NOW + Math.floor(turn / 8) * 3_000_000) as Context
      const asked = decisionRequest(requestOf(turn, context))
      const answer = decide(head, { ...asked, owned: everywhere(values) })
      expect([name, turn, answer]).toEqual([name, turn, decide(separate[which] as OpenedSnapshot, asked)])
      if (which > 0 && JSON.stringify(answer) !== JSON.stringify(decide(head, asked))) answers.add(name)
    }
    // Every arm changed at least one answer, so that equality is no accident.
    expect(answers.size).toBe(ARMS.length - 1)
  })

  it('an arm of one surface leaves the others of the same request as they are', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const asked = decisionRequest({ ...requestOf(3, SHAPES[0]?.at(NOW) as Context) })
    const values = ARMS[1]?.values ?? {}
    const [first] = asked.placements
    const owned = { [first?.surface ?? '']: values }
    const only = decide(head, { ...asked, placements: asked.placements.slice(1), owned })
    expect(only).toEqual(decide(head, { ...asked, placements: asked.placements.slice(1) }))
  })

  it('arms with equal columns share them, and an arm that changes none has the snapshot’s', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const both = { 'ranking.terms.freshness.points': 90 }
    const slated = { ...both, 'slate.home-hero.head': 3 }
    expect(head.arms.of(slated).bases).toBe(head.arms.of(both).bases)
    expect(head.arms.of({ 'slate.home-hero.head': 3 }).bases).toBe(head.bases)
    expect(head.arms.of({ ...both })).toBe(head.arms.of(both))
    const own = SNAPSHOT.rules.ranking.weights.freshness
    expect(head.arms.of({ 'ranking.terms.freshness.points': own }).bases).toBe(head.bases)
    expect(head.arms.of({})).toBe(head)
  })

  it('a ninth set of columns takes the room of the oldest, which is made anew with the same answers', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const asked = decisionRequest(requestOf(4, SHAPES[0]?.at(NOW) as Context))
    const decided = (points: number) =>
      decide(head, { ...asked, owned: everywhere({ 'ranking.terms.weight.points': points }) })
    const before = Array.from({ length: 12 }, (_, points) => decided(points))
    const bytes = [head.engine.bytes, keptBesideBytes(head)]
    expect(Array.from({ length: 12 }, (_, points) => decided(points))).toEqual(before)
    expect(head.engine.bytes).toBe(bytes[0])
    expect(keptBesideBytes(head)).toBeLessThan(2 * (bytes[1] ?? 0))
  })

  it('what was asked for longest ago goes first, and an arm that is made anew is told by equal values', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const kept = Array.from({ length: 8 }, (_, at) => ({ 'ranking.terms.weight.points': 40 + at }))
    const before = kept.map((values) => head.arms.of(values))
    head.arms.of(kept[0] ?? {})
    head.arms.of({ 'ranking.terms.weight.points': 60 })
    expect(kept.map((values) => head.arms.of({ ...values })).map((arm, at) => arm === before[at])).toEqual(
      kept.map((_, at) => at === 0),
    )
  })

  it('an arm has one column of scores, graded where assets have results that count', () => {
    const slotsOf = (snapshot: Snapshot, values: OwnedValues) => {
      const { bases } = openSnapshot(snapshot, engine).arms.of(values)
      return new Set(SURFACE_IDS.map((surface) => bases.slotFor(surface, NOW))).size
    }
    const values = { 'ranking.terms.freshness.points': 90 }
    expect(slotsOf(SNAPSHOT, values)).toBe(SURFACE_IDS.length)
    expect(slotsOf(SNAPSHOT, { ...values, 'ranking.terms.engagement.points': 0 })).toBe(1)
    const engagement = SNAPSHOT.weights.engagement.map((steps, at) => (at % SURFACE_IDS.length === 1 ? steps : 0))
    expect(slotsOf({ ...SNAPSHOT, weights: { ...SNAPSHOT.weights, engagement } }, values)).toBe(2)
  })

  it('arms share the faces of candidates with the snapshot, whatever the points of their tiers', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    expect(head.arms.of({ 'ranking.terms.priority.points': 3 }).faces).toBe(head.faces)
    expect(head.arms.of({ 'ranking.terms.freshness.points': 90 }).faces).toBe(head.faces)
  })

  it('explain names the terms of the arm that decided', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const asked = decisionRequest(requestOf(1, SHAPES[0]?.at(NOW) as Context))
    const [placement] = asked.placements
    if (placement === undefined) throw new Error('a placement')
    const armed = { ...asked, owned: everywhere({ 'ranking.terms.freshness.points': 90 }) }
    const [pick] = decide(head, armed)[0]?.picks ?? []
    const explained = explain(head, armed, placement).kept[0]
    expect(explained?.score).toBe(pick?.score)
    expect(onSurface(head, armed, placement.surface).snapshot.rules.ranking.weights.freshness).toBe(90)
  })
})
