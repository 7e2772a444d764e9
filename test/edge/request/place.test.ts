import fc from 'fast-check'
import countries from 'i18n-iso-countries'
import { describe, expect, test, vi } from 'vitest'
import type { Place } from '../../../src/decide/context/context.ts'
import { ProblemError } from '../../../src/edge/problem.ts'
import { parseDebugContext } from '../../../src/edge/request/debug-context.ts'
import { placeFromCf, withAnonymizer } from '../../../src/edge/request/place.ts'
import { bundledRules } from '../../../src/rules/bundled-rules.ts'

const UNKNOWN: Place = { country: 'XX', regionCode: null, timeZone: null, anonymizer: null }

describe('place', () => {
  test('every ISO code is believed as a place', () => {
    for (const country of Object.keys(countries.getAlpha2Codes())) {
      expect(placeFromCf({ country }).country).toBe(country)
    }
  })

  test.each([undefined, null, '', 'XX', 'EU', 'UK', 'ZZ', 'de', 'DEU', 'D', ' DE', 42, ['DE'], { DE: 1 }])(
    'the country %j is the unknown place, with no finer detail',
    (country) => {
      expect(placeFromCf({ country, regionCode: 'BY', timezone: 'Europe/Berlin' })).toEqual(UNKNOWN)
    },
  )

  test.each([undefined, null, 'DE', 7, []])('the cf %j is the unknown place', (cf) => {
    expect(placeFromCf(cf)).toEqual(UNKNOWN)
  })

  test('a request from Tor is marked', () => {
    expect(placeFromCf({ country: 'T1' })).toEqual({ ...UNKNOWN, anonymizer: 'tor' })
  })

  test('region code and zone are kept when they are real', () => {
    const cf = { country: 'DE', regionCode: 'BY', timezone: 'Europe/Berlin' }
    expect(placeFromCf(cf)).toEqual({ country: 'DE', regionCode: 'BY', timeZone: 'Europe/Berlin', anonymizer: null })
  })

  test.each([
    [{ regionCode: 'by' }, { timezone: 'Mars/Olympus' }],
    [{ regionCode: 'BAYERN' }, { timezone: '+01:00' }],
    [{ regionCode: 9 }, { timezone: `Europe/${'x'.repeat(4000)}` }],
  ])('a region code or zone that does not exist is dropped: %j %j', (region, zone) => {
    expect(placeFromCf({ country: 'DE', ...region, ...zone })).toEqual({ ...UNKNOWN, country: 'DE' })
  })

  test('a zone is believed if and only if the runtime knows it, and those of territories without asking', () => {
    const asked = vi.spyOn(Intl, 'DateTimeFormat')
    const zoneOf = (timezone: string) => placeFromCf({ country: 'DE', timezone }).timeZone
    const inUse = [...bundledRules().territories.values()].flatMap(({ zones }) => zones)
    expect(inUse.filter((zone) => zoneOf(zone) !== zone)).toEqual([])
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
    expect(inUse.filter((timeZone) => new Intl.DateTimeFormat('en', { timeZone }) === null)).toEqual([])
    for (const zone of ['UTC', 'Asia/Calcutta', 'europe/berlin']) expect(zoneOf(zone)).toBe(zone)
    for (const zone of [
      'Europe',
      'Berlin',
      'Europe/',
      'toString/x',
      'Argentina/Buenos_Aires',
      'Europe/Ber',
      'Asia/Berlin',
    ]) {
      expect(zoneOf(zone), zone).toBeNull()
    }
  })

  test('placeFromCf never throws, whatever the platform says', () => {
    fc.assert(fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), (cf) => void placeFromCf(cf)))
  })
})

