import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Recent } from '../../../src/edge/residence/text/recent.ts'

const BOUND = 4_000

const step = fc.oneof(
  fc.record({ act: fc.constant('keep' as const), key: fc.nat(30), bytes: fc.nat(2_500) }),
  fc.record({ act: fc.constant('get' as const), key: fc.nat(30), bytes: fc.constant(0) }),
  fc.record({ act: fc.constant('retain' as const), key: fc.nat(30), bytes: fc.constant(0) }),
)

describe('values that are kept for a while', () => {
  it('kept values are never more bytes than the bound, and never other values than were kept', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const recent = new Recent<number, string>(BOUND)
        const last = new Map<number, string>()
        for (const [turn, { act, key, bytes }] of steps.entries()) {
          if (act === 'retain') recent.retain((each) => each <= key)
          if (act === 'keep') {
            last.set(key, `${key} ${turn}`)
            recent.keep(key, `${key} ${turn}`, bytes)
          }
          const value = recent.get(key)
          if (value !== undefined) expect(value).toBe(last.get(key))
          expect(recent.has(key)).toBe(value !== undefined)
          expect(recent.bytes).toBeLessThanOrEqual(BOUND)
        }
        recent.clear()
        expect([recent.bytes, recent.has(0)]).toEqual([0, false])
      }),
    )
  })

  it('kept values stay as long as they are asked for, whatever comes beside them', () => {
    const recent = new Recent<number, string>(BOUND)
    recent.keep(0, 'asked for', 100)
    for (let key = 1; key < 1_000; key++) {
      recent.keep(key, 'not asked for', 300)
      expect(recent.get(0)).toBe('asked for')
    }
    expect(recent.has(1)).toBe(false)
  })

  it('kept values leave at once where the bound falls below them', () => {
    const recent = new Recent<number, string>(BOUND)
    for (let key = 0; key < 10; key++) recent.keep(key, 'value', 200)
    recent.limit = 500
    expect(recent.bytes).toBeLessThanOrEqual(500)
  })
})
