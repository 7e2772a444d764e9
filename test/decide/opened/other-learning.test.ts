import { describe, expect, it } from 'vitest'
import { METADATA_TASTES, type TasteSource } from '../../../src/compile/columns/taste-source.ts'
import { learnedRules } from '../../../src/compile/learned/learned-rules.ts'
import type { Context } from '../../../src/decide/context/context.ts'
import { decide } from '../../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../../src/decide/decision-request.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import { type OpenedSnapshot, openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { mulberry32 } from '../../../src/dev/demo/mulberry32.ts'
import { learningNamed, type OtherLearning } from '../../../src/model/columns/other-learning.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { quantised } from '../../../src/model/columns/taste-vector.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import type { LearnedPoints } from '../../../src/model/learned/learned-bounds.ts'
import type { LearnedRunId } from '../../../src/model/learned/learned-run.ts'
import type { OwnedValues } from '../../../src/model/policies/owned-values.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { encodeSnapshot } from '../../../src/snapshot/encode.ts'
import { byName, compileLarge, largeSchedule, NOW } from '../../bench/catalogue/large-snapshot.ts'
import { ENGINES } from '../engine/engines.ts'
import { everywhere, requestOfTurn, shapesOf, withResults } from './asked-turns.ts'

/** A run whose vectors are made up, each asset having its own. */
const taught = (digit: string, space: string): TasteSource & { readonly run: LearnedRunId } => ({
  space,
  run: `lrn_${digit.repeat(32)}`,
  vectorOf: (id) => {
    const random = mulberry32(hash32(`${space} ${id}`))
    return quantised(Array.from({ length: 32 }, () => 80 * random() - 40))
  },
})
const SERVED = taught('a', 'space-served')
const TRIED = taught('b', 'space-tried')
const SCHEDULE = largeSchedule(1500)

function compiledBy(tastes: TasteSource, points: LearnedPoints): Snapshot {
  const compiled = compileLarge(SCHEDULE, learnedRules(bundledRules(), points), tastes)
  return withResults(decodeSnapshot('large', byName(encodeSnapshot(compiled))))
}

const POINTS = { freshness: 18, taste: 70, context: 40, engagement: 12 }
const ALONE = {
  served: compiledBy(SERVED, { freshness: 9, taste: 50, sessionTaste: 30 }),
  tried: compiledBy(TRIED, POINTS),
  metadata: compiledBy(METADATA_TASTES, {}),
}

/** What stands beside another snapshot to be like this one. */
function beside({ hot, rules }: Snapshot): OtherLearning {
  const { freshness } = rules.ranking.weights
  return {
    run: rules.learned ?? null,
    space: rules.tasteSpace ?? '',
    taste: hot.assets.taste,
    genres: hot.genres,
    points: { ...rules.ranking.personal.points, freshness },
  }
}

const SNAPSHOT: Snapshot = { ...ALONE.served, otherLearning: [beside(ALONE.metadata), beside(ALONE.tried)] }
const SHAPES = shapesOf(SNAPSHOT.rules)

function withPoints(snapshot: Snapshot, points: Readonly<Record<string, number>>): Snapshot {
  const { ranking } = snapshot.rules
  const { freshness = ranking.weights.freshness, ...others } = points
  const personal = { ...ranking.personal, points: { ...ranking.personal.points, ...others } }
  return {
    ...snapshot,
    rules: { ...snapshot.rules, ranking: { ...ranking, weights: { ...ranking.weights, freshness }, personal } },
  }
}

/** The values of each arm, and the snapshot that was compiled with what they name. */
const ARMS: readonly { readonly name: string; readonly values: OwnedValues; readonly alone: Snapshot }[] = [
  { name: 'control', values: {}, alone: ALONE.served },
  { name: 'another run', values: { learned: TRIED.run }, alone: ALONE.tried },
  { name: 'held out', values: { learned: 'none' }, alone: withPoints(ALONE.metadata, { engagement: 0 }) },
  { name: 'the run that it serves', values: { learned: SERVED.run }, alone: ALONE.served },
  {
    name: 'another run, and points of its own',
    values: { learned: TRIED.run, 'ranking.terms.freshness.points': 90, 'ranking.terms.taste.points': 11 },
    alone: withPoints(ALONE.tried, { freshness: 90, taste: 11 }),
  },
]

