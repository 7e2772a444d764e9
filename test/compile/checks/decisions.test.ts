import { describe, expect, it } from 'vitest'
import { brokenInvariant } from '../../../src/compile/checks/broken-invariant.ts'
import { changedDecisions } from '../../../src/compile/checks/changed-decisions.ts'
import type { CheckResult, OpenProposal } from '../../../src/compile/checks/proposal.ts'
import { comparison } from '../../../src/compile/diff/comparison.ts'
import { panel } from '../../../src/compile/diff/panel.ts'
import { NO_WINNER, winners } from '../../../src/compile/diff/winners.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { SURFACE_IDS } from '../../../src/model/nouns/surface.ts'
import type { Schedule } from '../../decide/case-world.ts'
import { aCampaign, anAsset, aTitle, catalogue } from '../../decide/catalogue.ts'
import { denied } from '../../decide/denied.ts'
import { openedPair, proposal, textsOf, withColumns } from './proposals.ts'

const decisions = (given: OpenProposal): CheckResult => changedDecisions(given, comparison(openedPair(given)))
const invariants = (given: OpenProposal): CheckResult => brokenInvariant(given, comparison(openedPair(given)))

/** Two films for Germany, the newer of which wins everywhere. */
const ids = ['ttl_new', 'ttl_old'] as const
const films: Schedule = {
  titles: ids.map((id) => aTitle(id, { releasedOn: id === 'ttl_new' ? '2026-11-20' : '1999-01-01' })),
  assets: [anAsset('ast_new', 'ttl_new'), anAsset('ast_old', 'ttl_old')],
  campaigns: [
    aCampaign('cmp_all', ['ast_new', 'ast_old'], { surfaces: ['home-hero', 'post-play'], territories: ['DE'] }),
  ],
}
const twoAssets = aCampaign('cmp_two', ['ast_one', 'ast_two'], { surfaces: [...SURFACE_IDS], territories: ['*'] })
const [campaign] = films.campaigns
if (!campaign) throw new Error('no campaign')
/** As after a pause that a publish has not counted yet. */
const PAUSED = denied({ id: 'change 1', target: 'cmp_all', territories: null, until: null })
const TERMS = { denies: DenyList.NONE, tasteFor: () => [] }
const lostNew: Schedule = { ...films, assets: films.assets.slice(1) }

describe('the panel', () => {
  const given = proposal(films, films)
  const { requests, places, bands } = comparison(openedPair(given))

  it('the panel has at least 5,000 requests, and one for every place, age band and surface', () => {
    expect(requests.length).toBeGreaterThanOrEqual(5000)
    const cells = new Set(requests.map(({ at, band, surface }) => `${at.code} ${band.name} ${surface}`))
    expect(cells.size).toBe(places.length * bands.length * SURFACE_IDS.length)
  })

  it('the panel is the same each time', () => {
    expect(panel(given.next, { places, bands, least: 5000 })).toEqual(requests)
  })

  it('the panel has members abroad, every device, and every instant of its places', () => {
    expect(requests.some(({ at, place }) => place.country !== at.place.country)).toBe(true)
    expect(new Set(requests.map(({ hints }) => hints.device)).size).toBe(7)
    for (const { code, instants } of places) {
      const asked = requests.filter(({ at }) => at.code === code).map(({ now }) => now)
      expect([...new Set(asked)]).toEqual(instants)
    }
  })
})

it('a request of a panel has the winner that it has alone, whatever was asked before', () => {
  const { requests } = comparison(openedPair(proposal(films, films)))
  const some = requests.filter((_, index) => index % 7 === 0)
  const { next } = openedPair(proposal(films, films))
  const alone = some.map((request) => winners(next, [request], TERMS)[0])
  expect([...winners(next, some, TERMS)]).toEqual(alone)
  expect(alone.some((winner, index) => winner !== NO_WINNER && some[index]?.hints.device === null)).toBe(true)
  const speaking = some.flatMap(({ hints }, index) => (hints.device === 'speaker' ? [alone[index]] : []))
  expect(new Set(speaking)).toEqual(new Set([NO_WINNER]))
})

