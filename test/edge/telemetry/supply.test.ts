import { describe, expect, it } from 'vitest'
import { type AskedFor, Telemetry } from '../../../src/edge/telemetry/telemetry.ts'
import type { TelemetryMessage } from '../../../src/model/messages/queue-message.ts'
import { asked, hoursIn, SERVED } from './served.ts'

const HOUR_MS = 3_600_000
const NOON = Date.UTC(2026, 10, 29, 12)
const ONE = asked('DE', 'home-hero', null)

/** An isolate that reports each answer at once. */
function isolate(lost: ConstructorParameters<typeof Telemetry>[2] = () => undefined) {
  const telemetry = new Telemetry('isolate', 0, lost)
  const answered = (at: number, placements: AskedFor = ONE): TelemetryMessage => {
    const report = telemetry.count(SERVED, placements, at)
    if (report === null) throw new Error('a report is due at once')
    return report
  }
  return { telemetry, answered }
}

describe('what an isolate counts', () => {
  it('supply is counted by territory and surface, and what was asked is what was answered and what stayed empty', () => {
    const { answered } = isolate()
    answered(NOON, asked('DE', 'home-hero', null, 'maturity', null))
    answered(NOON + 1, asked('DE', 'browse-tile', 'no-offer'))
    const { supply } = answered(NOON + 2, asked('AT', 'home-hero', 'maturity', 'maturity', 'surface'))
    expect(supply).toEqual([
      {
        hour: NOON,
        series: 0,
        number: 3,
        cells: [
          { territory: 'DE', surface: 'home-hero', asked: 3, answered: 2, empty: { maturity: 1 } },
          { territory: 'DE', surface: 'browse-tile', asked: 1, answered: 0, empty: { 'no-offer': 1 } },
          { territory: 'AT', surface: 'home-hero', asked: 3, answered: 0, empty: { maturity: 2, surface: 1 } },
        ],
      },
    ])
  })

  it('a house ident counts as empty, with the reason why there was nothing else', () => {
    const { answered } = isolate()
    const ident = { placement: { surface: 'home-hero' }, empty: null, floor: 'ended' } as const
    const { supply } = answered(NOON, { territory: 'DE', placements: [ident], endedOn: null })
    expect(supply?.[0]?.cells).toMatchObject([{ asked: 1, answered: 0, empty: { ended: 1 } }])
  })

  it('what the baseline plays counts as empty, because it is house idents only', () => {
    const telemetry = new Telemetry('isolate', 0)
    const report = telemetry.count({ ...SERVED, rung: 'baseline' }, asked('DE', 'home-hero', null, 'geo'), NOON)
    expect(report?.supply?.[0]?.cells).toMatchObject([{ asked: 2, answered: 0, empty: { baseline: 1, geo: 1 } }])
  })

  it('a page that is asked of a feed that has ended counts as empty', () => {
    const { answered } = isolate()
    const { supply } = answered(NOON, { territory: 'DE', placements: [], endedOn: 'clips-feed' })
    expect(supply?.[0]?.cells).toMatchObject([{ surface: 'clips-feed', asked: 1, empty: { 'end-of-feed': 1 } }])
  })

  it('an answer that failed by a fault counts as asked and empty', () => {
    const { telemetry, answered } = isolate()
    const failed = {
      region: 'dach',
      territory: 'DE',
      surfaces: ['home-hero', 'browse-tile'],
      assignment: null,
    } as const
    telemetry.failed(failed, NOON)
    expect(answered(NOON).supply?.[0]?.cells).toMatchObject([
      { surface: 'home-hero', asked: 2, answered: 1, empty: { fault: 1 } },
      { surface: 'browse-tile', asked: 1, answered: 0, empty: { fault: 1 } },
    ])
  })
})

