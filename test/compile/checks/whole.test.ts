import { describe, expect, it } from 'vitest'
import { absurdWindow } from '../../../src/compile/checks/absurd-window.ts'
import { checkSnapshot } from '../../../src/compile/checks/check-snapshot.ts'
import { duplicateId } from '../../../src/compile/checks/duplicate-id.ts'
import { withOverrides } from '../../../src/compile/checks/overrides.ts'
import type { OpenProposal, Proposal } from '../../../src/compile/checks/proposal.ts'
import { zoneOffsets } from '../../../src/compile/time/zone-offsets.ts'
import type { SnapshotHot } from '../../../src/model/columns/snapshot.ts'
import { PUBLISH_CHECKS } from '../../../src/model/policies/publish-policy.ts'
import { aCampaign, aTitle, catalogue } from '../../decide/catalogue.ts'
import { NOW, proposal, textsOf, withColumns, withoutLast } from './proposals.ts'

const small = catalogue(4, 1)
const good = proposal(small, small)
const failed = (given: Proposal) => checkSnapshot(given).filter(({ passed }) => !passed)

const withRules = (given: OpenProposal, change: object): OpenProposal => ({
  ...given,
  next: { ...given.next, rules: { ...given.next.rules, ...change } },
})
const limited = (given: OpenProposal, limits: object): OpenProposal => {
  const { publish } = given.rules
  return { ...given, rules: { ...given.rules, publish: { ...publish, limits: { ...publish.limits, ...limits } } } }
}
const assets = (hot: SnapshotHot, change: Partial<SnapshotHot['assets']>) => ({ assets: { ...hot.assets, ...change } })

/** An hour of more sleep in Vienna. */
const LATE_CLOCKS = {
  ...zoneOffsets(['Europe/Vienna'], NOW),
  alike: zoneOffsets(['Europe/London'], NOW).alike.map((alike) => ({ ...alike, zones: ['Europe/Vienna'] })),
}

/** The first of a column repeated over all of it. */
const allAlike = (column: Uint32Array): Uint32Array => column.map(() => column[0] ?? 0)

