import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { chanceFrom } from '../../../src/decide/draw/chance.ts'
import type { EventRow } from '../../../src/events/event-row.ts'
import type { RunReport } from '../../../src/learn/run/run-report.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'
import { NOON } from '../../events/rows.ts'
import { type Night, openNight, told, unitOf } from './audience.ts'

const FILMS = 8
const DAY_MS = 86_400_000

let night: Night
beforeAll(async () => {
  night = await openNight()
})
afterAll(() => night.close())

const report = async () => JSON.parse(await night.read('report.json')) as RunReport
const head = async () => JSON.parse((await night.read('learned.ndjson')).split('\n')[0] ?? '') as RunReport

/** Three days on which each viewer sees every film, wherever it stands, and watches it with the chance that is given. */
function threeDays(viewers: number, chanceOf: (viewer: number, film: number, day: number) => number): EventRow[] {
  const chance = chanceFrom('three days')
  const rows: EventRow[] = []
  for (let viewer = 0; viewer < viewers; viewer++) {
    for (const day of [2, 1, 0]) {
      for (let film = 0; film < FILMS; film++) {
        const more = { occurredAt: NOON - day * DAY_MS, position: Math.floor(chance() * FILMS) }
        const acts = chance() < chanceOf(viewer, film, day) ? ['impression', 'watch'] : ['impression']
        rows.push(...acts.map((event) => told(viewer, film, event, more)))
      }
    }
  }
  return rows
}

/** One viewer in ten likes comedies, all others dramas: results speak for dramas, taste for each viewer's own. */
const tasteDecides = () => threeDays(300, (viewer, film) => ((viewer % 10 === 0 ? 1 : 0) === film % 2 ? 0.45 : 0.01))

it('a log in which taste decides gives results fewer points than the rules, and taste none less', async () => {
  await night.write(tasteDecides())
  const { code, stdout, stderr } = await night.learn()
  expect(code, stderr).toBe(0)
  expect(stdout).toMatch(/points of terms: taste \d+/)
  const { terms, pointsOfTerms } = await report()
  expect(pointsOfTerms.source).toBe('fitted')
  expect((await head()).terms).toEqual(terms)
  const { ranking, learnedBounds } = bundledRules()
  const own = ranking.personal.points
  expect(terms.taste).toBeGreaterThanOrEqual(own.taste)
  expect(terms.engagement).toBeLessThan(own.engagement)
  for (const term of ['taste', 'engagement', 'freshness'] as const) {
    expect(terms[term]).toBeGreaterThanOrEqual(learnedBounds[term].least)
    expect(terms[term]).toBeLessThanOrEqual(learnedBounds[term].greatest)
  }
  expect(pointsOfTerms.trial).toMatchObject({ day: '2026-11-30', points: { chosen: terms } })
  expect(pointsOfTerms.trial?.ndcg10.gain.low).toBeGreaterThan(0)
})

it('the same log in another order fits the same points, and no file of the run names a viewer', async () => {
  await night.write(tasteDecides())
  await night.learn()
  const first = [await night.read('learned.ndjson'), await night.read('report.json')]
  await night.write(tasteDecides().reverse(), 2000)
  await night.learn()
  expect([await night.read('learned.ndjson'), await night.read('report.json')]).toEqual(first)
  for (const text of first) expect(text).not.toContain(unitOf(0).slice(0, 12))
})

it('aggregates take over the points of the run before, and say so', async () => {
  await night.write(tasteDecides())
  await night.learn('--out', join(night.folder, 'fitted'))
  const fitted = ['--aggregates', join(night.folder, 'fitted', 'aggregates')]
  await night.learn(...fitted)
  expect(await report()).toMatchObject({ terms: {}, pointsOfTerms: { source: 'rules', trial: null } })
  await night.learn(...fitted, '--previous', join(night.folder, 'fitted', 'learned.ndjson'))
  const { terms, pointsOfTerms, previous } = await report()
  expect(pointsOfTerms).toMatchObject({ source: 'previous', why: expect.stringContaining(String(previous)) })
  expect(Object.keys(terms)).toContain('taste')
  await rm(join(night.folder, 'fitted'), { recursive: true })
})

it.each<[string, () => EventRow[], RegExp]>([
  ['chance decides', () => threeDays(300, () => 0.3), /may be chance|no other points/],
  ['49 viewers are known', () => tasteDecides().filter(({ source }) => Number(source) < 49), /has \d+ viewers/],
  [
    'nobody liked anything before',
    () => threeDays(120, (_viewer, film, day) => (day === 0 && film < 3 ? 0.6 : 0)),
    /has 0 viewers/,
  ],
  ['there is one day', () => tasteDecides().filter(({ occurredAt }) => occurredAt === NOON), /one day/],
])('no points are learned where %s, and the report says why', async (_what, log, why) => {
  await night.write(log())
  const { code, stdout, stderr } = await night.learn()
  expect(code, stderr).toBe(0)
  expect(stdout).toContain('points of terms: those of the rules')
  expect(await report()).toMatchObject({
    terms: {},
    pointsOfTerms: { source: 'rules', why: expect.stringMatching(why) },
  })
})
