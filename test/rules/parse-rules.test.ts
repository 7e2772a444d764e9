import { describe, expect, it } from 'vitest'
import { BUNDLED_FILES, bundledRules } from '../../src/rules/bundled-rules.ts'
import { describeProblem } from '../../src/rules/files/rule-problem.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed, rowAt } from './rule-fixture.ts'

const GB_ROW = { code: 'GB', name: 'x', region: 'uki', zones: ['Europe/London'], rightsZone: null, eea: false }
const EMBARGO = { place: 'KP', reason: 'test', reviewBy: '2027-01-31' }
const OVERLAP = [
  ['05:00', '06:00'],
  ['21:00', '05:30'],
]
const FROM_JE = { territory: 'JE', verified: true, basis: 'test' }

const cases: [guarantee: string, path: string, at: string, value: unknown, problem: string][] = [
  ['a field of the wrong type', 'surfaces.json', 'surfaces.0.count', 'one', 'surfaces[0].count schema'],
  ['a field nobody knows', 'policies/geo.json', 'extra', 1, ' schema'],
  ['a file without its age', 'groups.json', 'asOf', undefined, 'asOf schema'],
  [
    'a territory listed twice',
    'territories.json',
    'territories.250',
    { ...GB_ROW, inherits: null },
    'territories[250].code territory-once',
  ],
  ['a territory in no region', 'territories.json', rowAt('AD', 'region'), 'world', 'territories[0].region schema'],
  ['a region without a name', 'regions.json', 'regions.0', undefined, 'regions region-once'],
  ['a region without territories', 'territories.json', rowAt('BR', 'region'), 'latam', 'regions region-empty'],
  ['a fallback that has territories', 'regions.json', 'fallback', 'br', 'fallback fallback-empty'],
  ['a rights zone of elsewhere', 'territories.json', rowAt('US', 'rightsZone'), 'Europe/Berlin', 'rights-zone'],
  ['a zone listed twice', 'territories.json', rowAt('CN', 'zones.1'), 'Asia/Shanghai', 'zone-once'],
  ['an unknown group member', 'groups.json', 'groups.dach.4', 'ZZ', 'groups.dach[4] group-member'],
  ['a group member listed twice', 'groups.json', 'groups.dach.4', 'DE', 'groups.dach[4] group-member-once'],
  ['inheriting from nowhere', 'territories.json', rowAt('JE', 'inherits.territory'), 'ZZ', 'inherit-target'],
  ['inheriting in a circle', 'territories.json', rowAt('GB', 'inherits'), FROM_JE, 'inherit-loop'],
  ['a label out of order', 'ratings/US.json', 'systems.0.ratings.1.age', 14, 'systems[0].ratings[2].age age-order'],
  ['company from above the age', 'ratings/DE.json', 'systems.0.ratings.2.accompaniedFrom', 14, 'accompanied-age'],
  ['an alias that means two things', 'ratings/US.json', 'systems.0.ratings.4.aliases', ['p g'], 'alias-clash'],
  ['two systems of one name', 'ratings/US.json', 'systems.1.aliases', ['mpaa'], 'systems[1] system-name-clash'],
  ['a refused label with an age', 'ratings/AU.json', 'systems.0.ratings.8.age', 18, 'refused-kind'],
  ['a sourced age beside a sure one', 'ratings/US.json', 'systems.0.ratings.0.greatestSourcedAge', 3, 'sourced-age'],
  ['a file named after another territory', 'ratings/US.json', 'territory', 'GB', 'territory file-name'],
  ['an unknown autoplay reason', 'policies/autoplay.json', 'offFor.10', 'mood', 'offFor[10] schema'],
  ['an autoplay reason listed twice', 'policies/autoplay.json', 'offFor.10', 'kids', 'offFor exactly-once'],
  ['a missing surface', 'surfaces.json', 'surfaces.0', undefined, 'surfaces exactly-once'],
  ['a missing band', 'trailers/bands.json', 'bands.0', undefined, 'bands exactly-once'],
  ['more decisions than the most', 'surfaces.json', 'surfaces.1.count', 2, 'surfaces[1].count surface-count'],
  ['a guest cap of adults', 'policies/maturity.json', 'guestCap.territories.DE', 18, 'cap-below-adult'],
  ['a guest cap of nowhere', 'policies/maturity.json', 'guestCap.territories.ZZ', 0, 'known-territory'],
  ['the unrated for minors', 'policies/maturity.json', 'unratedAge', 16, 'unratedAge unrated-adult'],
  ['a consent age given twice', 'policies/privacy.json', 'consentAge.unverified.DE', 13, 'verified-twice'],
  ['a territory that is an unknown place', 'policies/geo.json', 'unknown.3', 'DE', 'unknown[3] unknown-place'],
  ['an unknown place without a code', 'policies/geo.json', 'unknown.1', undefined, 'unknown unknown-place'],
  [
    'an all-ages label that says nobody rated it',
    'ratings/LT.json',
    'systems.1.ratings.0.unverified',
    undefined,
    'unrated-word',
  ],
  ['a word in the scale of last resort', 'ratings/_default.json', 'systems.0.ratings.12.label', 'PG', 'plain-age'],
  ['a plain age that means another', 'ratings/_default.json', 'systems.0.ratings.12.label', '13', 'plain-age'],
  [
    'inheriting from an heir',
    'territories.json',
    rowAt('PT', 'inherits'),
    { ...FROM_JE, territory: 'AO' },
    'inherit-loop',
  ],
  ['a clock of nowhere', 'watershed.json', 'rules.0.territory', 'ZZ', 'rules[0].territory known-territory'],
  ['a clock for an unknown label', 'watershed.json', 'rules.0.labels', ['TV-MA'], 'rules[0].labels[0] known-label'],
  ['a clock that is no time', 'watershed.json', 'rules.0.allow.0.1', '25:00', 'rules[0].allow[0][1] schema'],
  ['a clock without an end', 'watershed.json', 'rules.0.allow.0', ['21:00'], 'rules[0].allow[0] schema'],
  [
    'a clock that is open for no time',
    'watershed.json',
    'rules.0.allow.0.1',
    '21:00',
    'rules[0].allow[0] clock-window',
  ],
  [
    'a window from the end of the day',
    'watershed.json',
    'rules.0.allow.0.0',
    '24:00',
    'rules[0].allow[0] clock-window',
  ],
  ['windows that overlap', 'watershed.json', 'rules.0.allow.1', ['05:00', '06:00'], 'rules[0].allow[1] clock-overlap'],
  ['windows that overlap from behind', 'watershed.json', 'rules.0.allow', OVERLAP, 'rules[0].allow[1] clock-overlap'],
  ['a clock that stands twice', 'watershed.json', 'rules.1.minAge', 16, 'rules[2] clock-once'],
  ['a word on demand nobody knows', 'watershed.json', 'rules.0.appliesToOnDemand', 'maybe', 'appliesToOnDemand schema'],
  ['an embargo of nowhere', 'embargo.json', 'embargoes.0', { ...EMBARGO, place: 'ZZ' }, 'place known-territory'],
  ['an embargo of an unknown part', 'embargo.json', 'embargoes.0', { ...EMBARGO, place: 'UA-99' }, 'place known-part'],
  ['an embargo without a reason', 'embargo.json', 'embargoes.0', { ...EMBARGO, reason: '' }, 'reason schema'],
  ['an embargo without a day', 'embargo.json', 'embargoes.0', { ...EMBARGO, reviewBy: 'soon' }, 'reviewBy schema'],
  ['an embargo twice', 'embargo.json', 'embargoes', [EMBARGO, EMBARGO], 'embargoes[1].place embargo-once'],
  ['an opt-out of an unknown part', 'policies/privacy.json', 'globalPrivacyControl.0.place', 'US-XY', 'known-part'],
  [
    'minors of an unknown group',
    'policies/privacy.json',
    'minors.1.places.0',
    '@eeaa',
    'minors[1].places[0] known-group',
  ],
  [
    'portability in an unknown group',
    'policies/geo.json',
    'portability.0.group',
    'nowhere',
    'portability[0].group known-group',
  ],
  ['a part of nowhere', 'policies/geo.json', 'parts.1.place', 'ZZ-40', 'parts[1].place known-territory'],
  ['a part twice', 'policies/geo.json', 'parts.1.place', 'UA-43', 'parts[2].place part-once'],
  ['a part with ratings it has not', 'policies/geo.json', 'parts.1.for', ['ratings'], 'parts[1].for part-ratings'],
  ['ratings of a part nobody lists', 'policies/geo.json', 'parts.0', undefined, 'territory known-part'],
  ['a trust space of an unknown group', 'policies/page.json', 'trustSpaces.0.territories.0', '@frr', 'known-group'],
  ['a descriptor rule of nowhere', 'policies/descriptors.json', 'refused.0.territories.0', 'ZZ', 'known-territory'],
  ['a descriptor in capitals', 'policies/descriptors.json', 'refused.0.descriptors.0', 'Gore', 'descriptors[0] schema'],
  ['a taste that may leave its numbers', 'ranking.json', 'terms.taste.points', 90, 'terms.taste.points taste-fits'],
  ['a product of more than unit vectors', 'ranking.json', 'terms.context.most', 2, 'terms.context.most unit-product'],
  ['more context than there is', 'ranking.json', 'context.row', 0.9, 'context context-shares'],
  ['a daypart twice', 'ranking.json', 'dayparts.1.id', 'late', 'dayparts[4].id daypart-once'],
  ['a daypart that lasts no time', 'ranking.json', 'dayparts.0.to', '05:30', 'dayparts[0].to daypart-empty'],
  ['a daypart of an unknown genre', 'ranking.json', 'dayparts.0.genres', { gossip: 1 }, 'dayparts[0].genres schema'],
  ['an event without a reward', 'ranking.json', 'session.rewards.skip', undefined, 'session.rewards.skip schema'],
  ['a term that outranks the tiers', 'ranking.json', 'terms.freshness.points', 90, 'priority.points priority-first'],
]

