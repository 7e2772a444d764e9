import type { AllRegions } from '../../contracts/ops/answers/regions.ts'
import { count, type Output, paint, plain } from '../frame/output.ts'
import { minuteOf } from './status-text.ts'

/** Where a person finds what the webhook was to be told, by the kind of notice. */
const INSTEAD: Readonly<Record<string, string>> = {
  'approval-wanted': '`ff campaign list --status review` has what waits for approval',
  'slot-dry': '`ff lint` finds slots that run dry',
  purge: 'purge the files of `ff takedown list` from the CDN by hand',
  feeds: '`ff feeds list` has the age of each feed',
}

/** Notices that the webhook was never told, and what to do. */
export function noticeLines(output: Output, notices: AllRegions['notices'] | undefined): readonly string[] {
  if (!notices || notices.lost === 0) return []
  const kinds = notices.kinds.map(({ kind, count: many }) => `${count(many)} ${plain(kind)}`).join(', ')
  const why = notices.noRoom > 0 ? `, ${count(notices.noRoom)} because too many waited` : ''
  const words = `the webhook was never told ${count(notices.lost)} notices (${kinds}${why}), the last ${minuteOf(notices.lastLostAt)}`
  const instead = notices.kinds.flatMap(({ kind }) => INSTEAD[kind] ?? [])
  return [
    '',
    paint(output, 'red', `LOST: ${words}; ${count(notices.waiting)} wait`),
    ...['mend what `ALARM_WEBHOOK_URL` names', ...instead].map((each) => `  ${each}`),
  ]
}
