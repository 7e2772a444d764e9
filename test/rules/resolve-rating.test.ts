import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Rating } from '../../src/model/nouns/rating.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { resolveRating } from '../../src/rules/lookup/resolve-rating.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed } from './rule-fixture.ts'

const rules = bundledRules()

/** `US MPA:PG-13` or `US PG-13`. */
function rating(text: string): Rating {
  const [territory = '', name = ''] = text.split(/ (.*)/s)
  const [system, label] = name.includes(':') ? name.split(':') : [undefined, name]
  return { territory, label: label ?? '', ...(system === undefined ? {} : { system }) }
}

function resolved(territory: string, own: string[], title: string[] = []): string {
  const found = resolveRating(rules, territory, own.map(rating), title.map(rating))
  if (found.state === 'rated') return `${found.system} ${found.label} ${found.age} ${found.kind} ${found.from}`
  if (found.state === 'refused') return `refused ${found.system} ${found.label} ${found.from}`
  return `unrated ${found.because}`
}

const cases: [guarantee: string, territory: string, own: string[], title: string[], expected: string][] = [
  ['prefers the own rating to the title', 'US', ['US PG-13'], ['US R'], 'MPA PG-13 13 guidance asset'],
  ['falls to the title when the own is absent', 'US', [], ['US R'], 'MPA R 17 accompanied title'],
  ['falls to the title when the own is of elsewhere', 'US', ['DE FSK 0'], ['US R'], 'MPA R 17 accompanied title'],
  ['calls a missing rating unrated', 'US', ['DE FSK 0'], [], 'unrated missing'],
  ['never falls to the title for an unknown own label', 'US', ['US FSK 0'], ['US G'], 'unrated unknown-label'],
  ['lets an unknown label outweigh a known one', 'US', ['US G', 'US XYZ'], [], 'unrated unknown-label'],
  ['never borrows a label of another country', 'GB', ['GB PG-13'], [], 'unrated unknown-label'],
  ['never reads the British Guidance flag as General', 'GB', ['GB G'], [], 'unrated unknown-label'],
  ['reads a plain age where no scale is known', 'AF', ['AF 12+'], [], 'ZZ 12 12 advisory asset'],
  ['knows no other label where no scale is known', 'AF', ['AF PG-13'], [], 'unrated unknown-label'],
  ['gives no plain age to a place with a scale', 'US', ['US 12'], [], 'unrated unknown-label'],
  ['gives no plain age where a scale is inherited', 'MC', ['MC 0'], [], 'unrated unknown-label'],
  ['takes no "not rated" for all-ages', 'LT', ['LT NR'], [], 'unrated unknown-label'],
  ['takes no unconfirmed age for a permission', 'AE', ['AE PG'], [], 'unrated unknown-label'],
  ['lets a refusal through that nobody confirmed', 'VN', ['VN C'], [], 'refused VN-C05 C asset'],
  ['takes the greatest age of several', 'US', ['US TV-PG', 'US R', 'US G'], [], 'MPA R 17 accompanied asset'],
  ['takes the greatest age of a label two systems share', 'KR', ['KR 19'], [], 'KCC 19 19 restricted asset'],
  ['takes the lesser promise of equal ages', 'AU', ['AU MA 15+'], [], 'ACMA MA 15+ 15 restricted asset'],
  ['reads a label by the system that is named', 'KR', ['KR KMRB:19'], [], 'KMRB 18 18 restricted asset'],
  ['finds no label in a system that has it not', 'US', ['US TVPG:R'], [], 'unrated unknown-label'],
  ['finds no label in a system nobody knows', 'US', ['US CSM:PG'], [], 'unrated unknown-label'],
  ['knows a system by alias, in any letters', 'US', ['US mpa / cara:pg'], [], 'MPA PG 10 guidance asset'],
  ['knows a label by alias, in any letters and spaces', 'IN', ['IN u/a13+'], [], 'CBFC UA 13+ 13 guidance asset'],
  ['refuses a banned title', 'AU', [], ['AU RC'], 'refused NCS RC title'],
  ['lets refused win over a known rating', 'FR', ['FR TP', 'FR interdiction'], [], 'refused CNC interdiction asset'],
  ['lets refused win over an unknown label', 'AU', ['AU XYZ', 'AU RC'], [], 'refused NCS RC asset'],
  ['keeps a trailer band out of ordinary labels', 'US', ['US GB'], [], 'unrated unknown-label'],
  ['never rates by a green band alone', 'US', ['US MPAAT:GB'], [], 'unrated missing'],
  ['never lowers an age by a green band', 'US', ['US MPAAT:GB'], ['US R'], 'MPA R 17 accompanied title'],
  ['raises an age by a red band', 'US', ['US MPAAT:Red Band', 'US PG'], [], 'MPAAT RB 17 restricted asset'],
  ['inherits where that is confirmed', 'PR', ['US PG'], [], 'MPA PG 10 guidance asset'],
  ['reads an own code by the inherited systems', 'JE', ['JE 15', 'GB U'], [], 'BBFC 15 15 restricted asset'],
  ['inherits no permission that nobody confirmed', 'MC', ['FR TP'], [], 'unrated unknown-label'],
  ['inherits a refusal that nobody confirmed', 'MC', ['FR interdiction'], [], 'refused CNC interdiction asset'],
  ['reads an unconfirmed label as unknown', 'GB', ['GB Guidance'], [], 'unrated unknown-label'],
  ['gates by the greatest sourced age, not by convention', 'AU', ['AU PG'], [], 'NCS PG 15 guidance asset'],
]

describe('resolveRating', () => {
  it.each(cases)('the look-up of a rating %s', (_guarantee, territory, own, title, expected) => {
    expect(resolved(territory, own, title)).toBe(expected)
  })

  it('an unconfirmed row may tighten a label that another system confirms', () => {
    const row = { label: 'PG', age: 9, kind: 'guidance', unverified: true }
    const { rules: tighter } = parseRules(changed('ratings/GB.json', 'systems.1.ratings.1', row))
    expect(tighter && resolveRating(tighter, 'GB', [rating('GB PG')], [])).toMatchObject({ age: 9, system: 'OFCOM' })
  })

  it('more ratings never give a lower age', () => {
    const labels = [...(rules.labels.get('US')?.values() ?? [])].map(({ system, label }) => ({ system, label }))
    const anyRating = fc.constantFrom(...labels).map((label) => ({ territory: 'US', ...label }))
    const strictness = (ratings: Rating[]): number => {
      const found = resolveRating(rules, 'US', ratings, [])
      return found.state === 'rated' ? found.age : found.state === 'unrated' ? 18 : 99
    }
    fc.assert(
      fc.property(fc.array(anyRating, { minLength: 1, maxLength: 4 }), anyRating, (ratings, more) => {
        fc.pre(ratings.some((one) => one.system !== 'MPAAT'))
        expect(strictness([...ratings, more])).toBeGreaterThanOrEqual(strictness(ratings))
      }),
    )
  })

  it('resolveRating gives the same answer in any order of ratings', () => {
    const some = ['US PG', 'US MPAAT:GB', 'US TV-PG', 'US G'].map(rating)
    const expected = resolveRating(rules, 'US', some, [])
    fc.assert(
      fc.property(fc.shuffledSubarray(some, { minLength: some.length }), (shuffled) => {
        expect(resolveRating(rules, 'US', shuffled, [])).toEqual(expected)
      }),
    )
  })
})