describe('checks of a snapshot', () => {
  it('all checks pass for a sound snapshot, each once and in order', () => {
    const results = checkSnapshot(good)
    expect(results.map(({ check }) => check)).toEqual(PUBLISH_CHECKS)
    expect(results.filter(({ passed }) => !passed)).toEqual([])
  })

  it('all checks pass for a first publish, and say so where there is nothing to compare with', () => {
    const results = checkSnapshot({ ...good, live: null })
    expect(results.filter(({ passed }) => !passed)).toEqual([])
    const first = results.filter(({ detail }) => detail.includes('first publish')).map(({ check }) => check)
    expect(first).toEqual(['count-change', 'lost-coverage', 'changed-decisions'])
  })

  it.each<[string, string, Proposal, RegExp]>([
    ['a shard above what storage takes', 'oversized-shard', limited(good, { shardBytes: 100 }), /above 100$/],
    ['weights above what is written often', 'oversized-shard', limited(good, { weightsBytes: 1 }), /^the weights have/],
    ['clocks that no zone has', 'invalid-rules', withRules(good, { zoneOffsets: LATE_CLOCKS }), /time zones differ/],
    ['bytes that do not open', 'broken-reference', { ...good, next: { unreadable: 'no shard hot' } }, /no shard hot$/],
    [
      'a candidate that points nowhere',
      'broken-reference',
      withColumns(good, ({ candidateAsset }) => ({ candidateAsset: candidateAsset.map(() => 99) })),
      /^candidate asset 0 points to 99, of 4$/,
    ],
    [
      'a rating class that is not there',
      'broken-reference',
      withColumns(good, ({ titles }) => ({ titles: { ...titles, rating: titles.rating.map(() => 77) } })),
      /^title rating 0 points to 77, of 1$/,
    ],
    [
      'the words of another asset',
      'broken-reference',
      withColumns(good, (hot) => assets(hot, { idHash: hot.assets.idHash.map((hash) => hash + 1) })),
      /^the text of asset 0 belongs to ast_/,
    ],
    ['another region', 'broken-reference', { ...good, region: 'fr' }, /^the snapshot is of region dach$/],
    [
      'a candidate twice',
      'duplicate-id',
      withColumns(good, ({ candidateAsset }) => ({ candidateAsset: allAlike(candidateAsset) })),
      /^ast_0.-0 under cmp_all is there more than once$/,
    ],
    ['rules that were not checked', 'invalid-rules', withRules(good, { maturity: { kidsCap: 18 } }), /in maturity$/],
    ['a surface without rules', 'invalid-rules', withRules(good, { slate: [] }), /in slate$/],
    ['a head beyond memory', 'over-budget', limited(good, { headBytes: 100 }), /^the head has \d+ bytes, above 100$/],
    ['a head that takes long', 'over-budget', limited(good, { openMs: 0 }), /^opening takes some 1 ms, above 0$/],
    [
      'a lost schedule',
      'lost-schedule',
      proposal(small, { titles: [], assets: [], campaigns: [] }),
      /4 candidates are live$/,
    ],
    [
      'fewer candidates than the operator says',
      'too-few',
      {
        ...good,
        rules: { ...good.rules, publish: { ...good.rules.publish, leastCandidates: new Map([['dach', 5]]) } },
      },
      /^4 candidates, but dach must have at least 5$/,
    ],
  ])('the checks refuse %s', (_fault, check, given, words) => {
    const [first, ...others] = failed(given)
    expect([first?.check, others]).toEqual([check, []])
    expect(first?.findings[0]?.text).toMatch(words)
    expect(first?.detail).toContain(first?.findings[0]?.text)
  })

  it('a title is known twice by its id, and two ids are not one by their hash', () => {
    const twice = withColumns(good, (hot) => ({
      ...assets(hot, { title: hot.assets.title.map((title) => (title === 1 ? 0 : title)) }),
      titles: { ...hot.titles, idHash: allAlike(hot.titles.idHash) },
    }))
    expect(failed(twice).map(({ check }) => check)).toContain('broken-reference')
    expect(failed(twice).map(({ check }) => check)).not.toContain('duplicate-id')
  })

  it('two ids that share both hashes are refused by name, for one would stand for the other', () => {
    const first = (column: Uint32Array) => column.map((value, row) => (row === 1 ? (column[0] ?? 0) : value))
    const collided = (change: readonly ('idHash' | 'idCheck')[]) =>
      withColumns(good, ({ campaigns, titles, ...hot }) => ({
        titles: { ...titles, ...Object.fromEntries(change.map((name) => [name, first(titles[name])])) },
        assets: { ...hot.assets, ...Object.fromEntries(change.map((name) => [name, first(hot.assets[name])])) },
      }))
    expect(textsOf(duplicateId(collided(['idHash'])))).toEqual([])
    expect(textsOf(duplicateId(collided(['idCheck'])))).toEqual([])
    expect(textsOf(duplicateId(collided(['idHash', 'idCheck'])))).toEqual([
      expect.stringMatching(/^ast_\S+ and ast_\S+ have the same two hashes: give one of them another id$/),
      expect.stringMatching(/^ttl_\S+ and ttl_\S+ have the same two hashes: give one of them another id$/),
    ])
  })

  it('a check names the first findings one by one, and the rest in one that stands for exactly these', () => {
    const many = limited(
      withColumns(good, ({ assets: { idHash }, ...hot }) =>
        assets({ ...hot, assets: good.next.hot.assets }, { idHash: idHash.map((hash) => hash + 1) }),
      ),
      { findings: 2 },
    )
    const [result] = failed(many)
    expect(result?.findings).toHaveLength(3)
    expect(result?.findings[2]?.text).toMatch(/^\d+ more, together [0-9a-f]{12}$/)
  })
})

