import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/decide/decide.ts'
import { KeptWhileValid } from '../../../src/decide/time/kept-while-valid.ts'
import { localMinute } from '../../../src/decide/time/local-minute.ts'
import { catalogue, openIn, requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'

const feed = { id: 'feed', surface: 'clips-feed', count: 6, titleId: null, inView: null, row: null } as const

describe('what an isolate keeps beside a snapshot', () => {
  it('an isolate answers as one that has just opened the snapshot, whatever was asked before', () => {
    const schedule = catalogue(12, 3, 'clip')
    const kept = openIn(schedule)
    for (const country of ['DE', 'AT', 'CH', 'DE']) {
      for (const seed of ['one', 'two', 'one']) {
        const fresh = openIn(schedule)
        const asked = { placements: [feed], seed }
        const first = decide(opened(fresh), requestFor(fresh, { country }, asked))
        if (country === 'DE') expect(first[0]?.picks).toHaveLength(6)
        expect(decide(opened(kept), requestFor(kept, { country }, asked))).toEqual(first)
      }
    }
  })
})

it('a wall clock shows each minute as it is, in zones asked in turns and after the clock went back', () => {
  const summerEnds = Date.UTC(2026, 9, 25, 1)
  const at = (instant: number) => [localMinute(instant, 'Europe/Berlin').minute, localMinute(instant, 'UTC').minute]
  expect(at(summerEnds - 1)).toEqual([179, 59])
  expect(at(summerEnds)).toEqual([120, 60])
  expect(at(summerEnds + 59_999)).toEqual([120, 60])
  expect(at(summerEnds - 60_000)).toEqual([179, 59])
})

describe('what is kept while it holds', () => {
  it('what is kept while it holds is weighed again when it is asked for, as it may have grown', () => {
    const gone: string[] = []
    const kept = new KeptWhileValid<{ from: number; until: number; bytes: number; name: string }>(2000, ({ name }) =>
      gone.push(name),
    )
    const growing = { from: 0, until: 9, bytes: 100, name: 'grows' }
    kept.keep('grows', growing)
    kept.keep('other', { from: 0, until: 9, bytes: 100, name: 'other' })
    const before = kept.bytes
    growing.bytes = 1500
    kept.recall('grows', 1)
    expect(kept.bytes).toBe(before + 1400)
    kept.shrink()
    expect(gone).toEqual(['other'])
    kept.keep('grows', { ...growing, bytes: 100 })
    expect(kept.bytes).toBe(before - 100 - 2 * 'other'.length - 200)
  })

  it('what was asked for longest ago goes first, though another was asked for twice', () => {
    const gone: number[] = []
    const kept = new KeptWhileValid<{ from: number; until: number; bytes: number }>(1500, ({ bytes }) =>
      gone.push(bytes),
    )
    for (const bytes of [101, 102, 103]) kept.keep(String(bytes), { from: 0, until: 9, bytes })
    for (const key of ['102', '102', '101', '102', '102', '101']) kept.recall(key, 1)
    kept.keep('big', { from: 0, until: 9, bytes: 500 })
    kept.shrink()
    expect(gone).toEqual([103])
    kept.keep('more', { from: 0, until: 9, bytes: 250 })
    kept.shrink()
    expect(gone).toEqual([103, 102])
  })
})