describe('changed decisions', () => {
  it('changed decisions stop a publish where a feed lost what won, and name cell and count', () => {
    const result = decisions(proposal(films, lostNew))
    expect(result.passed).toBe(false)
    expect(textsOf(result)[0]).toMatch(
      /^DE [a-z0-9 ]+ (home-hero|post-play): \d+ of \d+ answers changed without a cause in the schedule$/,
    )
    expect(result.detail).toMatch(/0 by the schedule, 0 by weights, 0 by what was learned, [1-9]\d+ without a cause\)$/)
  })

  it.each([
    ['took it off its list', { ...films, campaigns: [{ ...campaign, assets: ['ast_old' as const] }] }],
    [
      'added a campaign above it',
      { ...films, campaigns: [campaign, aCampaign('cmp_top', ['ast_old'], { priority: 'takeover' })] },
    ],
  ])('changed decisions are explained where somebody %s', (_act, next) => {
    const result = decisions(proposal(films, next))
    expect(result).toMatchObject({ passed: true, findings: [] })
    expect(result.detail).toMatch(
      /^[1-9]\d+ of 5000 answers changed: [1-9]\d+ by the schedule, 0 by weights, 0 by what was learned, 0 without/,
    )
  })

  it('changed decisions are by what was learned where only results of assets differ', () => {
    const given = proposal(films, films)
    const [oldHash, newHash] = [1, 0].map((row) => given.next.hot.candidateAsset[row] ?? 0)
    const weights = {
      ...given.next.weights,
      knownAssets: Uint32Array.from([oldHash ?? 0, newHash ?? 0].sort()),
      impressions: Uint32Array.from([9000, 9000]),
      engagement: Int8Array.from(
        [oldHash, newHash].sort().flatMap((asset) => Array(5).fill(asset === oldHash ? 127 : -127)),
      ),
    }
    const { passed, detail } = decisions({ ...given, next: { ...given.next, weights } })
    expect(passed).toBe(true)
    expect(detail).toMatch(
      /^[1-9]\d+ of 5000 answers changed: 0 by the schedule, 0 by weights, [1-9]\d+ by what was learned/,
    )
  })

  it('changed decisions are by weights where weights of campaigns differ too, and another run explains another taste', () => {
    const given = proposal(films, films)
    const { next } = given
    const [first = 0, second = 0] = [...next.hot.candidateAsset]
    const engaged = (asset: number, steps: number) => ({
      ...next.weights,
      knownAssets: Uint32Array.of(asset),
      impressions: Uint32Array.of(9000),
      engagement: new Int8Array(5).fill(steps),
    })
    const live = { ...next, weights: engaged(first, 120) }
    const weights = engaged(second, 120)
    const heavier = { ...weights, weight: weights.weight.map((weight) => weight + 1) }
    expect(decisions({ ...given, live, next: { ...next, weights: heavier } }).detail).toMatch(/[1-9]\d* by weights/)
    const taught = { ...next.rules, learned: 'lrn_0123456789abcdef0123456789abcdef' } as const
    const hot = { ...next.hot, assets: { ...next.hot.assets, taste: next.hot.assets.taste.map((value) => 1 - value) } }
    const { detail } = decisions({ ...given, live, next: { ...next, hot, rules: taught, weights } })
    expect(detail).toMatch(/0 by weights, [1-9]\d* by what was learned, 0 without/)
    expect(decisions({ ...given, live, next: { ...next, hot, weights } }).detail).toMatch(/[1-9]\d* without a cause/)
  })

  it('changed decisions by a new taste alone are those of viewers whose taste is known', () => {
    const titles = [aTitle('ttl_one', { genres: ['drama'] }), aTitle('ttl_two', { genres: ['war'] })]
    const assets = [anAsset('ast_one', 'ttl_one'), anAsset('ast_two', 'ttl_two')]
    const given = proposal(
      { ...films, titles, assets, campaigns: [twoAssets] },
      { ...films, titles, assets, campaigns: [twoAssets] },
    )
    const learned = 'lrn_0123456789abcdef0123456789abcdef'
    const { taste } = given.next.hot.assets
    const swapped = Int8Array.from(taste, (_, index) => taste[(index + 32) % 64] ?? 0)
    const taught = { ...given.next.rules, learned } as const
    const turned = withColumns({ ...given, next: { ...given.next, rules: taught } }, ({ assets: columns, genres }) => ({
      assets: { ...columns, taste: swapped },
      genres: new Map(
        [...genres.keys()].map((genre, index, all) => [genre, genres.get(all[1 - index] ?? '') ?? new Int8Array(32)]),
      ),
    }))
    const compared = comparison(openedPair(turned))
    const { learnedPercent } = changedDecisions(turned, compared)
    expect(compared.changed.length).toBeGreaterThan(0)
    expect(compared.changed.every(({ request, cause }) => request.liked !== null && cause === 'learned')).toBe(true)
    expect(learnedPercent).toBeGreaterThan(0)
  })

  it('changed decisions are explained where a withdrawal was taken back and what was empty plays again', () => {
    const given = proposal(films, films)
    const { passed, detail } = decisions({ ...given, denies: { ...given.denies, live: PAUSED } })
    expect(passed).toBe(true)
    expect(detail).toMatch(
      /^[1-9]\d+ of 5000 answers changed: [1-9]\d+ by the schedule, 0 by weights, 0 by what was learned, 0 without/,
    )
  })

  it('changed decisions are explained where a change withdrew a winner that wins again as changed', () => {
    const longer = films.assets.map((each) => (each.id === 'ast_new' ? { ...each, durationMs: 2000 } : each))
    const given = proposal(films, { ...films, assets: longer })
    const changed = denied({ id: 'change 1', target: 'ast_new', territories: null, until: null })
    const result = decisions({ ...given, denies: { ...given.denies, live: changed } })
    expect(result).toMatchObject({ passed: true, findings: [] })
    expect(result.detail).toMatch(
      /^[1-9]\d+ of 5000 answers changed: [1-9]\d+ by the schedule, 0 by weights, 0 by what was learned, 0 without/,
    )
  })

  it('changed decisions are not explained where another film came with what came back', () => {
    const given = proposal(lostNew, films)
    expect(decisions({ ...given, denies: { ...given.denies, live: PAUSED } }).passed).toBe(false)
  })

  it('changed decisions below the limit pass', () => {
    const swiss = aCampaign('cmp_swiss', ['ast_new'], { surfaces: ['post-play'], territories: ['LI'] })
    const next = { ...lostNew, campaigns: [aCampaign('cmp_all', ['ast_old'], { territories: ['DE'] }), swiss] }
    const live = { ...films, campaigns: next.campaigns }
    expect(decisions(proposal(live, next))).toMatchObject({ passed: true })
  })

  it('decisions that are empty now stop a publish whatever their number, on devices that no cell asks for', () => {
    const kept = aCampaign('cmp_all', ['ast_old'], {
      surfaces: ['home-hero'],
      territories: ['DE'],
      audience: { kids: 'any', devices: ['tv'], entitlements: [] },
    })
    const mobile = {
      ...kept,
      id: 'cmp_mobile' as const,
      assets: ['ast_new' as const],
      audience: { ...kept.audience, devices: ['mobile' as const] },
    }
    const texts = textsOf(
      decisions(proposal({ ...films, campaigns: [kept, mobile] }, { ...lostNew, campaigns: [kept, mobile] })),
    )
    expect(texts).toContainEqual(expect.stringMatching(/^DE guest home-hero: \d+ of \d+ answers have none any more$/))
  })

  it('no decision has changed at a first publish', () => {
    expect(decisions(proposal(null, films))).toMatchObject({
      passed: true,
      detail: expect.stringContaining('first publish'),
    })
  })
})

