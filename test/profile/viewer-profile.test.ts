import fc from 'fast-check'
import { base64url } from 'jose'
import { describe, expect, it } from 'vitest'
import { normOf, TASTE_NORM } from '../../src/model/columns/taste-vector.ts'
import {
  MAX_PROFILE_CAPS,
  MAX_WATCHED,
  PROFILE_LENGTH,
  profile,
  type StoredProfile,
  type ViewerProfile,
} from '../../src/model/nouns/profile.ts'
import { countsOf } from '../../src/profile/cap-tally.ts'
import { type Learned, type Learning, learnedProfile } from '../../src/profile/viewer-profile.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const SECONDS = NOW / 1000
const DAY = 86_400
const consent = { at: NOW, proof: 'consent-4711' }
const learning: Learning = { space: 'one', watchedReward: 0.8, now: NOW, encode: base64url.encode }
const nothing: Learned = { rewards: [], showings: [], viewings: [], consents: [consent] }
const axis = (at: number) => Int8Array.from({ length: 32 }, (_, index) => (index === at ? 127 : 0))
const tasteOf = ({ taste }: ViewerProfile) => new Int8Array(base64url.decode(taste))

function learned(more: Partial<Learned>, before: StoredProfile | null = null, other: Partial<Learning> = {}) {
  const made = learnedProfile(before, { ...nothing, ...more }, { ...learning, ...other })
  if (made === null) throw new Error('no profile')
  return made
}

/** One thing that is learned, by itself. */
const lesson: fc.Arbitrary<Partial<Learned>> = fc.oneof(
  fc
    .record({ at: fc.nat(48 * 3_600_000), reward: fc.double({ min: -1, max: 1, noNaN: true }), axis: fc.nat(31) })
    .map((one) => ({ rewards: [{ at: NOW - one.at, reward: one.reward, vector: axis(one.axis) }] })),
  fc
    .record({ key: fc.nat(3), at: fc.nat(48 * 3_600), window: fc.constantFrom(3_600, DAY, 90 * DAY) })
    .map(({ key, at, window }) => ({
      showings: [{ key: key * 100_000_000 + window, windowSeconds: window, at: SECONDS - at }],
    })),
  fc
    .record({ title: fc.nat(5), at: fc.nat(90 * DAY), percent: fc.nat(100) })
    .map(({ title, at, percent }) => ({ viewings: [{ title, at: SECONDS - at, percent, vector: axis(title) }] })),
  fc
    .record({ at: fc.nat(9), proof: fc.constantFrom('a', 'b') })
    .map(({ at, proof }) => ({ consents: [{ at: NOW - at, proof }] })),
)

const afterAllOf = (lessons: readonly Partial<Learned>[]) =>
  lessons.reduce<ViewerProfile>((before, one) => learned({ consents: [], ...one }, before), learned({}))

function close(one: ViewerProfile, other: ViewerProfile): void {
  const { sums, taste: _taste, ...rest } = one
  const { sums: others, taste: _other, ...same } = other
  expect(rest).toEqual(same)
  // Each writing rounds the sums to four decimals.
  for (const [index, sum] of sums.entries()) expect(Math.abs(sum - (others[index] ?? 0))).toBeLessThan(0.01)
  // A taste is rounded to whole numbers, so it may fall to either side.
  const [first, second] = [tasteOf(one), tasteOf(other)]
  for (const [index, value] of first.entries()) expect(Math.abs(value - (second[index] ?? 0))).toBeLessThanOrEqual(1)
}