describe('parseRules', () => {
  it.each(cases)('parseRules refuses %s', (_guarantee, path, at, value, expected) => {
    const { rules, problems } = parseRules(changed(path, at, value))
    expect(rules).toBeNull()
    expect(problems.map((problem) => `${problem.path} ${problem.rule}`).join('\n')).toContain(expected)
    for (const problem of problems) expect(problem.hint).not.toBe('')
  })

  it('a problem of the rules names file, path, value, check and fix', () => {
    const [problem] = parseRules(changed('groups.json', 'groups.dach.4', 'ZZ')).problems
    expect(problem && describeProblem(problem)).toBe(
      'groups.json groups.dach[4]: group-member: "ZZ"; use a code that territories.json lists',
    )
  })

  it('an overdue review is a problem only for whoever asks, and its rule stays in force', () => {
    const files = changed('embargo.json', 'embargoes.0', EMBARGO)
    expect(parseRules(files).rules?.embargo).toEqual([EMBARGO])
    expect(parseRules(files, '2027-01-31').problems).toEqual([])
    const { rules, problems } = parseRules(files, '2027-02-01')
    expect(rules).toBeNull()
    expect(problems).toMatchObject([
      { file: 'embargo.json', path: 'embargoes[0].reviewBy', value: '2027-01-31', rule: 'review-due' },
    ])
  })

  it('parseRules refuses a circle of three, at each of them', () => {
    const half = changed('territories.json', rowAt('GB', 'inherits'), { ...FROM_JE, territory: 'PT' })
    const files = changed('territories.json', rowAt('PT', 'inherits'), FROM_JE, half)
    const looping = parseRules(files).problems.filter(({ rule }) => rule === 'inherit-loop')
    expect(looping.map(({ value }) => value)).toEqual(expect.arrayContaining(['PT', 'JE', 'GB']))
  })

  it('parseRules names the file of Quebec and of the scale of last resort', () => {
    const clash = changed('ratings/CA-QC.json', 'systems.0.ratings.2.aliases', ['13 +'])
    expect(parseRules(clash).problems).toMatchObject([{ file: 'ratings/CA-QC.json', rule: 'alias-clash' }])
    const order = changed('ratings/_default.json', 'systems.0.ratings.3.age', 1)
    expect(parseRules(order).problems[0]).toMatchObject({ file: 'ratings/_default.json', rule: 'age-order' })
    const stranger = changed('ratings/AE.json', 'territory', 'ZZ').set(
      'ratings/ZZ.json',
      BUNDLED_FILES.get('ratings/_default.json'),
    )
    expect(parseRules(stranger).problems).toMatchObject([{ file: 'ratings/AE.json', rule: 'file-name' }])
  })

  it('parseRules keeps a word for the unrated that gates like the unrated', () => {
    const row = { label: 'NR', age: 18, kind: 'restricted' }
    expect(parseRules(changed('ratings/US.json', 'systems.0.ratings.5', row)).problems).toEqual([])
  })

  it('parseRules gives no plain ages to a territory that inherits a scale nobody states', () => {
    const heir = { territory: 'AF', verified: true, basis: 'test' }
    const { rules } = parseRules(changed('territories.json', rowAt('LI', 'inherits'), heir))
    expect(['AF', 'LI'].map((code) => rules?.labels.has(code))).toEqual([true, false])
  })

  it('parseRules refuses to be without the scale of last resort', () => {
    const files = new Map(BUNDLED_FILES)
    files.delete('ratings/_default.json')
    expect(parseRules(files).problems).toMatchObject([{ file: 'ratings/_default.json', rule: 'missing-file' }])
  })

  it('parseRules refuses a missing file and a file that is none of ours', () => {
    const files = new Map(BUNDLED_FILES)
    files.delete('surfaces.json')
    files.set('notes.json', {})
    const found = parseRules(files).problems.map(({ file, rule }) => `${file} ${rule}`)
    expect(found).toEqual(['surfaces.json missing-file', 'notes.json unknown-file'])
  })

  it('parseRules lists the problems of several files at once', () => {
    const files = changed('groups.json', 'groups.dach.4', 'ZZ')
    files.set('policies/geo.json', changed('policies/geo.json', 'unknown.3', 'DE').get('policies/geo.json'))
    expect(parseRules(files).problems.map(({ file }) => file)).toEqual(['groups.json', 'policies/geo.json'])
  })

  it('the version of the rules ignores the order of files, and changes with a number', () => {
    const { version } = bundledRules()
    expect(version).toMatch(/^[0-9a-f]{16}$/)
    expect(parseRules(new Map([...BUNDLED_FILES].reverse())).rules?.version).toBe(version)
    const other = parseRules(changed('policies/maturity.json', 'kidsCap', 6)).rules
    expect(other?.version).not.toBe(version)
    expect(other?.maturity.kidsCap).toBe(6)
  })

  it('an unconfirmed consent age counts only above the default', () => {
    const { territories } = bundledRules()
    const ages = ['IN', 'NO', 'KR', 'DE', 'GB', 'AE'].map((code) => territories.get(code)?.consentAge)
    expect(ages).toEqual([18, 16, 16, 16, 13, 16])
  })

  it('one territory may override the guest cap', () => {
    const { rules } = parseRules(changed('policies/maturity.json', 'guestCap.territories.DE', 6))
    expect(['DE', 'AT'].map((code) => rules?.territories.get(code)?.guestCap)).toEqual([6, 0])
  })
})
