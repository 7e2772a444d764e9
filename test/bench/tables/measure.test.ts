import { describe, expect, it } from 'vitest'
import type { Run } from '../suite.ts'
import { interleaved, type Plan } from './measure.ts'

const said: string[] = []
const run: Run = {
  candidates: null,
  quick: false,
  say: (words) => said.push(words),
  bundles: () => Promise.reject(new Error('not asked for')),
}
const plan: Plan = {
  ...{ suite: 's', candidates: 1, floor: 'a', repeats: 4, unit: 'ms', sampleMs: 0, warmMs: 0, longestRunMs: 20 },
}

describe('interleaved', () => {
  it('every contender has the same number of turns, and each the first turn as often', async () => {
    const turns: string[] = []
    const contender = (name: string) => ({ name, run: () => turns.push(name) })
    await interleaved(run, plan, [contender('a'), contender('b')])
    expect(turns.join('')).toBe('ab' + 'ab' + 'ba' + 'ab' + 'ba')
  })

  it('interleaved waits for contenders that answer later', async () => {
    let ended = 0
    const later = async () => {
      await new Promise((resolve) => setTimeout(resolve, 1))
      ended += 1
    }
    await interleaved(run, plan, [{ name: 'a', run: later }])
    expect(ended).toBe(5)
  })

  it('a contender that takes too long is left out and named, but never the floor', async () => {
    const slow = () => new Promise((resolve) => setTimeout(resolve, 40))
    const rows = await interleaved(run, { ...plan, repeats: 1 }, [
      { name: 'a', run: slow },
      { name: 'b', run: slow },
      { name: 'c', run: () => 1 },
    ])
    expect(rows.map(({ name }) => name)).toEqual(['a', 'c'])
    expect(said.join()).toMatch(/^s: b takes \d+ ms at 1 candidates: left out$/)
  })

  it('a quick run warms up once and measures every contender twice', async () => {
    let turns = 0
    await interleaved({ ...run, quick: true }, plan, [{ name: 'a', run: () => turns++ }])
    expect(turns).toBe(3)
  })
})