describe('invariants of the answers', () => {
  const grown: Schedule = {
    ...catalogue(1, 1),
    titles: [aTitle('ttl_00', { ratings: [{ territory: 'DE', label: 'FSK 12' }] })],
  }

  it('the invariants hold for what the compiler makes', () => {
    expect(invariants(proposal(null, grown))).toMatchObject({
      passed: true,
      detail: expect.stringMatching(/^[1-9]\d+ answers/),
    })
  })

  it('the invariants are broken by a column that calls a film younger than its label', () => {
    const given = withColumns(proposal(null, grown), ({ ratings }) => ({
      ratings: { ...ratings, age: ratings.age.map(() => 0) },
    }))
    expect(textsOf(invariants(given))).toContain('DE guest home-hero: ast_00-0 is rated FSK 12, age 12, above 0')
  })

  it('the invariants are broken by gates that let a viewer see what the bundled rules do not grant', () => {
    const given = proposal(null, grown)
    const territories = given.next.rules.territories.map((rule) => ({ ...rule, guestCap: 12 }))
    const next = { ...given.next, rules: { ...given.next.rules, territories } }
    expect(textsOf(invariants({ ...given, next }))).toContain(
      'DE guest home-hero: ast_00-0 is rated FSK 12, age 12, above 0',
    )
  })
})