/** As the others, with a title in view, a title's own page, and hours of several parts of the day. */
function asked(turn: number): DecisionRequest {
  const context = SHAPES[turn % 2]?.at(NOW + turn * 3_500_000) as Context
  const request = requestOfTurn(SNAPSHOT, turn, context)
  const titleId = SCHEDULE.titles[(turn * 7) % 40]?.id ?? null
  const placements = request.placements.map((placement, at) => ({
    ...placement,
    inView: turn % 4 === 1 ? titleId : null,
    titleId: placement.surface === 'title-detail' && at % 2 === 0 ? titleId : null,
  }))
  return decisionRequest({ ...request, placements })
}

describe.each(ENGINES.map((engine) => [engine.name, engine] as const))('other learning (%s)', (_, engine) => {
  it('an arm of another run, or of none, decides as the snapshot that was compiled with it, to the last bit', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const separate = ARMS.map(({ alone }) => openSnapshot(alone, engine))
    const changed = new Set<string>()
    for (let turn = 0; turn < 60; turn++) {
      const which = (turn * 7) % ARMS.length
      const { name, values = {} } = ARMS[which] ?? { name: '?' }
      const owned = everywhere(values)
      const answer = decide(head, { ...asked(turn), owned })
      const alone = separate[which] as OpenedSnapshot
      expect([name, turn, answer]).toEqual([name, turn, decide(alone, asked(turn))])
      if (JSON.stringify(answer) !== JSON.stringify(decide(head, asked(turn)))) changed.add(name)
      const placement = asked(turn).placements[turn % asked(turn).placements.length]
      if (turn % 6 !== 0 || placement === undefined) continue
      const explained = explain(head, { ...asked(turn), owned }, placement)
      expect([name, turn, explained]).toEqual([name, turn, explain(alone, asked(turn), placement)])
    }
    expect([...changed].sort()).toEqual(['another run', 'another run, and points of its own', 'held out'])
  })

  it('the run that a snapshot serves is control itself, and takes no room', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    expect(head.arms.of({ learned: SERVED.run })).toBe(head)
    const head30 = head.arms.of({ learned: SERVED.run, 'slate.home-hero.head': 30 })
    expect([head30.bases, head30.plansUnder, head30.taste]).toEqual([head.bases, head.plansUnder, head.taste])
  })

  it('arms of one learning share its columns, and those of two do not', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const one = head.arms.of({ learned: TRIED.run })
    const same = head.arms.of({ learned: TRIED.run, 'ranking.terms.taste.points': 3 })
    expect([same.bases === one.bases, same.snapshot.hot === one.snapshot.hot]).toEqual([true, true])
    const none = head.arms.of({ learned: 'none' })
    expect([none.bases === one.bases, none.taste === one.taste]).toEqual([false, false])
  })

  it('a run that a snapshot brings no vectors of is an error, and no other answer', () => {
    const head = openSnapshot(SNAPSHOT, engine)
    const owned = everywhere({ learned: `lrn_${'c'.repeat(32)}` })
    expect(() => decide(head, { ...asked(0), owned })).toThrow(/has no vectors of lrn_c/)
    const alone = openSnapshot(ALONE.served, engine)
    expect(() => decide(alone, { ...asked(0), owned: everywhere({ learned: 'none' }) })).toThrow(RangeError)
  })
})

it.each([
  ['none', SNAPSHOT, null],
  [TRIED.run, SNAPSHOT, TRIED.run],
  [SERVED.run, SNAPSHOT, 'own'],
  ['none', ALONE.metadata, 'own'],
  ['none', ALONE.served, undefined],
  [SERVED.run, ALONE.metadata, undefined],
  [7, SNAPSHOT, undefined],
])('what %s stands for is what a snapshot has of it', (value, snapshot, run) => {
  const found = learningNamed(snapshot, value)
  expect(found === null || found === 'own' ? (found ?? undefined) : found.run).toBe(run)
})
