import { termsWords } from '../../../learn/points/terms-words.ts'
import type { RunReport } from '../../../learn/run/run-report.ts'
import { count, table } from '../../frame/output.ts'

/** A report for a person. */
export function reportLines(report: RunReport, out: string): readonly string[] {
  const { data, rows } = report
  return [
    `${report.run}: ${count(report.assets)} assets, ${count(report.taught)} of them taught by what viewers did`,
    `from ${count(data.events)} events, ${data.from} to ${data.to}; ${count(rows.exposures.rows)} exposures, ${count(rows.pairs.rows)} pairs`,
    spaceLine(report),
    '',
    ...table(
      ['surface', 'how far places are looked at', 'watch time counts', 'held out: by place', 'by rate'],
      surfaceRows(report),
    ),
    '',
    ...termsWords(report),
    ...section('left out', leftOutRows(report)),
    ...section(
      'moved since the run before',
      [...(report.moved?.gained ?? []), ...(report.moved?.lost ?? [])].map(({ assetId, surface, before, after }) => [
        assetId,
        surface,
        `${percent(before)} → ${percent(after)}`,
      ]),
    ),
    '',
    `results count half after ${report.halfLifeDays} days; all of it: ${out}/report.json`,
  ]
}

function spaceLine({ space, isNewSpace, previous, alignment }: RunReport): string {
  if (previous === null) return `space ${space}, the first: profiles begin in it`
  const agreement =
    alignment === null ? '' : `, agreement ${alignment.agreement.toFixed(3)} on ${count(alignment.shared)} assets`
  return isNewSpace ? `a new space, ${space}${agreement}: profiles begin anew` : `space ${space}, as before${agreement}`
}

function surfaceRows({ positions, watchTime, heldOut }: RunReport): readonly (readonly string[])[] {
  return Object.entries(positions).map(([surface, factors = []]) => {
    const held = Object.entries(heldOut?.surfaces ?? {}).find(([name]) => name === surface)?.[1]
    const shown = factors.slice(0, 6).map((factor) => factor.toFixed(2))
    const watched = Object.entries(watchTime).find(([name]) => name === surface)?.[1] ?? 0
    return [surface, shown.join(' '), `${watched}`, held?.byPlace.toFixed(3) ?? '–', held?.byRate.toFixed(3) ?? '–']
  })
}

function leftOutRows({ leftOut, rows, unknownAssets }: RunReport): readonly (readonly string[])[] {
  const numbers: Readonly<Record<string, number>> = {
    ...leftOut,
    'exposures of unknown assets': rows.exposures.unknown,
    'pairs of unknown assets': rows.pairs.unknown,
    'unknown assets': unknownAssets,
    'exposures refused': rows.exposures.refused,
    'pairs refused': rows.pairs.refused,
  }
  return Object.entries(numbers).flatMap(([why, number]) => (number > 0 ? [[why, count(number)]] : []))
}

function section(head: string, rows: readonly (readonly string[])[]): readonly string[] {
  return rows.length === 0 ? [] : ['', `${head}:`, ...table(rows[0]?.map(() => '') ?? [], rows).slice(1)]
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(2)} %`
}
