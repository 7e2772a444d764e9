import { describe, expect, it } from 'vitest'
import { decide } from '../../src/decide/decide.ts'
import type { OfferedRow } from '../../src/decide/given/given-page.ts'
import { inRowOrder } from '../../src/model/columns/row-order.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import type { SlatePolicy } from '../../src/model/policies/slate-policy.ts'
import type { ComparedPage, ComparedPlace } from '../../src/replay/compared-pages.ts'
import { lineChances } from '../../src/replay/line-chances.ts'
import { finalRequest, type LineWithDenies } from '../../src/replay/replay.ts'
import { decodeSnapshot } from '../../src/snapshot/decode.ts'
import { byName, compileLarge, encodeLarge, largeSchedule } from '../bench/catalogue/large-snapshot.ts'
import { opened } from '../decide/opened.ts'
import { runs } from '../setup/runs.ts'
import { largeWorld, loggedLines } from './logged-lines.ts'

const CANDIDATES = 300
const snapshot = largeWorld(CANDIDATES)
/** Lines that several tests look at. */
const some = [...loggedLines(snapshot, 60, 2)]

/** The same snapshot with other values for every surface. */
function changed(values: Partial<SlatePolicy>): Snapshot {
  const slate = snapshot.rules.slate.map((policy) => ({ ...policy, ...values }))
  return { ...snapshot, hot: { ...snapshot.hot }, rules: { ...snapshot.rules, slate } }
}

function pagesUnder(other: Snapshot, each: LineWithDenies, answered = snapshot): readonly ComparedPage[] {
  const pages = lineChances({ answered: opened(answered), other: opened(other) }, each)
  if (typeof pages === 'string') throw new Error(pages)
  return pages
}

function placesUnder(other: Snapshot, lines = some): readonly ComparedPlace[] {
  return lines.flatMap((each) => pagesUnder(other, each).flatMap(({ places }) => places))
}

const assetOfRow = ({ row }: OfferedRow): string => snapshot.text.asset(snapshot.hot.candidateAsset[row] ?? 0).assetId
const titleOfAsset = (assetId: string): string | undefined => TITLES.get(assetId)
/** Titles of assets, and those that have several. */
const TITLES = new Map(largeSchedule(CANDIDATES).assets.map(({ id, titleId }) => [id as string, titleId as string]))
const TWICE = new Set([...TITLES.values()].filter((title, at, all) => all.indexOf(title) !== at))

describe('the live snapshot as a policy', () => {
  it('the live snapshot gives every place of every logged page the chance that was logged, to the bit', {
    timeout: 600_000,
  }, () => {
    const met = { places: 0, sticky: 0, asked: 0, again: 0, followed: 0 }
    for (const each of loggedLines(snapshot, runs(10_000, 8), 1)) {
      const places = pagesUnder(snapshot, each).flatMap(({ places }) => places)
      expect(places.map(({ chance }) => chance)).toEqual(each.line.answer?.propensities)
      met.places += places.length
      met.sticky += places.filter(({ assetId }) => TWICE.has(titleOfAsset(assetId) ?? '')).length
      met.asked += Number(each.line.openWith !== null && places[0]?.drawn === false)
      met.again += Number(each.line.leftOut.length > 0)
      met.followed += Number(each.line.firstPosition > 0)
    }
    expect(Math.min(...Object.values(met))).toBeGreaterThan(5)
  })

  it('all that a snapshot could have put in a place has the chance 1 together, and lies inside its own support', () => {
    for (const { offered, support } of placesUnder(snapshot)) {
      expect(offered.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 12)
      expect(support).toBeCloseTo(1, 12)
    }
  })
})

