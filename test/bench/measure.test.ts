import { describe, expect, it } from 'vitest'
import { interleaved, quantile } from './measure.ts'

describe('quantile', () => {
  it('takes the nearest rank', () => {
    const samples = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect([quantile(samples, 0.5), quantile(samples, 0.99), quantile(samples, 1)]).toEqual([50, 99, 100])
    expect(quantile([7], 0.99)).toBe(7)
  })
})

describe('interleaved', () => {
  const plan = { suite: 's', candidates: 1, floor: 'a', repeats: 4, warmups: 1 }

  it('gives every contender the same number of turns, and each the first turn as often', () => {
    const turns: string[] = []
    const contender = (name: string) => ({ name, run: () => turns.push(name) })
    interleaved(plan, [contender('a'), contender('b')])
    expect(turns.join('')).toBe('ab' + 'ab' + 'ba' + 'ab' + 'ba')
  })

  it('compares with the floor, which is itself once', () => {
    const rows = interleaved(plan, [{ name: 'a', run: () => 1 }])
    expect(rows).toMatchObject([{ suite: 's', name: 'a', candidates: 1, unit: 'ms', ratioTo: 'a', ratio: 1 }])
  })
})
