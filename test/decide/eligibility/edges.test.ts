import { describe, expect, it } from 'vitest'
import { decide } from '../../../src/decide/decide.ts'
import { countCaps } from '../../../src/decide/eligibility/count-caps.ts'
import type { CapCount } from '../../../src/decide/eligibility/gates/pair-gates.ts'
import { explain } from '../../../src/decide/explain/explain.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import type { Deny, DenyList } from '../../../src/model/denies/deny-list.ts'
import type { CaseContext } from '../case-context.ts'
import { snapshotOf } from '../case-world.ts'
import { aCampaign, anAsset, aTitle, openIn, requestFor } from '../catalogue.ts'
import { denied } from '../denied.ts'
import { opened } from '../opened.ts'

const HERO = { id: 'p', surface: 'home-hero', count: 10, titleId: null, inView: null, row: null } as const

/** The first reason of each asset, `kept` where there is none. */
function verdicts(snapshot: Snapshot, context: Partial<CaseContext>, others = {}): Record<string, string> {
  const { kept, rejected } = explain(opened(snapshot), requestFor(snapshot, context, others), HERO)
  return Object.fromEntries([
    ...kept.map(({ assetId }) => [assetId, 'kept']),
    ...rejected.map(({ assetId, first }) => [assetId, first]),
  ])
}

function verdict(snapshot: Snapshot, context: Partial<CaseContext>, others = {}): string | undefined {
  return verdicts(snapshot, context, others).ast_a
}

const only = (fields: { title?: object; asset?: object; campaign?: object } = {}) =>
  openIn({
    titles: [aTitle('ttl_a', fields.title)],
    assets: [anAsset('ast_a', 'ttl_a', fields.asset)],
    campaigns: [aCampaign('cmp_a', ['ast_a'], fields.campaign)],
  })

const at = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString()
/** Local, in Berlin, and the instant that it stands for. */
const LOCAL = { start: '2026-11-10T00:00:00', end: '2026-11-20T00:00:00' }
const STARTS = '2026-11-09T23:00:00Z'
const ENDS = '2026-11-19T23:00:00Z'

describe('windows', () => {
  const free = { ratings: [{ territory: 'DE', label: 'FSK 0' }] }
  it.each([
    ['a campaign', { campaign: LOCAL }, 'not-started', 'ended'],
    ['an asset', { asset: { validFrom: LOCAL.start, validUntil: LOCAL.end } }, 'not-started', 'ended'],
    ['an offer', { title: { ...free, offers: [{ territories: ['DE'], ...LOCAL }] } }, 'no-offer', 'no-offer'],
  ])('the window of %s is half-open, to the millisecond', (_name, fields, before, after) => {
    const snapshot = only(fields)
    expect(verdict(snapshot, { now: at(STARTS, -1) })).toBe(before)
    expect(verdict(snapshot, { now: at(STARTS, 0) })).toBe('kept')
    expect(verdict(snapshot, { now: at(ENDS, -1) })).toBe('kept')
    expect(verdict(snapshot, { now: at(ENDS, 0) })).toBe(after)
  })

  it('an embargo and a blackout end when the showing begins, to the millisecond', () => {
    const offer = { territories: ['*'], start: '2026-01-01T00:00:00', embargoUntil: LOCAL.start }
    const embargoed = only({ title: { ...free, offers: [offer] } })
    expect(verdict(embargoed, { now: at(STARTS, -1) })).toBe('embargoed')
    expect(verdict(embargoed, { now: STARTS })).toBe('kept')
    const paused = only({ campaign: { blackouts: [LOCAL] } })
    expect(verdict(paused, { now: at(STARTS, -1) })).toBe('kept')
    expect(verdict(paused, { now: STARTS })).toBe('not-started')
    expect(verdict(paused, { now: at(ENDS, -1) })).toBe('not-started')
    expect(verdict(paused, { now: ENDS })).toBe('kept')
  })

  it('a promoted title may be shown from the day that it may be promoted, to the millisecond', () => {
    const offer = { territories: ['*'], start: LOCAL.end, promoteFrom: LOCAL.start }
    const snapshot = only({ title: { ...free, offers: [offer] } })
    expect(verdict(snapshot, { now: at(STARTS, -1) })).toBe('no-offer')
    expect(verdict(snapshot, { now: STARTS })).toBe('kept')
  })
})

