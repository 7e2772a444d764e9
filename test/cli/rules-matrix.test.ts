import { describe, expect, it } from 'vitest'
import { againstInside as against } from './against.ts'
import { ffInside } from './command-line.ts'

const day = { from: '00:00', to: '24:00', shown: false, autoplay: false }
const refused = (reason: string, rule = reason) => ({
  ...day,
  reason,
  rule,
  source: `rules/${reason}.json`,
  value: 'x',
})
const plays = { ...day, shown: true, autoplay: true, reason: null, rule: null, source: null, value: null }
const night = [
  { ...plays, to: '06:00' },
  { ...refused('clock', 'watershed DE 12'), from: '06:00', to: '20:00' },
  { ...refused('clock', 'watershed DE 16'), from: '20:00', to: '22:00' },
  { ...plays, from: '22:00' },
]
const place = (code: string, grown: readonly object[]) => ({
  region: 'dach',
  place: code,
  zones: ['Europe/Berlin'],
  viewers: [
    { viewer: 'guest', caps: null, hours: [refused('maturity')] },
    { viewer: 'kids', caps: [7, 7], hours: [refused('maturity')] },
    { viewer: 'member', caps: [0, 15], hours: [refused('maturity')] },
    { viewer: 'member', caps: [16, 21], hours: grown },
    { viewer: 'adult', caps: [21, 21], hours: [plays] },
  ],
})
const MATRIX = {
  asset: 'ast_a',
  now: '2026-11-22T12:00:00.000Z',
  regions: [{ region: 'dach' }],
  absent: [{ region: 'fr', why: 'nothing published' }],
  places: [
    place('AT', [{ ...day, shown: true, reason: 'minor', rule: 'offFor minor', source: 's' }]),
    place('DE', night),
  ],
  later: 1,
}

describe('rules matrix', () => {
  it('ff rules matrix asks only what was given', async () => {
    const path = '/rules/matrix?asset=ast_a&surface=home-hero&inView=ttl_b&now=2026-11-22T19%3A30%3A00Z'
    const { ended, received } = await against({ [`GET ${path}`]: { json: MATRIX } }, [
      ...['rules', 'matrix', '--asset', 'ast_a', '--surface', 'home-hero', '--in-view', 'ttl_b'],
      ...['--now', '2026-11-22T19:30:00Z', '--json'],
    ])
    expect(received.map((each) => each.path)).toEqual([path])
    expect(JSON.parse(ended.stdout)).toMatchObject(MATRIX)
    expect(ended.code).toBe(0)
  })

  it('ff rules matrix draws places by ages, with the hours in which an asset plays and why not', async () => {
    const { ended } = await against({ 'GET /rules/matrix?asset=ast_a': { json: MATRIX } }, [
      ...['rules', 'matrix', '--asset', 'ast_a'],
    ])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(/place\s+guest\s+kids\s+cap 0–15\s+cap 16–21\s+adult/)
    expect(ended.stdout).toMatch(/DE\s+maturity\s+maturity\s+maturity\s+22–6 plays, else clock\s+plays/)
    expect(ended.stdout).toMatch(/AT\s+maturity\s+maturity\s+maturity\s+still: minor\s+plays/)
    expect(ended.stdout).toContain('watershed DE 12 (rules/clock.json), watershed DE 16 (rules/clock.json)')
    expect(ended.stdout).toContain('ast_a autoplays for somebody in 2 of 2 places, on 2026-11-22')
    expect(ended.stdout).toContain('not in fr (nothing published)')
  })

  it('ff rules matrix says once what holds at several places', async () => {
    const places = [place('AT', night), place('DE', night)]
    const { ended } = await against({ 'GET /rules/matrix?asset=ast_a': { json: { ...MATRIX, places } } }, [
      ...['rules', 'matrix', '--asset', 'ast_a'],
    ])
    expect(ended.stdout).toMatch(/^AT DE\s+maturity/m)
  })

  it('ff rules matrix exits 1 for an asset that is not live', async () => {
    const json = {
      title: 'No such asset',
      status: 404,
      detail: 'ast_a is in none of the 3 live snapshots',
      field: 'asset',
    }
    const { ended } = await against({ 'GET /rules/matrix?asset=ast_a': { status: 404, json } }, [
      ...['rules', 'matrix', '--asset', 'ast_a'],
    ])
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain('ast_a is in none of the 3 live snapshots')
  })

  it.each([
    [['--asset', 'old'], '--asset is "old"'],
    [['--asset', 'ast_a', '--surface', 'lobby'], '--surface is "lobby"'],
    [['--asset', 'ast_a', '--now', 'noon'], '--now is "noon"'],
    [[], '--asset is missing'],
  ])('ff rules matrix refuses %j as usage', async (args, words) => {
    const ended = await ffInside(['rules', 'matrix', ...args])
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain(words)
  })
})
