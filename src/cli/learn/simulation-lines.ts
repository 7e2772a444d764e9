import type { DayResult, LoopReport, PolicyResult } from '../../trial/loop/loop-report.ts'
import type { LoopTarget } from '../../trial/loop/loop-targets.ts'
import type { RateRatio, StartRate } from '../../trial/loop/rates.ts'
import { count, table } from '../frame/output.ts'

/** The longest bar of a day. */
const BAR = 40

const TARGETS: Readonly<Record<LoopTarget['name'], string>> = {
  'first-day-policy': 'as on the first day, starts an impression',
  returning: 'returning viewers ÷ popularity',
  'returning-apart': 'the two intervals are apart (1: yes)',
  new: 'new viewers ÷ popularity',
  'new-not-worse': 'its upper bound: not certainly below 1',
  all: 'all viewers ÷ as on the first day',
  coverage: 'coverage ÷ popularity',
}

/** What a person reads of a trial of the loop. */
export function simulationLines({
  days,
  lastDays,
  decisions,
  policies,
  ratios,
  targets,
  byDay,
}: LoopReport): readonly string[] {
  return [
    `${count(decisions)} decisions in ${days} days; starts an impression in the last ${lastDays}:`,
    '',
    ...table(
      ['policy', 'returning', 'low', 'high', 'new', 'low', 'high', 'all', 'coverage'],
      [
        row('popularity', policies.popularity),
        row('as on the first day', policies.firstDayPolicy),
        row('firstframe', policies.firstframe),
      ],
    ),
    '',
    `firstframe ÷ popularity: returning ${ratio(ratios.returning)}, new ${ratio(ratios.new)}`,
    `firstframe ÷ as on the first day: all ${ratio(ratios.firstDayPolicy)}`,
    '',
    'Starts an impression by day: █ firstframe, │ popularity',
    ...curve(byDay.firstframe, byDay.popularity),
    '',
    ...table(['target of 30 days', 'value', 'wanted', ''], targets.map(targetRow)),
  ]
}

function row(name: string, { returning, new: fresh, all, coverage }: PolicyResult): readonly string[] {
  return [name, ...bounds(returning), ...bounds(fresh), places(all.value), places(coverage)]
}

function bounds({ value, low, high }: StartRate): readonly string[] {
  return [value, low, high].map((each) => places(each))
}

function ratio({ value, low, high }: RateRatio): string {
  return `${places(value, 2)} (${places(low, 2)} to ${places(high, 2)})`
}

/** A bar for each day, with a mark where popularity stands. */
function curve(firstframe: readonly DayResult[], popularity: readonly DayResult[]): readonly string[] {
  const most = Math.max(0.01, ...[...firstframe, ...popularity].map(({ rate }) => rate))
  const columnsOf = (rate: number): number => Math.round((rate / most) * (BAR - 1))
  return firstframe.map(({ day, rate }) => {
    const beside = popularity.find((other) => other.day === day)?.rate ?? 0
    const cells = Array.from('█'.repeat(columnsOf(rate)).padEnd(BAR))
    cells[columnsOf(beside)] = '│'
    return `${String(day + 1).padStart(3)} ${cells.join('')} ${places(rate)} ${places(beside)}`
  })
}

function targetRow({ name, value, least, most, holds }: LoopTarget): readonly string[] {
  const wanted = most === null ? `at least ${least}` : `${least} to ${most}`
  return [TARGETS[name], places(value), wanted, holds ? 'holds' : 'missed']
}

const places = (value: number, digits = 3): string => value.toFixed(digits)
