import { describe, expect, it } from 'vitest'
import { refusedAgain } from '../../src/replay/refused-again.ts'
import { isInSample } from '../../src/replay/sampled.ts'
import { toldPlacements } from '../../src/replay/told-placements.ts'
import { largeWorld, loggedLines } from './logged-lines.ts'

const snapshot = largeWorld(600)
const lines = [...loggedLines(snapshot, 60, 3)].map(({ line }) => line)

describe('what a line tells of its placements', () => {
  it('every placement that was asked for is there, with all that was shown in it', () => {
    for (const line of lines) {
      const told = toldPlacements(line) ?? []
      const over = told.length < line.placements.length
      expect(over && line.ended === null && !JSON.stringify(line.answer?.body).includes('end-of-feed')).toBe(false)
      const shown = told.reduce((sum, { items }) => sum + items.length, 0)
      expect(shown).toBe(line.answer?.propensities.length)
    }
  })

  it('an empty placement is told, a feed that has ended is not, and a fault leaves all of them empty', () => {
    const line = lines.find(({ placements }) => placements.length > 1)
    if (line?.answer == null) throw new Error('no line has two placements')
    const [first, second] = line.placements
    const said = (reason: string) =>
      ({
        ...line,
        answer: {
          ...line.answer,
          body: { decisions: {}, noDecisions: line.placements.map(({ id }) => ({ placement: id, reason })) },
        },
      }) as typeof line
    expect(toldPlacements(said('maturity'))?.map(({ items }) => items)).toEqual(line.placements.map(() => []))
    expect(toldPlacements(said('end-of-feed'))).toEqual([])
    expect(toldPlacements({ ...said('maturity'), ended: first?.id ?? '' })?.[0]?.placement).toEqual(second)
    expect(toldPlacements({ ...line, answer: null })).toHaveLength(line.placements.length)
    expect(toldPlacements({ ...line, answer: { ...line.answer, body: null } })).toBeNull()
  })
})

describe('the gates of content, asked again', () => {
  it('the gates refuse nothing that was shown, and what is above a lower cap', () => {
    let [asked, refused] = [0, 0]
    for (const line of lines) {
      for (const { placement, items } of toldPlacements(line) ?? []) {
        for (const { assetId, ratingAge } of items) {
          asked++
          expect(refusedAgain(snapshot, line, placement, assetId)).toBe(false)
          const lower = { context: { ...line.context, cap: -1 } }
          if (refusedAgain(snapshot, lower, placement, assetId) === true) refused++
          if (ratingAge !== null) expect(ratingAge).toBeLessThanOrEqual(line.context.cap)
        }
      }
    }
    expect(asked).toBeGreaterThan(100)
    expect(refused).toBe(asked)
  })

  it('what the snapshot does not have cannot be asked about', () => {
    const [line] = lines
    const [placement] = line?.placements ?? []
    if (line === undefined || placement === undefined) throw new Error('there is no line')
    expect(refusedAgain(snapshot, line, placement, 'ast_nobody')).toBeNull()
  })
})

it('a sample of decisions is a part of every larger one, and as large as was asked for', () => {
  const ids = Array.from({ length: 20_000 }, (_, id) => id.toString(16).padStart(32, '0'))
  const small = ids.filter((id) => isInSample(id, 0.1))
  expect(small.every((id) => isInSample(id, 0.2))).toBe(true)
  expect(Math.abs(small.length - 2000)).toBeLessThan(200)
})
