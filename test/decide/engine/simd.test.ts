import { describe, expect, it } from 'vitest'
import { simdEngine } from '../../../src/decide/engine/simd/simd-engine.ts'
import { instantiateKernel } from './engines.ts'
import { allRows, plainColumns, plainQuery } from './world.ts'

const engine = simdEngine(instantiateKernel)
const oneAsset = (rows: number) =>
  plainColumns(1, { rowAsset: new Uint32Array(rows), rowCampaign: new Uint32Array(rows) })

describe('the engine over the kernel', () => {
  it.each([
    ['nothing', undefined],
    ['no memory', {}],
    ['an older kernel, which lacks a function', { ...instantiateKernel(), top: undefined }],
  ])('the engine over the kernel refuses to run on %s', (_what, exports) => {
    expect(() => simdEngine(() => exports).open(plainColumns(1))).toThrow(TypeError)
  })

  it('the engine over the kernel gives each snapshot memory of its own', () => {
    const first = engine.open(plainColumns(3))
    first.setBase(0, Int32Array.of(1, 2, 3))
    const second = engine.open(plainColumns(3))
    second.setBase(0, Int32Array.of(3, 2, 1))
    expect([...first.top(plainQuery(allRows(first))).rows]).toEqual([2, 1, 0])
  })

  it('the engine over the kernel refuses rows that do not fit into its memory', () => {
    expect(() => engine.open(oneAsset(7_000_000))).toThrow(RangeError)
  })

  it('the engine over the kernel refuses base scores that no longer fit, and works on with those it has', () => {
    const rows = 1_000_000
    const open = engine.open(oneAsset(rows))
    const base = new Int32Array(rows)
    base[rows - 1] = 5
    open.setBase(0, base)
    const every = allRows(open)
    expect(() => {
      for (let slot = 1; slot < 64; slot++) open.setBase(slot, base)
    }).toThrow(RangeError)
    open.setBase(0, base)
    expect([...open.top(plainQuery(every, { k: 2 })).rows]).toEqual([rows - 1, 0])
  })

  it('the engine over the kernel lends memory that stays where it is, whatever is worked out beside it', () => {
    const rows = 1000
    const lent = engine.lend?.({
      ...{ bytes: 90_000, otherBytes: 10_000, rows, groups: 1 },
      ...{ bases: 2, planes: 40, grades: 3, gradedBases: 9 },
    })
    if (lent === undefined) throw new Error('an engine that lends its memory')
    const { bytes } = lent
    bytes.fill(7)
    const open = lent.open(plainColumns(rows))
    for (const slot of [0, 1]) open.setBase(slot, new Int32Array(rows))
    for (let grades = 0; grades < 3; grades++) open.setGrades(grades, new Uint8Array(rows))
    for (let slot = 2; slot < 11; slot++)
      open.gradeBase(slot, { base: 0, grades: slot % 3, points: new Int32Array(256) })
    const planes = Array.from({ length: 40 }, () => allRows(open))
    open.top(plainQuery(open.intersect(planes)))
    expect(bytes.length).toBe(100_000)
    expect(bytes.every((byte) => byte === 7)).toBe(true)
    expect(open.bytes).toBe(lent.totalBytes)
  })

  it('the engine over the kernel rather refuses than grows what it lent', () => {
    const lent = engine.lend?.({
      ...{ bytes: 64, otherBytes: 0, rows: 64, groups: 1 },
      ...{ bases: 1, planes: 1, grades: 0, gradedBases: 0 },
    })
    if (lent === undefined) throw new Error('an engine that lends its memory')
    const open = lent.open(plainColumns(64))
    expect(() => {
      for (let plane = 0; plane < 100_000; plane++) allRows(open)
    }).toThrow(RangeError)
    expect(lent.bytes.length).toBe(64)
  })

  it("the engine over the kernel reads no verdict of another question beyond a snapshot's rows", () => {
    const assetClass = [Uint16Array.of(0, 40_000)]
    const columns = plainColumns(2, {
      assetClass,
      rowAsset: Uint32Array.of(0, 0),
      rowCampaign: Uint32Array.of(9000, 0),
    })
    const open = engine.open(columns)
    const all = open.assetPlane(0, new Uint8Array(40_001).fill(1))
    expect(open.count(all)).toBe(2)
    expect([...open.rowsOf(open.campaignPlane(new Uint8Array(9001).fill(1, 1)))]).toEqual([0])
    expect([...open.rowsOf(open.withoutAssets([0]))]).toEqual([])
  })
})
