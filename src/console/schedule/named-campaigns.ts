import type { ProblemAnswer } from '../../contracts/ops/answers/problem.ts'
import { Refused } from '../ask.ts'

/** A campaign that an address names, with the revision that was seen of it; null: any. */
export interface NamedCampaign {
  readonly id: string
  readonly seen: number | null
}

const NAMED_MAX = 100
const NAME = /^(cmp_[A-Za-z0-9_-]{1,64})(?::([1-9]\d{0,9}))?$/

/**
 * Campaigns of an address, `cmp_one:3,cmp_two`: each with the revision that was seen.
 *
 * @throws Refused for what names none, or over 100
 */
export function namedCampaigns(text: string): readonly NamedCampaign[] {
  const names = text.split(',').map((name) => NAME.exec(name.trim()))
  if (names.length > NAMED_MAX || names.some((name) => name === null)) throw new Refused(WRONG)
  return names.map((name) => ({ id: name?.[1] ?? '', seen: name?.[2] === undefined ? null : Number(name[2]) }))
}

const WRONG: ProblemAnswer = {
  type: 'about:blank',
  title: 'A wrong address',
  status: 400,
  detail: `campaigns names 1 to ${NAMED_MAX} campaigns, each with the revision that was seen, like cmp_one:3,cmp_two:1.`,
  field: 'campaigns',
}

/** The revisions that were seen, by id, as the ops API takes them. */
export function seenRevisions(named: readonly NamedCampaign[]): Record<string, number> {
  return Object.fromEntries(named.flatMap(({ id, seen }) => (seen === null ? [] : [[id, seen]])))
}