describe('windows', () => {
  const scheduled = (fields: object) => ({
    ...small,
    campaigns: [
      aCampaign(
        'cmp_all',
        small.assets.map(({ id }) => id),
        fields,
      ),
    ],
  })

  it.each([
    ['that starts five years and more ahead', { start: '2031-12-01T00:00:00' }, ['cmp_all starts at 2031-11-30T23:00']],
    ['that starts almost five years ahead', { start: '2031-10-01T00:00:00' }, []],
    ['that is all over', { end: '2026-11-01T00:00:00' }, ['every campaign of the region is over']],
  ])('the check of windows judges a campaign %s', (_window, fields, texts) => {
    expect(textsOf(absurdWindow(proposal(small, scheduled(fields))))).toEqual(texts)
  })

  it('windows that are over in what is live too are no surprise', () => {
    const over = scheduled({ end: '2026-11-01T00:00:00' })
    expect(absurdWindow(proposal(over, over)).passed).toBe(true)
  })

  it('the windows of offers are looked at too, and one that ends as it starts is refused', () => {
    const titles = small.titles.map(({ id }) =>
      aTitle(id, { offers: [{ territories: ['*'], start: '2036-01-01T00:00:00' }] }),
    )
    expect(textsOf(absurdWindow(proposal(null, { ...small, titles })))).toEqual([
      expect.stringMatching(/^an offer of ttl_0\d starts at 2035-12-31T23:00, and 3 others$/),
    ])
    const empty = withColumns(good, ({ windows }) => ({
      windows: { ...windows, end: windows.start.map(() => NOW), start: windows.start.map(() => NOW) },
    }))
    expect(textsOf(absurdWindow(empty))[0]).toBe('cmp_all ends at 2026-11-22T12:00, not after its start')
  })
})

describe('an override', () => {
  const { publish } = good.rules
  const results = failed(proposal(small, withoutLast(small, 4)))
  const lost = results.find(({ check }) => check === 'lost-coverage')
  const exact = (lost?.findings ?? []).map(({ code }) => ({ check: 'lost-coverage', finding: code, id: code }))
  const lift = (overrides: readonly { check: string; finding: string }[], of = results) => {
    const lifted = withOverrides(of, overrides, publish.neverLifted)
    return { ...lifted, passed: lifted.results.filter(({ passed }) => passed).map(({ check }) => check) }
  }

  it('an override that names every finding of a check lifts it, and is told as used', () => {
    const { passed, used, results: after } = lift([...exact, { check: 'too-few', finding: 'abc' }])
    expect([passed, used]).toEqual([['lost-coverage'], exact])
    expect(after.find(({ check }) => check === 'lost-coverage')?.detail).toMatch(/^lifted by override: AT /)
  })

  it.each([
    ['names all findings but one', exact.slice(1)],
    ['names them for another check', exact.map(({ finding }) => ({ check: 'count-change', finding }))],
    ['names others', exact.map(() => ({ check: 'lost-coverage', finding: '0123456789ab' }))],
  ])('an override that %s lifts nothing', (_fault, overrides) => {
    expect(exact.length).toBeGreaterThan(1)
    expect(lift(overrides)).toMatchObject({ passed: [], used: [] })
  })

  it('an override never lifts what is broken', () => {
    const broken = failed(limited(good, { headBytes: 100 }))
    const overrides = broken.flatMap(({ check, findings }) => findings.map(({ code }) => ({ check, finding: code })))
    expect(lift(overrides, broken)).toMatchObject({ passed: [], used: [] })
  })

  it('an override holds for an equal situation later, and for no other', () => {
    const again = failed({ ...proposal(small, withoutLast(small, 4)), now: NOW + 60_000 })
    expect(lift(exact, again).passed).toEqual(['lost-coverage'])
    const larger = catalogue(5, 1)
    expect(lift(exact, failed(proposal(larger, withoutLast(larger, 5)))).passed).toEqual([])
  })
})
