import { describe, expect, it } from 'vitest'
import { lostCoverage } from '../../../src/compile/checks/lost-coverage.ts'
import type { OpenProposal } from '../../../src/compile/checks/proposal.ts'
import { coverage } from '../../../src/compile/diff/comparison.ts'
import { hoursInWords } from '../../../src/compile/diff/empty-hours-text.ts'
import type { Schedule } from '../../decide/case-world.ts'
import { aCampaign, anAsset, aTitle, catalogue } from '../../decide/catalogue.ts'
import { denied } from '../../decide/denied.ts'
import { NOW, openedPair, proposal, textsOf, withoutLast } from './proposals.ts'

const check = (given: OpenProposal) => lostCoverage(given, coverage(openedPair(given)))

/** So many films under one campaign on the hero. */
function films(count: number, title: object, campaign: object): Schedule {
  const names = Array.from({ length: count }, (_, index) => String(index).padStart(2, '0'))
  const assets = names.map((name) => anAsset(`ast_${name}`, `ttl_${name}`))
  const ids = assets.map(({ id }) => id)
  return {
    titles: names.map((name) => aTitle(`ttl_${name}`, title)),
    assets,
    campaigns: [aCampaign('cmp_all', ids, { surfaces: ['home-hero'], ...campaign })],
  }
}

const BRITISH = { ratings: [{ territory: 'GB', label: 'U' }] }
const EVENING = { territories: ['GB'], hours: [{ from: '18:00', to: '21:00' }] }
const LATE = { ratings: [{ territory: 'DE', label: 'FSK 16' }] }

describe('lost coverage', () => {
  it('a finding names place, age band and surface, how many titles are gone, and the hours on the clock there', () => {
    const evening = films(12, BRITISH, EVENING)
    const given = proposal(evening, withoutLast(evening, 12), 'uki')
    expect(textsOf(check({ ...given, rejected: 12 }))).toContain('GB kids home-hero: 12 titles gone, empty 18:00–21:00')
  })

  it('lost coverage is found at the edge of a clock that is hours away', () => {
    const late = films(1, LATE, { territories: ['DE'] })
    const texts = textsOf(check(proposal(late, withoutLast(late, 1))))
    expect(texts).toContain('DE up to 16 home-hero: 1 title gone, empty 22:00–06:00')
    expect(texts).toContain('DE adult home-hero: 1 title gone, empty from now on')
  })

  it('lost coverage is found where a takeover starts too late for the campaign that ended', () => {
    const both = catalogue(2, 1)
    const [early, late] = both.assets.map(({ id }) => id)
    const campaigns = (end: string) => [
      aCampaign('cmp_early', [early ?? ''], { end, surfaces: ['home-hero'], territories: ['DE'] }),
      aCampaign('cmp_late', [late ?? ''], {
        start: '2026-11-23T06:00:00',
        surfaces: ['home-hero'],
        territories: ['DE'],
      }),
    ]
    const given = proposal(
      { ...both, campaigns: campaigns('2026-11-23T06:00:00') },
      { ...both, campaigns: campaigns('2026-11-23T04:30:00') },
    )
    expect(textsOf(check(given))).toContain('DE guest home-hero: 1 title gone, empty 04:30–06:00')
  })

  it('no coverage is lost where another campaign stands in', () => {
    const both = catalogue(2, 1)
    expect(check(proposal(both, withoutLast(both, 1)))).toMatchObject({ passed: true, findings: [] })
  })

  it('coverage is compared as of before the withdrawal: a pause hides no loss, nor does what it narrows at once', () => {
    const late = films(1, LATE, { territories: ['DE'] })
    const stopped = { ...late, campaigns: late.campaigns.map((each) => ({ ...each, status: 'paused' as const })) }
    const change = denied({ id: 'change 1 of cmp_all', target: 'cmp_all', territories: null, until: null })
    const given = proposal(late, stopped)
    for (const live of [given.denies.live, change]) {
      const denies = { ...given.denies, live }
      expect(textsOf(check({ ...given, denies }))).toContain('DE adult home-hero: 1 title gone, empty from now on')
    }
  })

  it('no coverage is lost where what played there is taken down anyway', () => {
    const late = films(1, LATE, { territories: ['DE'] })
    const given = proposal(late, withoutLast(late, 1))
    const takedown = denied({ id: 'tkd_a', target: 'ttl_00', territories: null, until: null })
    const denies = { live: takedown, next: takedown, liveBefore: takedown }
    expect(check({ ...given, denies }).passed).toBe(true)
  })

  it('the check says how many edges there are, and how many were looked at', () => {
    const hours = Array.from({ length: 20 }, (_, hour) => ({
      from: `${String(hour).padStart(2, '0')}:00`,
      to: `${String(hour).padStart(2, '0')}:30`,
    }))
    const busy = films(1, LATE, { territories: ['DE'], hours })
    const { detail } = check(proposal(busy, busy))
    const [, looked, edges] = /at (\d+) of the (\d+) moments/.exec(detail) ?? []
    expect([Number(looked), Number(edges) > 80]).toEqual([44, true])
  })
})

describe('hours in words', () => {
  const at = (...hours: number[]) => hours.map((hour) => NOW + hour * 3_600_000)
  it.each([
    [[0], at(0, 2), 'until 14:00'],
    [[0, 2], at(0, 2), 'from now on'],
    [[2], at(0, 2, 4), '14:00–16:00'],
    [[2], at(0, 2), 'from 14:00 on'],
    [[2, 26], at(0, 2, 4, 26, 28), '14:00–16:00'],
    [[2, 8], at(0, 2, 4, 8), '14:00–16:00, from 20:00 on'],
    [[2], at(0, 2, 40), 'Sun 14:00–Tue 04:00'],
    [[30], at(0, 30), 'from Mon 18:00 on'],
  ])('hours %j among %j are written as %s', (held, instants, words) => {
    expect(hoursInWords(instants, at(...held), 'Europe/London')).toBe(words)
  })
})
