import type { Campaign } from '../../model/nouns/campaign.ts'
import type { Rules } from '../../model/policies/rules.ts'

const YEAR_MS = 365.25 * 86_400_000

/** A field of a campaign's time that cannot be meant, and what to write instead. */
export interface AbsurdTime {
  readonly path: 'start' | 'end'
  readonly hint: string
}

/**
 * A time of a campaign that nobody can mean: before there was anything to show, later than a publish lets through, or
 * so long that a digit is wrong. Local times count as UTC: a day makes no difference here.
 *
 * @param now milliseconds since 1970 UTC
 * @returns null: it may be meant
 */
export function absurdTime(
  { lint, publish }: Pick<Rules, 'lint' | 'publish'>,
  { start, end }: Pick<Campaign, 'start' | 'end'>,
  now: number,
): AbsurdTime | null {
  const { earliestYear, longestYears } = lint
  const { aheadYears } = publish.limits
  const from = Date.parse(`${start}Z`)
  if (from < Date.UTC(earliestYear, 0, 1)) {
    return { path: 'start', hint: `before ${earliestYear}, when there was nothing to show: correct the year` }
  }
  if (from > now + aheadYears * YEAR_MS) {
    const hint = `more than ${aheadYears} years ahead, which a publish refuses: correct the year, or send it later`
    return { path: 'start', hint }
  }
  // Local times compare as texts.
  if (end === null || end <= `${Number(start.slice(0, 4)) + longestYears}${start.slice(4)}`) return null
  const hint = `more than ${longestYears} years after its start: correct the year, or give null for a campaign without an end`
  return { path: 'end', hint }
}