describe('the anonymizer that the zone names', () => {
  const named = (word: string) => new Headers({ 'x-firstframe-anonymizer': word })
  const berlin = placeFromCf({ country: 'DE', regionCode: 'BE', timezone: 'Europe/Berlin' })

  test.each(['vpn', 'tor'] as const)(
    'the anonymizer %s of the zone is believed, and the reported country kept',
    (word) => {
      expect(withAnonymizer(berlin, named(word))).toEqual({ ...berlin, anonymizer: word })
    },
  )

  test('the anonymizer of the zone never takes back what is known already', () => {
    const tor = placeFromCf({ country: 'T1' })
    expect(withAnonymizer(tor, named('vpn'))).toEqual(tor)
    expect(withAnonymizer(tor, new Headers())).toEqual(tor)
  })

  test.each(['VPN', ' Vpn ', 'x, vpn', 'vpn, vpn', 'none,vpn', '"vpn"', 'vpn;q=1', 'hosting vpn'])(
    'the anonymizer of the zone is believed in any case, and among whatever else stands there: %s',
    (words) => {
      expect(withAnonymizer(berlin, named(words)).anonymizer).toBe('vpn')
    },
  )

  test('the anonymizer of the zone is believed when a client sends the header as well', () => {
    const twice = named('none')
    twice.append('x-firstframe-anonymizer', 'TOR')
    expect(withAnonymizer(berlin, twice).anonymizer).toBe('tor')
  })

  test('an anonymizer of any other word is ignored', () => {
    const anything = fc.stringMatching(/^[ -~]{0,20}$/).filter((word) => !/vpn|tor/i.test(word))
    fc.assert(fc.property(anything, (word) => withAnonymizer(berlin, named(word)) === berlin))
  })
})

describe('debug context', () => {
  const berlin: Place = { country: 'DE', regionCode: 'BE', timeZone: 'Europe/Berlin', anonymizer: null }

  test('the debug context stands in for place and clock', () => {
    const header = 'country=DE; regionCode=BY; timezone=Europe/Berlin; now=2026-11-22T21:30:00Z; anonymizer=vpn'
    expect(parseDebugContext(header, UNKNOWN)).toEqual({
      place: { country: 'DE', regionCode: 'BY', timeZone: 'Europe/Berlin', anonymizer: 'vpn' },
      now: Date.UTC(2026, 10, 22, 21, 30),
    })
  })

  test('the debug context keeps the place when it names only the time', () => {
    expect(parseDebugContext('now=2026-11-22T21:30Z', berlin)).toEqual({
      place: berlin,
      now: Date.UTC(2026, 10, 22, 21, 30),
    })
  })

  test('the debug context keeps nothing of the place when it names another country', () => {
    expect(parseDebugContext('country=FR', berlin)).toEqual({ place: { ...UNKNOWN, country: 'FR' }, now: null })
  })

  test.each([
    ['country=XX', null],
    ['country=T1', 'tor'],
  ])('the debug context takes %s as the unknown place', (header, anonymizer) => {
    expect(parseDebugContext(header, berlin).place).toEqual({ ...UNKNOWN, anonymizer })
  })

  test.each([
    ['', 'X-Debug-Context'],
    [';;', 'X-Debug-Context'],
    ['DE', 'X-Debug-Context'],
    ['city=Berlin', 'X-Debug-Context'],
    ['constructor=1', 'X-Debug-Context'],
    ['=DE', 'X-Debug-Context'],
    [`country=DE;${' '.repeat(500)}`, 'X-Debug-Context'],
    ['country=', 'X-Debug-Context.country'],
    ['country=de', 'X-Debug-Context.country'],
    ['country=UK', 'X-Debug-Context.country'],
    ['country=DE; country=DE', 'X-Debug-Context.country'],
    ['regionCode=Bayern', 'X-Debug-Context.regionCode'],
    ['timezone=Europe/Bonn', 'X-Debug-Context.timezone'],
    ['timezone=+01:00', 'X-Debug-Context.timezone'],
    ['now=2026-11-22', 'X-Debug-Context.now'],
    ['now=2026-11-22T21:30:00', 'X-Debug-Context.now'],
    ['now=2026-11-22T21:30:00+01:00', 'X-Debug-Context.now'],
    ['now=2026-02-30T00:00:00Z', 'X-Debug-Context.now'],
    ['now=2026-11-22T24:00:00Z', 'X-Debug-Context.now'],
    ['now=tomorrow', 'X-Debug-Context.now'],
    ['anonymizer=proxy', 'X-Debug-Context.anonymizer'],
  ])('the debug context refuses %j, naming %s', (header, field) => {
    const refused = (): unknown => parseDebugContext(header, UNKNOWN)
    expect(refused).toThrow(ProblemError)
    expect(refused).toThrow(expect.objectContaining({ status: 400, field }))
  })

  test('the debug context throws nothing but a problem, whatever the header says', () => {
    const pair = fc
      .tuple(fc.constantFrom('country', 'now', 'timezone', 'regionCode'), fc.string())
      .map((p) => p.join('='))
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(pair).map((pairs) => pairs.join(';')),
        ),
        (header) => {
          try {
            parseDebugContext(header, UNKNOWN)
          } catch (error) {
            expect(error).toBeInstanceOf(ProblemError)
          }
        },
      ),
    )
  })
})
