import { describe, expect, it } from 'vitest'
import { GATE_REASONS } from '../../src/model/nouns/reason.ts'
import { wallClock } from '../compile/wall-clock.ts'
import { type WorkedExample, workedExamples } from '../decide/matrix/worked-examples.ts'
import { rowsThatDecide } from '../decide/oracle/oracle-law.ts'
import { autoplay, maturity, territories, type Watershed, watersheds } from '../decide/oracle/oracle-rules.ts'

const some = (fits: (example: WorkedExample) => boolean): boolean => workedExamples.some(fits)

/** Words that no candidate gets, and those of orders and sessions, which an example cannot state. */
const NOT_IN_EXAMPLES = ['privacy', 'language', 'fatigue', 'holdout', 'pacing', 'takedown', 'frequency-cap']

describe('the worked examples', () => {
  it('the worked examples are at least 420', () => {
    expect(workedExamples.length).toBeGreaterThanOrEqual(420)
  })

  it('the worked examples speak of at least 60 territories', () => {
    const named = new Set(workedExamples.map(({ context }) => context.country))
    expect([...named].filter((code) => territories.has(code)).length).toBeGreaterThanOrEqual(60)
  })

  it('the worked examples meet every gate', () => {
    const missing = GATE_REASONS.filter((reason) => !some(({ verdict }) => verdict === reason))
    expect(missing.filter((reason) => !NOT_IN_EXAMPLES.includes(reason))).toEqual([])
  })

  it('the worked examples meet every reason to stand still, but the one that another always precedes', () => {
    const missing = autoplay.offFor.filter((reason) => !some((example) => example.autoplay === reason))
    expect(missing).toEqual(['kids'])
    expect(autoplay.offFor.indexOf('minor')).toBeLessThan(autoplay.offFor.indexOf('kids'))
    expect(maturity.kidsCap).toBeLessThan(autoplay.childAge)
  })
})

/** A second before an hour of the day, or on it, on the one clock that the example names. */
function stands({ context }: WorkedExample, side: 'before' | 'on', clock: string): boolean {
  const zones = territories.get(context.country)?.zones ?? []
  const zone = context.timezone ?? (zones.length === 1 ? zones[0] : undefined)
  if (zone === undefined) return false
  const shown = wallClock(Date.parse(context.now) + (side === 'before' ? 1000 : 0), zone)
  return shown.slice(11) === `${clock.replace('24:00', '00:00')}:00`
}

/** What has to be seen at an edge: what television alone keeps plays; a lock wants proof; a clock opens and shuts. */
function expectedAt({ appliesToOnDemand }: Watershed, opens: boolean, side: 'before' | 'on'): readonly string[] {
  if (appliesToOnDemand === 'no') return ['allow']
  if (appliesToOnDemand.startsWith('lock')) return ['allow', 'clock']
  return [opens === (side === 'on') ? 'allow' : 'clock']
}

describe('the rows of rules/watershed.json', () => {
  const rows = watersheds.map(
    (row, index) => [`rules[${index}] ${row.territory} ${row.labels?.join(', ') ?? row.minAge}`, row] as const,
  )

  it.each(rows)('the clock row %s has worked examples on both sides of each edge', (_name, row) => {
    const about = workedExamples.filter(({ context, candidate }) => rowsThatDecide(context, candidate).includes(row))
    const edges = row.allow.flatMap(([from, to]) => [
      { clock: from, opens: true },
      { clock: to, opens: false },
    ])
    const missing = edges.flatMap(({ clock, opens }) =>
      (['before', 'on'] as const).flatMap((side) =>
        expectedAt(row, opens, side)
          .filter((verdict) => !about.some((example) => example.verdict === verdict && stands(example, side, clock)))
          .map((verdict) => `${verdict} ${side} ${clock}`),
      ),
    )
    expect(missing).toEqual([])
    const verdicts = new Set(about.map(({ verdict }) => verdict))
    expect(verdicts.has('allow')).toBe(true)
    if (row.appliesToOnDemand !== 'no') expect(verdicts.has('clock')).toBe(true)
  })
})
