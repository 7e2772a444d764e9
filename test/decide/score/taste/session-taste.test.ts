import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEVICE_EVENTS } from '../../../../src/contracts/device/vocabulary.ts'
import { excludedTitles } from '../../../../src/decide/score/taste/fatigue.ts'
import { learn, rested, type TasteSignal } from '../../../../src/decide/score/taste/session-taste.ts'
import { normOf, quantised, TASTE_NORM } from '../../../../src/model/columns/taste-vector.ts'
import { TASTE_EVENTS } from '../../../../src/model/policies/taste-policy.ts'
import { POLICY } from './catalogue.ts'

const policy = POLICY.session
const NOTHING = { vector: new Int8Array(32), unwanted: [] }
const axis = (index: number): Int8Array => Int8Array.from({ length: 32 }, (_, at) => (at === index ? TASTE_NORM : 0))
const signal = (changes: Partial<TasteSignal>): TasteSignal => ({
  ...{ asset: 1, title: 2, event: 'skip', watchedMs: 1000, durationMs: 30_000, vector: axis(0) },
  ...changes,
})
/** How far the taste lies along the first axis after some signals. */
const along = (...signals: readonly Partial<TasteSignal>[]): number =>
  learn(NOTHING, signals.map(signal), policy, 0).vector[0] ?? 0

describe('a session’s taste', () => {
  test("a session's taste stays bounded, and comes back as int8, whatever is signalled", () => {
    const anySignal = fc.record<TasteSignal>({
      ...{ asset: fc.nat(3), title: fc.nat(3), event: fc.constantFrom(...DEVICE_EVENTS) },
      ...{ watchedMs: fc.nat(1e6), durationMs: fc.nat(1e5) },
      vector: fc.array(fc.integer({ min: -128, max: 127 }), { minLength: 32, maxLength: 32 }).map(quantised),
    })
    fc.assert(
      fc.property(fc.array(anySignal, { maxLength: 50 }), fc.integer(), (signals, elapsedMs) => {
        const { vector } = learn({ vector: axis(5), unwanted: [] }, signals, policy, elapsedMs)
        expect(normOf(vector)).toBeLessThanOrEqual(TASTE_NORM)
      }),
    )
  })

  test('every event that a taste is rewarded for is a word that devices may use', () => {
    expect(TASTE_EVENTS.filter((event) => !(DEVICE_EVENTS as readonly string[]).includes(event))).toEqual([])
  })

  test.each(TASTE_EVENTS.filter((event) => event !== 'complete'))(
    "a session's taste moves by %s as the rules say",
    (event) => {
      const signs = { moved: Math.sign(along({ event })), told: Math.sign(policy.rewards[event]) }
      expect(signs.moved).toBe(signs.told)
    },
  )

  test.each([
    'impression',
    'start',
    'firstQuartile',
    'midpoint',
    'thirdQuartile',
    'mute',
    'firstFrame',
    'stall',
    'error',
  ])("a session's taste learns nothing from %s", (event) => {
    expect(along({ event })).toBe(0)
  })

  test("a session's taste minds a skip more the earlier it came", () => {
    const at = (watchedMs: number) => along({ watchedMs })
    expect(at(0)).toBeLessThan(at(5000))
    expect(at(5000)).toBeLessThan(at(12_000))
    expect(at(15_000)).toBe(0)
    expect(along({ watchedMs: 10, durationMs: 0 })).toBe(0)
  })

  test('a video that ended in an empty room rewards no taste, and one with the sound turned on does', () => {
    expect(along({ event: 'complete' })).toBe(0)
    expect(along({ event: 'complete' }, { event: 'unmute' })).toBeGreaterThan(along({ event: 'unmute' }))
    expect(along({ event: 'complete', asset: 1 }, { event: 'unmute', asset: 9, vector: axis(3) })).toBe(0)
  })

  test("a session's taste counts an event once, however often it is sent", () => {
    expect(along({ event: 'like' }, { event: 'like' }, { event: 'like' })).toBe(along({ event: 'like' }))
  })

  test('a plain no stands against all that was done before it, and excludes the title', () => {
    expect(along({ event: 'watch' }, { event: 'buy' }, { event: 'notInterested' })).toBe(
      along({ event: 'notInterested' }),
    )
    const { unwanted } = learn({ ...NOTHING, unwanted: [7] }, [signal({ event: 'notInterested', title: 2 })], policy, 0)
    expect([...excludedTitles(unwanted, [8])]).toEqual([7, 2, 8])
  })

  test("a session's taste changes after two watches, however long the row of skips before", () => {
    const skips = Array.from({ length: 40 }, (_, asset) => signal({ asset: 100 + asset, watchedMs: 0 }))
    const before = learn(NOTHING, skips, policy, 0)
    const watches = [1, 2, 3, 4, 5].map((asset) => signal({ asset, event: 'watch' }))
    expect(learn(before, watches, policy, 0).vector[0]).toBeGreaterThan(0)
  })

  test("a session's taste halves in its half-life and ends, and a clock that goes back takes nothing", () => {
    const halfLife = policy.halfLifeMinutes * 60_000
    expect(rested(axis(0), policy, halfLife)[0]).toBe(63)
    expect(rested(axis(0), policy, 8 * halfLife)[0]).toBe(0)
    expect(rested(axis(0), policy, -halfLife)[0]).toBe(TASTE_NORM)
  })
})