describe('the end of an hour', () => {
  it('an hour that has ended is reported in full until the queue took a report that has all of it', () => {
    const { telemetry, answered } = isolate()
    const early = answered(NOON)
    answered(NOON + HOUR_MS - 1)
    telemetry.accept(early)
    expect(hoursIn(answered(NOON + HOUR_MS))).toEqual(['12 2/2', '13 1/1'])
    const both = answered(NOON + HOUR_MS + 1)
    expect(hoursIn(both)).toEqual(['12 2/2', '13 2/2'])
    telemetry.accept(both)
    expect(hoursIn(answered(NOON + HOUR_MS + 2))).toEqual(['13 3/3'])
  })

  it('a report that the queue took late does not take back what a later one brought', () => {
    const { telemetry, answered } = isolate()
    const [first, second] = [answered(NOON), answered(NOON)]
    telemetry.accept(second)
    telemetry.accept(first)
    expect(hoursIn(answered(NOON + HOUR_MS))).toEqual(['13 1/1'])
  })

  it('the last two hours are kept while the queue takes nothing, and what is let go is told', () => {
    const lost: unknown[] = []
    const { answered } = isolate((each) => lost.push(each))
    for (const hour of [0, 1, 2]) answered(NOON + hour * HOUR_MS)
    expect(hoursIn(answered(NOON + 2 * HOUR_MS))).toEqual(['13 1/1', '14 2/2'])
    expect(lost).toEqual([{ region: 'dach', hour: NOON, placements: 1 }])
  })

  it('two hours with more cells than a message has room for go out one after the other', () => {
    const { telemetry, answered } = isolate()
    const everywhere = Array.from({ length: 300 }, (_, index) => {
      return String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26))
    })
    for (const hour of [0, HOUR_MS])
      for (const code of everywhere) answered(NOON + hour, asked(code, 'home-hero', null))
    const before = answered(NOON + HOUR_MS)
    expect(hoursIn(before)).toEqual(['12 300/300'])
    telemetry.accept(before)
    expect(hoursIn(answered(NOON + HOUR_MS))).toEqual(['13 302/302'])
  })
})

describe('a clock that jumps', () => {
  it('a clock that goes back into the hour before counts on in it', () => {
    const { answered } = isolate()
    answered(NOON - 1)
    answered(NOON)
    expect(hoursIn(answered(NOON - 1))).toEqual(['12 1/1', '11 2/2'])
  })

  it('an hour that was reported and let go is begun anew when the clock goes back, as another series', () => {
    const { telemetry, answered } = isolate()
    for (const at of [NOON - 2 * HOUR_MS, NOON - HOUR_MS, NOON]) telemetry.accept(answered(at))
    const again = answered(NOON - 2 * HOUR_MS)
    expect(again.supply).toMatchObject([{ hour: NOON - 2 * HOUR_MS, series: 3, number: 1 }])
  })

  it('a clock that was days ahead for a moment costs what it counted there, and nothing else', () => {
    const { answered } = isolate()
    answered(NOON)
    answered(NOON + 24 * HOUR_MS)
    answered(NOON)
    expect(hoursIn(answered(NOON + HOUR_MS))).toEqual(['12 2/2', '13 1/1'])
  })
})

describe('silence', () => {
  it('one waits to report what nobody asks after, and finds nothing when a report was due before', () => {
    const telemetry = new Telemetry('isolate', 30_000)
    expect([telemetry.beginWait('dach'), telemetry.early('dach', NOON)]).toEqual([null, null])
    telemetry.count(SERVED, ONE, NOON)
    expect(telemetry.beginWait('dach')).toBeNull()
    telemetry.count(SERVED, ONE, NOON + 1)
    expect([telemetry.beginWait('dach'), telemetry.beginWait('dach')]).toEqual([20_000, null])
    expect(hoursIn(telemetry.early('dach', NOON + 20_001))).toEqual(['12 2/2'])
    expect(telemetry.early('dach', NOON + 20_002)).toBeNull()
  })
})
