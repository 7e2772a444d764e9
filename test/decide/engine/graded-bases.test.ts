import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { GradedBase, OpenEngine } from '../../../src/decide/engine/engine.ts'
import { mulberry32 } from '../../../src/dev/demo/mulberry32.ts'
import { OPENINGS } from './engines.ts'
import { allRows, plainColumns, plainQuery, world } from './world.ts'

const GREATEST = 2 ** 29
const points = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.constantFrom(GREATEST, -GREATEST, GREATEST + 1),
)
const within = (score: number) => Math.max(-GREATEST, Math.min(GREATEST, score))
const pointsOf = (first: number) => Int32Array.from({ length: 256 }, (_, grade) => (grade * first) % 1000)

describe.each(OPENINGS)('graded base scores, of the %s engine', (_name, engine) => {
  it('a graded slot ranks as one does that was set to the same sums, however many grades there are', () => {
    const given = world.chain((made) =>
      fc.record({
        world: fc.constant(made),
        seed: fc.integer(),
        grades: fc.integer({ min: 1, max: 256 }),
        ofGrade: fc.array(points, { minLength: 1, maxLength: 9 }),
      }),
    )
    fc.assert(
      fc.property(given, ({ world: { columns, base, query }, seed, grades, ofGrade }) => {
        const random = mulberry32(seed)
        const grade = Uint8Array.from(columns.assetHash, () => Math.floor(random() * grades))
        const by = Int32Array.from({ length: 256 }, (_, at) => ofGrade[at % ofGrade.length] ?? 0)
        const open = engine.open(columns)
        open.setBase(0, base)
        open.setGrades(7, grade)
        open.gradeBase(63, { base: 0, grades: 7, points: by })
        const sums = base.map(
          (value, row) => within(value) + within(by[grade[Number(columns.rowAsset[row])] ?? 0] ?? 0),
        )
        open.setBase(1, sums)
        const plane = allRows(open)
        const best = (slot: number) => open.top({ ...query, plane, base: slot })
        expect(best(63)).toEqual(best(1))
        open.setBase(1, base)
        // What is read without grades is as it was.
        expect(best(0)).toEqual(best(1))
      }),
    )
  })

  const three = () => {
    const open = engine.open(plainColumns(3))
    open.setBase(0, Int32Array.of(3, 2, 1))
    open.setGrades(0, Uint8Array.of(0, 1, 2))
    open.gradeBase(2, { base: 0, grades: 0, points: pointsOf(100) })
    return open
  }
  const scores = (open: OpenEngine, base: number) => [...open.top(plainQuery(allRows(open), { base })).scores]

  it('a graded slot holds no scores once what it reads was replaced, until it is graded again', () => {
    const open = three()
    expect(scores(open, 2)).toEqual([201, 102, 3])
    open.setBase(0, Int32Array.of(7, 7, 7))
    expect(() => scores(open, 2)).toThrow(RangeError)
    open.gradeBase(2, { base: 0, grades: 0, points: pointsOf(100) })
    open.setGrades(0, Uint8Array.of(1, 1, 1))
    expect(() => scores(open, 2)).toThrow(RangeError)
    const before = open.bytes
    open.gradeBase(2, { base: 0, grades: 0, points: pointsOf(10) })
    expect(open.bytes).toBe(before)
    expect(scores(open, 2)).toEqual([17, 17, 17])
  })

  it.each<[string, (open: OpenEngine) => unknown]>([
    ['grades of fewer assets', (open) => open.setGrades(0, new Uint8Array(2))],
    ['grades beyond the last column', (open) => open.setGrades(8, new Uint8Array(3))],
    ['a graded slot beyond the last', (open) => open.gradeBase(64, graded({}))],
    ['points of fewer grades', (open) => open.gradeBase(3, graded({ points: new Int32Array(255) }))],
    ['a slot graded by grades that are not there', (open) => open.gradeBase(3, graded({ grades: 1 }))],
    ['a slot graded on one without scores', (open) => open.gradeBase(3, graded({ base: 9 }))],
    ['a slot graded on a graded one', (open) => open.gradeBase(3, graded({ base: 2 }))],
    ['a slot of scores that is graded', (open) => open.gradeBase(0, graded({}))],
    ['scores for a slot that is graded', (open) => open.setBase(2, new Int32Array(3))],
  ])('the engine refuses %s, and works on', (_what, ask) => {
    const open = three()
    expect(() => ask(open)).toThrow(RangeError)
    expect([scores(open, 0), scores(open, 2)]).toEqual([
      [3, 2, 1],
      [201, 102, 3],
    ])
  })
})

const graded = (change: Partial<GradedBase>): GradedBase => ({ base: 0, grades: 0, points: pointsOf(1), ...change })