describe('a viewer profile', () => {
  it('a viewer profile is the same in whatever order its lessons come', () => {
    const shuffled = fc
      .array(lesson, { minLength: 1, maxLength: 30 })
      .chain((lessons) => fc.tuple(fc.constant(lessons), fc.shuffledSubarray(lessons, { minLength: lessons.length })))
    fc.assert(fc.property(shuffled, ([lessons, other]) => close(afterAllOf(lessons), afterAllOf(other))))
  })

  it('a viewer profile is the same whether its lessons come one by one or at once', () => {
    fc.assert(
      fc.property(fc.array(lesson, { minLength: 1, maxLength: 30 }), (lessons) => {
        const together: Learned = {
          rewards: lessons.flatMap(({ rewards = [] }) => rewards),
          showings: lessons.flatMap(({ showings = [] }) => showings),
          viewings: lessons.flatMap(({ viewings = [] }) => viewings),
          consents: lessons.flatMap(({ consents = [] }) => consents),
        }
        close(afterAllOf(lessons), learned(together, learned({})))
      }),
    )
  })

  it('a viewing that comes again changes nothing, however often and in whatever order', () => {
    const viewing = fc
      .record({ title: fc.nat(5), at: fc.nat(90 * DAY), percent: fc.nat(100) })
      .map(({ title, at, percent }) => ({ title, at: SECONDS - at, percent, vector: axis(title) }))
    fc.assert(
      fc.property(fc.array(viewing, { minLength: 1, maxLength: 12 }), (viewings) => {
        const once = learned({ viewings })
        close(learned({ viewings: [...viewings].reverse() }, once), once)
      }),
    )
  })

  it('a viewer profile keeps to its length and its bounds with everything at its fullest', () => {
    const full = learned({
      rewards: Array.from({ length: 2000 }, (_, at) => ({ at: NOW - at, reward: 1, vector: axis(at % 32) })),
      viewings: Array.from({ length: 200 }, (_, at) => ({
        ...{ title: 0xffff_ffff - at, at: SECONDS - at, percent: 100, vector: axis(at % 32) },
      })),
      showings: Array.from({ length: 2000 }, (_, at) => ({
        ...{ key: 0xffff_ffff - (at % 80), windowSeconds: 90 * DAY - (at % 80), at: SECONDS - at * 3_600 },
      })),
      consents: [{ at: NOW, proof: 'p'.repeat(200) }],
    })
    const text = JSON.stringify(full)
    expect(text.length).toBeLessThanOrEqual(PROFILE_LENGTH)
    expect(profile().parse(JSON.parse(text))).toEqual(full)
    expect(full.watched).toHaveLength(MAX_WATCHED)
    expect(full.watched.at(-1)).toEqual([0xffff_ffff, SECONDS, 100, 1])
    expect(full.caps.length).toBeLessThanOrEqual(MAX_PROFILE_CAPS)
    expect(full.caps.length).toBeGreaterThan(5)
    expect(normOf(tasteOf(full))).toBeLessThanOrEqual(TASTE_NORM)
  })

  it('a taste points to what was rewarded and away from what was refused, and fades with the weeks', () => {
    const at = NOW - 60 * DAY * 1000
    const liked = { at, reward: 1, vector: axis(3) }
    const refused = { at: NOW, reward: -1, vector: axis(5) }
    const made = learned({ rewards: [liked, refused] })
    expect([made.sums[3], made.sums[5]]).toEqual([127 / 16, -127 / 4].map((sum) => Math.round(sum * 10_000) / 10_000))
  })

  it('a taste of another space is none, and what was watched and shown goes on', () => {
    const before = learned({
      rewards: [{ at: NOW, reward: 1, vector: axis(3) }],
      viewings: [{ title: 7, at: SECONDS, percent: 100, vector: axis(4) }],
      showings: [{ key: 9, windowSeconds: DAY, at: SECONDS }],
    })
    const after = learned({}, before, { space: 'other' })
    expect(after).toMatchObject({ space: 'other', sums: new Array(32).fill(0), caps: before.caps })
    expect(after.watched).toEqual([[7, SECONDS, 100, 0]])
    // What the old sums held of it is not taken back from the new ones.
    const again = learned({ viewings: [{ title: 7, at: SECONDS, percent: 100, vector: axis(4) }] }, after, {
      space: 'other',
    })
    expect(again.sums[4]).toBeCloseTo(127 * 0.25 * 0.8, 3)
  })

  it('a profile of before keeps its titles, and has no taste', () => {
    const taste = base64url.encode(new Uint8Array(axis(3).buffer))
    const after = learned({}, { v: 1, taste, watched: [5, 6], updatedAt: NOW, consent })
    expect(after.sums).toEqual(new Array(32).fill(0))
    expect(after.watched).toEqual([
      [5, SECONDS, 100, 0],
      [6, SECONDS, 100, 0],
    ])
  })

  it('a title that was not known says of taste what it has to when it is, once', () => {
    const unknown = { title: 7, at: SECONDS, percent: 100, vector: null }
    const told = { ...unknown, vector: axis(4) }
    const before = learned({ viewings: [unknown] })
    expect(before.sums[4]).toBe(0)
    expect(before.watched).toEqual([[7, SECONDS, 100, 0]])
    const after = learned({ viewings: [told, told, unknown] }, before)
    expect(after.sums[4]).toBeCloseTo(127 * 0.25 * 0.8, 3)
  })

  it('the latest consent is kept, and without any there is no profile', () => {
    const early = { at: NOW - 1, proof: 'early' }
    expect(learned({ consents: [early] }, learned({})).consent).toEqual(consent)
    expect(learned({}, learned({ consents: [early] })).consent).toEqual(consent)
    expect(learnedProfile(null, { ...nothing, consents: [] }, learning)).toBeNull()
  })
})

describe('showings of a capped campaign', () => {
  const window = 90 * DAY
  const shownAt = (...days: number[]) =>
    learned({ showings: days.map((day) => ({ key: 9, windowSeconds: window, at: SECONDS - day * DAY })) })

  it('showings count for the whole of a window of 90 days, and no longer', () => {
    const { caps } = shownAt(0, 0, 0)
    const at = (days: number) => countsOf(caps, NOW + days * DAY * 1000).map(({ count }) => count)
    expect([at(0), at(45), at(89.9), at(90)]).toEqual([[3], [3], [3], []])
  })

  it('showings of all days in the window count together, from the first of them', () => {
    const [counted] = countsOf(shownAt(80, 40, 1, 95).caps, NOW)
    const since = NOW - 80 * DAY * 1000
    expect(counted).toEqual({ key: 9, count: 3, since, until: since + window * 1000 })
  })

  it('showings of windows that are over leave the profile', () => {
    expect(shownAt(90, 91).caps).toEqual([])
  })
})
