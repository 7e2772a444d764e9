import { describe, expect, test } from 'vitest'
import { contextTaste } from '../../../../src/decide/score/taste/context-taste.ts'
import { daypartAt } from '../../../../src/decide/score/taste/daypart.ts'
import { rowGenre } from '../../../../src/decide/score/taste/row-genre.ts'
import { normOf, TASTE_NORM } from '../../../../src/model/columns/taste-vector.ts'
import { GENRES } from '../../../../src/model/nouns/genre.ts'
import { POLICY } from './catalogue.ts'

const axis = (index: number): Int8Array => Int8Array.from({ length: 32 }, (_, at) => (at === index ? TASTE_NORM : 0))
const genres = new Map(GENRES.map((genre, index) => [genre, axis(index)]))
const SILENT = { titleInView: [], row: null, daypart: null }
const at = (moment: Partial<Parameters<typeof contextTaste>[0]>) =>
  contextTaste({ ...SILENT, ...moment }, genres, POLICY.context)

describe('the moment', () => {
  test('the taste of the moment says nothing where nothing is known', () => {
    expect(normOf(at({}))).toBe(0)
  })

  test('the taste of the moment lies towards the title in view, more than its row, more than the hour', () => {
    const late = POLICY.dayparts.find(({ id }) => id === 'late') ?? null
    const taste = at({ titleInView: [axis(30), axis(30)], row: 'comedy', daypart: late })
    const [title, row, hour] = [
      taste[30] ?? 0,
      taste[GENRES.indexOf('comedy')] ?? 0,
      taste[GENRES.indexOf('horror')] ?? 0,
    ]
    expect(title).toBeGreaterThan(row)
    expect(row).toBeGreaterThan(hour)
    expect(hour).toBeGreaterThan(0)
    expect(taste[GENRES.indexOf('family')]).toBeLessThan(0)
    expect(normOf(taste)).toBeLessThanOrEqual(TASTE_NORM)
  })

  test('the taste of the moment says nothing of a genre that the snapshot has no assets of', () => {
    expect(normOf(contextTaste({ ...SILENT, row: 'war' }, new Map(), POLICY.context))).toBe(0)
  })
})

test.each([
  ['comedy', 'comedy'],
  ['row-Comedies', 'comedy'],
  ['sci-fi_night', 'science-fiction'],
  ['new-science-fiction', 'science-fiction'],
  ['because-you-watched-westerns', 'western'],
  ['continue-watching', null],
  ['', null],
  ['__proto__', null],
  ['constructor', null],
])('the row %s is of genre %s', (row, genre) => {
  expect(rowGenre(row)).toBe(genre)
})

describe('the part of the day', () => {
  const partAt = (instant: string, ...timeZones: string[]) =>
    daypartAt(POLICY.dayparts, { now: Date.parse(instant), timeZones, unknownPlace: false })?.id ?? null

  test.each([
    ['2026-11-23T07:00:00Z', 'Europe/Berlin', 'weekday-morning'],
    ['2026-11-22T07:00:00Z', 'Europe/Berlin', 'weekend-morning'],
    ['2026-11-23T20:00:00Z', 'Europe/Berlin', 'prime-time'],
    ['2026-11-23T20:00:00Z', 'America/Los_Angeles', 'daytime'],
    ['2026-11-23T00:30:00Z', 'Europe/Berlin', 'late'],
    ['2026-11-23T03:00:00Z', 'Europe/Berlin', null],
  ])('the part of the day at %s in %s is %s', (instant, zone, part) => {
    expect(partAt(instant, zone)).toBe(part)
  })

  test('the part of the day is unknown where the zones of a place do not agree', () => {
    expect(partAt('2026-11-24T02:00:00Z', 'America/New_York', 'America/Chicago')).toBe('prime-time')
    expect(partAt('2026-11-24T02:00:00Z', 'America/New_York', 'America/Los_Angeles')).toBeNull()
    expect(partAt('2026-11-24T02:00:00Z')).toBeNull()
    const hidden = { now: Date.parse('2026-11-23T20:00:00Z'), timeZones: ['Europe/Berlin'], unknownPlace: true }
    expect(daypartAt(POLICY.dayparts, hidden)).toBeNull()
  })

  test('a part of the day that crosses midnight belongs to the day it began on', () => {
    const friday = [{ id: 'friday-night', days: 1 << 4, from: 23 * 60, to: 120, genres: {} }]
    const clock = { timeZones: ['UTC'], unknownPlace: false }
    const at = (instant: string) => daypartAt(friday, { now: Date.parse(instant), ...clock })?.id ?? null
    expect(at('2026-11-28T01:00:00Z')).toBe('friday-night')
    expect(at('2026-11-27T01:00:00Z')).toBeNull()
    expect(at('2026-11-27T23:30:00Z')).toBe('friday-night')
  })
})