describe('another snapshot as a policy', () => {
  it('a page that another snapshot draws has the chances that it gave that page when it was asked', () => {
    const warmer = changed({ temperature: 3, floor: 0.1 })
    let compared = 0
    for (const each of some.filter(({ line }) => line.openWith === null && line.leftOut.length === 0)) {
      const [page] = pagesUnder(warmer, each)
      const request = finalRequest(each.line, each.denies)
      const [first] = request.placements
      if (page === undefined || first?.id !== page.placement) continue
      for (let seed = 0; seed < 20; seed++) {
        // The bucket of pacing goes by the seed, so only the stream of the placement changes.
        const [drawn] = decide(opened(warmer), { ...request, placements: [first], attempt: seed })
        const picks = [...(drawn?.picks ?? []), ...(drawn?.backups ?? [])]
        for (const [at, { candidate, propensity }] of picks.entries()) {
          const place = page.places[at]
          const asset = snapshot.text.asset(snapshot.hot.candidateAsset[candidate] ?? 0).assetId
          if (place === undefined || place.assetId !== asset) break
          if (place.offered.some(({ row, chance }) => row === candidate && chance === place.chance)) compared++
          expect(propensity).toBe(place.chance)
        }
      }
    }
    expect(compared).toBeGreaterThan(100)
  })

  it('rows and assets with other numbers change no chance: what is compared are ids', () => {
    const schedule = largeSchedule(CANDIDATES)
    const plain = decodeSnapshot('plain', byName(encodeLarge(compileLarge(schedule))))
    const [one] = schedule.assets
    if (one === undefined) throw new Error('a schedule without assets')
    const strangers = ['a', 'm', 'z'].map((name) => ({ ...one, id: `ast_stranger-${name}` as const }))
    const more = { ...schedule, assets: inRowOrder([...schedule.assets, ...strangers]) }
    const renumbered = decodeSnapshot('renumbered', byName(encodeLarge(compileLarge(more))))
    expect(renumbered.hot.assets.idHash.length).toBe(plain.hot.assets.idHash.length + 3)
    for (const each of loggedLines(plain, 60, 3)) {
      const places = pagesUnder(renumbered, each, plain).flatMap((page) => page.places)
      expect(places.map(({ chance }) => chance)).toEqual(each.line.answer?.propensities)
    }
  })

  it('the support of a policy is its chance of what the snapshot that answered could have drawn', () => {
    const narrow = changed({ head: 3 })
    let outside = 0
    for (const each of loggedLines(narrow, 60, 4)) {
      const before = pagesUnder(narrow, each, narrow).flatMap(({ places }) => places)
      const after = pagesUnder(snapshot, each, narrow).flatMap(({ places }) => places)
      for (const [at, { offered, support, reached }] of after.entries()) {
        if (!reached) continue
        const could = new Set(before[at]?.offered.map(({ row }) => row))
        const inside = offered.filter(({ row }) => could.has(row))
        expect(support).toBeCloseTo(
          inside.reduce((sum, { chance }) => sum + chance, 0),
          12,
        )
        outside += Number(support < 0.99)
      }
    }
    expect(outside).toBeGreaterThan(50)
  })

  it('a page ends where a policy would never have put what was there', () => {
    const certain = changed({ temperature: 0 })
    const pages = some.flatMap((each) => pagesUnder(certain, each))
    let ended = 0
    for (const { places } of pages) {
      const last = places.findIndex(({ chance }) => chance === 0)
      if (last < 0) continue
      ended += Number(last < places.length - 1)
      expect(places.map(({ reached }) => reached)).toEqual(places.map((_, at) => at <= last))
      for (const { chance, offered } of places.slice(last + 1)) expect([chance, offered]).toEqual([0, []])
    }
    expect(ended).toBeGreaterThan(10)
  })

  it('an asset that the viewer’s own seed chose has no chance where it chooses another one, which could not be drawn', () => {
    const fresh = changed({ stickyDays: 3 })
    const strangers = placesUnder(fresh).flatMap(({ assetId, chance, offered, reached }) => {
      const assets = offered.map(assetOfRow)
      const isOther = assets.some((other) => titleOfAsset(other) === titleOfAsset(assetId)) && !assets.includes(assetId)
      return reached && isOther ? [chance] : []
    })
    expect(strangers.length).toBeGreaterThan(3)
    expect(Math.max(...strangers)).toBe(0)
  })
})

describe('lines that say nothing of a policy', () => {
  const [one] = some
  if (one === undefined) throw new Error('no line')
  const asked = (line: Partial<LineWithDenies['line']>) =>
    lineChances({ answered: opened(snapshot), other: opened(snapshot) }, { ...one, line: { ...one.line, ...line } })
  const answer = one.line.answer
  if (answer === null) throw new Error('no answer')

  it('a line without its answer, or answered by the baseline, says why it is left out', () => {
    expect(asked({ answer: null })).toBe('no-page')
    expect(asked({ answer: { ...answer, body: null } })).toBe('body-left-out')
    expect(asked({ snapshot: { ...one.line.snapshot, rung: 'baseline' } })).toBe('baseline')
  })

  it('a line whose own snapshot gives it another chance than was logged is not believed', () => {
    const [first = 0, ...rest] = answer.propensities
    expect(asked({ answer: { ...answer, propensities: [first / 2, ...rest] } })).toBe('not-repeated')
  })
})
