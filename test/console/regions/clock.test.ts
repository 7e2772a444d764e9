import { describe, expect, it } from 'vitest'
import { clockOf } from '../../../src/console/regions/acts/clock.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const ANNOUNCED = NOW - 38_000

const report = (sequence: number, at: number, refusal: string | null = null) => ({ sequence, at, refusal })
const region = (sequence: number, seen: readonly ReturnType<typeof report>[]) => ({ sequence, ageSeconds: 38, seen })

describe('the clock after an act', () => {
  it('an isolate has an announcement when it serves that one or a later one', () => {
    const clock = clockOf(region(7, [report(7, NOW), report(8, NOW), report(6, ANNOUNCED - 60_000)]), 7, NOW)
    expect(clock).toMatchObject({ isolates: 3, have: 2, seconds: 38 })
  })

  it('an isolate that said nothing since an announcement is not told to refuse it', () => {
    const refuses = report(6, NOW - 1_000, 'hash')
    const clock = clockOf(region(7, [report(6, ANNOUNCED - 60_000), refuses]), 7, NOW)
    expect(clock).toMatchObject({ have: 0, notHeardOf: 1, behind: [refuses] })
  })

  it('an announcement that storage does not show yet has no age, and nobody is behind it', () => {
    expect(clockOf(region(6, [report(6, NOW)]), 7, NOW)).toMatchObject({ have: 0, behind: [], seconds: null })
  })
})