describe('day parts', () => {
  const hours = (from: string, to: string, days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']) =>
    only({ campaign: { hours: [{ days, from, to }] } })

  it('day parts are half-open, to the minute', () => {
    const snapshot = hours('18:00', '24:00')
    expect(verdict(snapshot, { now: '2026-11-22T16:59:59.999Z' })).toBe('not-started')
    expect(verdict(snapshot, { now: '2026-11-22T17:00:00Z' })).toBe('kept')
    expect(verdict(snapshot, { now: '2026-11-22T22:59:59.999Z' })).toBe('kept')
    expect(verdict(snapshot, { now: '2026-11-22T23:00:00Z' })).toBe('not-started')
  })

  it('a day part that crosses midnight belongs to the day on which it began', () => {
    // Saturday 2026-11-21 22:00 to Sunday 02:00 in Berlin.
    const snapshot = hours('22:00', '02:00', ['sat'])
    expect(verdict(snapshot, { now: '2026-11-20T21:30:00Z' })).toBe('not-started')
    expect(verdict(snapshot, { now: '2026-11-21T00:30:00Z' })).toBe('not-started')
    expect(verdict(snapshot, { now: '2026-11-21T21:00:00Z' })).toBe('kept')
    expect(verdict(snapshot, { now: '2026-11-22T00:59:00Z' })).toBe('kept')
    expect(verdict(snapshot, { now: '2026-11-22T01:00:00Z' })).toBe('not-started')
  })

  it('day parts follow the clock through both changes of a year', () => {
    const snapshot = hours('22:00', '03:00')
    // Spring, 2026-03-29: the clock skips from 02:00 to 03:00 at 01:00 UTC.
    expect(verdict(snapshot, { now: '2026-03-29T00:59:59Z' })).toBe('kept')
    expect(verdict(snapshot, { now: '2026-03-29T01:00:00Z' })).toBe('not-started')
    // Autumn, 2026-10-25: 02:00 to 03:00 comes twice; both passes are inside.
    expect(verdict(snapshot, { now: '2026-10-25T00:30:00Z' })).toBe('kept')
    expect(verdict(snapshot, { now: '2026-10-25T01:59:59Z' })).toBe('kept')
    expect(verdict(snapshot, { now: '2026-10-25T02:00:00Z' })).toBe('not-started')
  })

  it("a day part must hold on every clock that could be the viewer's", () => {
    const { snapshot } = snapshotOf('na', {
      titles: [aTitle('ttl_a', { ratings: [{ territory: 'US', label: 'G' }] })],
      assets: [anAsset('ast_a', 'ttl_a')],
      campaigns: [aCampaign('cmp_a', ['ast_a'], { hours: [{ from: '18:00', to: '24:00' }] })],
    })
    const evening = { country: 'US', now: '2026-11-23T01:00:00Z' } as const
    expect(verdict(snapshot, { ...evening, timezone: 'America/New_York' })).toBe('kept')
    expect(verdict(snapshot, evening)).toBe('not-started')
  })

  it('a day part at an unknown place must hold on every clock on earth, not only on the first and the last', () => {
    const world = (from: string, to: string) =>
      snapshotOf('world', {
        titles: [aTitle('ttl_a')],
        assets: [anAsset('ast_a', 'ttl_a', { worldwide: true })],
        campaigns: [aCampaign('cmp_a', ['ast_a'], { hours: [{ from, to }] })],
      }).snapshot
    // UTC−12 shows 19:00 and UTC+14 shows 21:00, but it is morning in London.
    expect(verdict(world('18:00', '24:00'), { country: 'XX', now: '2026-11-23T07:00:00Z' })).toBe('not-started')
    expect(verdict(world('00:00', '24:00'), { country: 'XX', now: '2026-11-23T07:00:00Z' })).toBe('kept')
  })
})

describe('a takedown', () => {
  const records = { asset: { tags: ['new'], feed: { id: 'partner', itemId: '1' } }, campaign: { owner: 'emea' } }
  const deny = (fields: Partial<Deny>): { denies: DenyList } => ({
    denies: denied({ id: 'tkd_1', target: 'ast_a', territories: null, until: null, ...fields }),
  })

  it.each(['ast_a', 'ttl_a', 'cmp_a', 'tag:new', 'owner:emea', 'feed:partner', 'surface:home-hero'])(
    'a takedown of %s holds, and nothing is played',
    (target) => {
      const snapshot = only(records)
      expect(verdict(snapshot, {}, deny({ target }))).toBe('takedown')
      const [decision] = decide(opened(snapshot), { ...requestFor(snapshot, {}, deny({ target })), placements: [HERO] })
      expect(decision).toMatchObject({ picks: [], backups: [], empty: 'takedown' })
    },
  )

  it.each(['ast_b', 'ttl_b', 'cmp_b', 'tag:n', 'owner:em', 'feed:part', 'surface:clips-feed', 'tag:partner'])(
    'a takedown of %s reaches nothing else',
    (target) => {
      expect(verdict(only(records), {}, deny({ target }))).toBe('kept')
    },
  )

  it('a takedown of one asset leaves its sister', () => {
    const snapshot = openIn({
      titles: [aTitle('ttl_a')],
      assets: [anAsset('ast_a', 'ttl_a'), anAsset('ast_b', 'ttl_a')],
      campaigns: [aCampaign('cmp_a', ['ast_a', 'ast_b'])],
    })
    expect(verdicts(snapshot, {}, deny({}))).toEqual({ ast_a: 'takedown', ast_b: 'kept' })
  })

  it('a takedown holds in its territories, and until its instant', () => {
    expect(verdict(only(), {}, deny({ territories: ['AT', 'CH'] }))).toBe('kept')
    expect(verdict(only(), {}, deny({ territories: ['AT', 'DE'] }))).toBe('takedown')
    const until = Date.parse('2026-11-22T12:00:00Z')
    expect(verdict(only(), { now: at('2026-11-22T12:00:00Z', -1) }, deny({ until }))).toBe('takedown')
    expect(verdict(only(), { now: '2026-11-22T12:00:00Z' }, deny({ until }))).toBe('kept')
  })
})

describe('a frequency cap', () => {
  const NOON = Date.parse('2026-11-22T12:00:00Z')
  const cap = (scope: string, count = 2) => ({ frequencyCap: { count, windowSeconds: 60, scope } })
  const pair = (scope: string) =>
    openIn({
      titles: [aTitle('ttl_a'), aTitle('ttl_b')],
      assets: [anAsset('ast_a', 'ttl_a'), anAsset('ast_b', 'ttl_a'), anAsset('ast_c', 'ttl_b')],
      campaigns: [aCampaign('cmp_a', ['ast_a', 'ast_b', 'ast_c'], cap(scope))],
    })
  const show = (snapshot: Snapshot, times: readonly number[]) => {
    let counts: ReadonlyMap<number, CapCount> = new Map()
    for (const time of times) counts = countCaps(snapshot, counts, [0], time)
    return counts
  }

  it('a frequency cap holds once reached, to the last millisecond of its window', () => {
    const snapshot = pair('campaign')
    const counts = show(snapshot, [NOON, NOON + 30_000])
    const later = (ms: number) => verdict(snapshot, { now: at('2026-11-22T12:00:00Z', ms) }, { counts })
    expect(later(30_000)).toBe('frequency-cap')
    expect(later(59_999)).toBe('frequency-cap')
    expect(later(60_000)).toBe('kept')
  })

  it('a frequency cap does not hold one showing before it is reached', () => {
    const snapshot = pair('campaign')
    expect(verdict(snapshot, {}, { counts: show(snapshot, [NOON]) })).toBe('kept')
  })

  it('a frequency cap counts again in a new window', () => {
    const snapshot = pair('campaign')
    const counts = show(snapshot, [NOON - 60_000, NOON - 1, NOON])
    expect(verdict(snapshot, {}, { counts })).toBe('kept')
  })

  it.each([
    ['asset', { ast_a: 'frequency-cap', ast_b: 'kept', ast_c: 'kept' }],
    ['title', { ast_a: 'frequency-cap', ast_b: 'frequency-cap', ast_c: 'kept' }],
    ['campaign', { ast_a: 'frequency-cap', ast_b: 'frequency-cap', ast_c: 'frequency-cap' }],
  ])('a frequency cap of scope %s reaches that far', (scope, expected) => {
    const snapshot = pair(scope)
    expect(verdicts(snapshot, {}, { counts: show(snapshot, [NOON, NOON]) })).toEqual(expected)
  })
})
