import { describe, expect, it } from 'vitest'
import { type WorkedExample, workedExamples } from '../decide/matrix/worked-examples.ts'
import { effectiveAge, standingOf } from '../decide/oracle/oracle-law.ts'
import { countryOf, lawsOf, rate, residenceAbroad } from '../decide/oracle/oracle-place.ts'
import type { OracleContext } from '../decide/oracle/oracle-request.ts'
import {
  autoplay,
  bands,
  descriptors,
  geo,
  groups,
  maturity,
  page,
  privacy,
  reaches,
  territories,
} from '../decide/oracle/oracle-rules.ts'
import { capOf, isKids, isMember, isMinor } from '../decide/oracle/oracle-viewer.ts'

type Fits = (example: WorkedExample) => boolean
/** Rows by name, of which no example fits. */
const without = (rows: readonly (readonly [string, Fits])[]): readonly string[] =>
  rows.filter(([, fits]) => !workedExamples.some(fits)).map(([name]) => name)

const isAt = ({ country, regionCode }: OracleContext, place: string) =>
  place === country || place === `${country}-${regionCode}`
const namesPlace = (places: readonly string[], context: OracleContext) =>
  places.some((place) => isAt(context, place) || (place !== '*' && reaches([place], context.country)))

describe('the rows of rules/policies', () => {
  it('autoplay.json has worked examples for the age of a child, on both sides', () => {
    const outside = ({ context }: WorkedExample) =>
      isMinor(context) && !isKids(context) && lawsOf(context).some((code) => territories.get(code)?.eea === false)
    const rows: [string, Fits][] = [
      ['below', (each) => outside(each) && capOf(each.context) === autoplay.childAge - 1 && each.autoplay === 'minor'],
      ['at', (each) => outside(each) && capOf(each.context) === autoplay.childAge && each.autoplay === true],
      [
        'of age in the EEA',
        ({ context, autoplay: starts }) => context.token?.cap === maturity.adultAge && starts === true,
      ],
      [
        'a year younger in the EEA',
        ({ context, autoplay: starts }) => context.token?.cap === maturity.adultAge - 1 && starts === 'minor',
      ],
    ]
    expect(without(rows)).toEqual([])
  })

  it('page.json has worked examples for every page about one title and every trust space', () => {
    const pages = page.aboutOneTitle.flatMap((surface): [string, Fits][] =>
      ['page', 'allow'].map((verdict) => [
        `${surface} ${verdict}`,
        (each) => each.context.surface === surface && each.context.inView === true && each.verdict === verdict,
      ]),
    )
    const unrated: Fits = ({ context, title, verdict }) =>
      context.inView === true && rate(context, [], title.ratings).state === 'unrated' && verdict === 'page'
    const spaces = page.trustSpaces.flatMap(({ territories: held }): [string, Fits][] =>
      ['page', 'allow'].map((verdict) => [
        `trust space ${held} ${verdict}`,
        (each) => isKids(each.context) && reaches(held, each.context.country) && each.verdict === verdict,
      ]),
    )
    expect(without([...pages, ['unratedAge', unrated], ...spaces])).toEqual([])
  })

  it('privacy.json has worked examples for every consent age, opt-out and law for minors', () => {
    const { verified, unverified } = privacy.consentAge
    const consent = Object.entries({ ...verified, ...unverified }).map(([code, age]): [string, Fits] => [
      `consentAge ${code}`,
      ({ context }) => context.country === code && isMember(context) && context.token?.cap === age,
    ])
    const optOuts = privacy.globalPrivacyControl.map(({ place }): [string, Fits] => [
      `globalPrivacyControl ${place}`,
      ({ context }) => isAt(context, place) && context.gpc === true,
    ])
    const minors = privacy.minors.map(({ places, below }): [string, Fits] => [
      `minors ${places}`,
      ({ context }) => namesPlace(places, context) && isMinor(context) && capOf(context) < below + 1,
    ])
    expect(without([...consent, ...optOuts, ...minors])).toEqual([])
  })

  it('geo.json has worked examples for every unknown place, anonymizer, travelling residence and part', () => {
    // A missing country has no code to write down; the edge tests ask without one.
    const unknown = geo.unknown
      .filter(Boolean)
      .map((code): [string, Fits] => [
        `unknown ${code}`,
        ({ context }) => context.country === code && countryOf(context) === null,
      ])
    const hidden = Object.keys(geo.anonymizers).map((anonymizer): [string, Fits] => [
      `anonymizer ${anonymizer}`,
      ({ context }) => context.anonymizer === anonymizer && territories.has(context.country),
    ])
    const travels = geo.portability.map(({ group, verified }): [string, Fits] => [
      `portability ${group}`,
      ({ context }) => {
        const pair = [context.country, context.token?.res ?? '']
        const within = pair.every((code) => groups[group]?.includes(code)) && isMember(context) && pair[0] !== pair[1]
        return within && (residenceAbroad(context) !== null) === (verified === 'yes')
      },
    ])
    const parts = geo.parts.map(({ place }): [string, Fits] => [place, ({ context }) => isAt(context, place)])
    expect(without([...unknown, ...hidden, ...travels, ...parts])).toEqual([])
  })

  it('descriptors.json has worked examples for every forbidden word and every place that wants one', () => {
    const refused = descriptors.refused.flatMap(({ descriptors: words, territories: where, below }) =>
      words.flatMap((word): [string, Fits][] => {
        const stated: Fits = ({ context, candidate }) =>
          candidate.asset.descriptors.includes(word) && reaches(where, context.country)
        const bound: Fits = ({ context }) => (below === 'kids' ? isKids(context) : capOf(context) < below)
        return [
          [`refused ${word}`, (each) => stated(each) && bound(each) && each.verdict === 'descriptor'],
          [`allowed ${word}`, (each) => stated(each) && !bound(each) && each.verdict === 'allow'],
        ]
      }),
    )
    const required = descriptors.required.flatMap(({ territories: where, fromAge }) => {
      const about: Fits = ({ context }) => reaches(where, context.country)
      const bare: Fits = ({ candidate }) => candidate.asset.descriptors.length === 0
      const young: Fits = ({ context, candidate }) => effectiveAge(context, candidate) < fromAge
      return [
        [`${where} none`, (each) => about(each) && bare(each) && !young(each) && each.verdict === 'descriptor'],
        [`${where} below ${fromAge}`, (each) => about(each) && bare(each) && young(each) && each.verdict === 'allow'],
        [`${where} one`, (each) => about(each) && !bare(each) && !young(each) && each.verdict === 'allow'],
      ] satisfies [string, Fits][]
    })
    expect(without([...refused, ...required])).toEqual([])
  })

  it('maturity.json has worked examples for every age on both sides and every kind for kids', () => {
    const { unratedAge, kidsCap, kidsKinds, guestCap } = maturity
    const unrated: Fits = ({ context, candidate }) => standingOf(context, candidate).state === 'unrated'
    const aged = (each: WorkedExample, from: number, to: number) => {
      const own = standingOf(each.context, each.candidate)
      return own.state === 'rated' && own.age >= from && own.age <= to
    }
    const guest: Fits = ({ context }) => context.token === undefined && lawsOf(context).length > 0
    const kinds = kidsKinds.map((kind): [string, Fits] => [
      kind,
      ({ context, candidate, verdict }) => {
        const own = standingOf(context, candidate)
        return isKids(context) && own.state === 'rated' && own.kind === kind && verdict === 'allow'
      },
    ])
    const rows: [string, Fits][] = [
      [
        'unrated below',
        (each) => unrated(each) && capOf(each.context) === unratedAge - 1 && each.verdict === 'unrated',
      ],
      ['unrated from', (each) => unrated(each) && capOf(each.context) === unratedAge && each.verdict === 'allow'],
      ['kidsCap', (each) => isKids(each.context) && aged(each, kidsCap, kidsCap) && each.verdict === 'allow'],
      ['above kidsCap', (each) => isKids(each.context) && aged(each, kidsCap + 1, 99) && each.verdict === 'maturity'],
      ['guestCap', (each) => guest(each) && aged(each, guestCap.default, guestCap.default) && each.verdict === 'allow'],
      ['above guestCap', (each) => guest(each) && aged(each, guestCap.default + 1, 99) && each.verdict === 'maturity'],
      ...kinds,
    ]
    expect(without(rows)).toEqual([])
  })

  it('trailers/bands.json has worked examples for every colour on both sides of its age', () => {
    const rows = [...bands.values()].flatMap(({ band, minAge, autoplay: starts }): [string, Fits][] => {
      const ofColour: Fits = ({ candidate }) => candidate.asset.band === band
      const shown = starts ? true : 'red-band'
      const at: Fits = (each) => ofColour(each) && capOf(each.context) === minAge && each.autoplay === shown
      const below: Fits = (each) => ofColour(each) && capOf(each.context) === minAge - 1 && each.verdict === 'band'
      return minAge === 0
        ? [[`${band} at`, at]]
        : [
            [`${band} at`, at],
            [`${band} below`, below],
          ]
    })
    expect(without(rows)).toEqual([])
  })
})
