import { describe, expect, it } from 'vitest'
import { chanceFrom, mix32, xoshiro128 } from '../../../src/decide/draw/chance.ts'
import { hash32 } from '../../../src/model/hash32.ts'

describe('chance', () => {
  it('xoshiro128 draws the numbers that its authors print', () => {
    // Of xoshiro128starstar.c, version 1.1, from the state 1, 2, 3, 4.
    const words = [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849]
    const next = xoshiro128([1, 2, 3, 4])
    for (let pair = 0; pair < words.length; pair += 2) {
      const [high = 0, low = 0] = words.slice(pair)
      expect(next()).toBe(((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53)
    }
  })

  it('mix32 spreads 32 bits as MurmurHash3 does', () => {
    expect([0, 1, 0xffff_ffff].map(mix32)).toEqual([0, 0x514e_28b7, 0x81f1_6f39])
  })

  it('a chance begins with four hashes of its text, whatever the text is written in', () => {
    for (const text of [
      '',
      'decision 1|hero',
      '6f9619ff-8b86-d011-b42d-00c04fc964ff|tile 7',
      'Ä|hero',
      'hero|日本',
      '😀',
    ]) {
      const word = (salt: number) => mix32(hash32(`${salt}|${text}`))
      const expected = xoshiro128([word(1), word(2), word(3), word(4)])
      expect(Array.from({ length: 5 }, chanceFrom(text))).toEqual(Array.from({ length: 5 }, expected))
    }
  })

  it('a chance is the same for the same text, and another for another', () => {
    const numbers = (text: string) => Array.from({ length: 5 }, chanceFrom(text))
    expect(numbers('decision 1')).toEqual(numbers('decision 1'))
    const all = Array.from({ length: 200 }, (_, index) => numbers(`decision ${index}`)).flat()
    expect(new Set(all).size).toBe(1000)
  })

  it('the generator leaves the state of zeros that it could not leave by itself', () => {
    const next = xoshiro128([0, 0, 0, 0])
    expect(new Set(Array.from({ length: 50 }, next)).size).toBeGreaterThan(45)
  })

  it('a chance is even from its first number on, however alike the texts', () => {
    const bins = new Float64Array(64)
    const texts = 64_000
    for (let text = 0; text < texts; text++) {
      const bin = Math.floor(chanceFrom(`00000000-0000-4000-8000-${text.toString(16).padStart(12, '0')}`)() * 64)
      bins[bin] = (bins[bin] ?? 0) + 1
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // 63 degrees of freedom: 5 standard deviations above the mean.
    expect(chiSquare).toBeLessThan(63 + 5 * Math.sqrt(2 * 63))
  })
})
