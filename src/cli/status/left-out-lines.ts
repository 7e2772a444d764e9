import type { LeftOutStatus, RegionStatus } from '../../contracts/ops/answers/regions.ts'
import { count, type Output, paint, plain } from '../frame/output.ts'
import { minuteOf } from './status-text.ts'

/** How many renditions of a region the overview names; `ff status dach` names more, `--json` those of the answer. */
const NAMED = 3

/** What is left out of a region's answers, a line for each rendition that the status names; none if nothing is known. */
export function leftOutWords(leftOut: RegionStatus['leftOut']): readonly string[] {
  if (!leftOut) return []
  const { renditions, count: all, beyond } = leftOut
  return [
    ...renditions.map(renditionWords),
    ...(all > renditions.length ? [`and ${count(all - renditions.length)} more renditions`] : []),
    ...(beyond > 0 ? [`${count(beyond)} more fail, and are offered: the list is full`] : []),
  ]
}

/** Renditions that are left out, for the overview of all regions. */
export function leftOutWarnings(output: Output, regions: readonly RegionStatus[]): readonly string[] {
  const lines = regions.flatMap(({ region, leftOut }) => {
    if (!leftOut) return []
    const words = leftOut.renditions.slice(0, NAMED).map((each) => `${region}: ${renditionWords(each)}`)
    const rest = leftOut.count - words.length
    return [...words, ...(rest > 0 ? [`${region}: and ${count(rest)} more renditions (ff status ${region})`] : [])]
  })
  return lines.length === 0 ? [] : ['', ...lines.map((words) => paint(output, 'yellow', words))]
}

function renditionWords(rendition: LeftOutStatus['renditions'][number]): string {
  const { assetId, device, type, codec, height, failed, tried, since, until, offered } = rendition
  const what = `${plain(type)} ${plain(codec)} ${height} of ${plain(assetId)}`
  const where = offered ? `fails on ${device} like all others of it, so it stays` : `is left out on ${device}`
  const times = `since ${minuteOf(since)}, tried again ${minuteOf(until)}`
  return `${what} ${where}: ${count(failed)} of ${count(tried)} sampled starts failed; ${times}`
}
