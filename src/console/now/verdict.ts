import type { AllRegions, RegionStatus } from '../../contracts/ops/answers/regions.ts'
import type { Tone } from '../frame/state.tsx'
import { lengthOf } from '../frame/times.tsx'

/** One thing that is wrong, in words, and where. The same situation gives the same words. */
export interface Concern {
  readonly tone: Exclude<Tone, 'good'>
  /** A sentence with a subject, such as "fr answers from house idents". */
  readonly headline: string
  /** The evidence, and what to do. */
  readonly detail: string
  /** Region that it is about; null: all of them. */
  readonly region: string | null
  /** The page with more. */
  readonly href: string
}

/** Share of answers of a region that house idents may give before somebody is told, from 0 to 1. */
const BASELINE_OBJECTIVE = 0.001
/** A takedown list is signed anew by every cron run: one that is this old, in seconds, waits for nobody. */
const OLD_LIST_S = 900

/**
 * Everything that is wrong, the worst first: viewers without content, then what keeps a region from being stopped, then
 * what will hurt soon. Empty: all is well.
 */
export function concernsOf(status: AllRegions, now: number): readonly Concern[] {
  const found = [...status.regions.flatMap((region) => regionConcerns(region, now)), ...sharedConcerns(status)]
  return found.sort((one, other) => Number(one.tone === 'warn') - Number(other.tone === 'warn'))
}

function regionConcerns(region: RegionStatus, now: number): Concern[] {
  const about = (tone: Concern['tone'], headline: string, detail: string): Concern => ({
    tone,
    headline: `${region.region} ${headline}`,
    detail,
    region: region.region,
    href: `/console/regions/${region.region}`,
  })
  const { health, takedowns, seen } = region
  const found: Concern[] = []
  const idents = baselineShare(region)
  if (region.snapshot === null) found.push(about('bad', 'has nothing live', health.why ?? 'House idents play there.'))
  else if (idents !== null && idents > BASELINE_OBJECTIVE) {
    const share = `${(idents * 100).toFixed(idents < 0.01 ? 1 : 0)} % of its answers in the last 15 minutes come from the baseline`
    found.push(about('bad', 'answers from house idents', `${share}.${refusalsOf(region)}`))
  } else if (health.state === 'empty' || health.state === 'halved') {
    found.push(
      about('bad', health.state === 'empty' ? 'serves no candidate' : 'serves less than half', health.why ?? ''),
    )
  } else if (seen.some(({ refusal }) => refusal !== null)) {
    found.push(
      about('warn', 'does not take what is newest', `Isolates answer from an older copy.${refusalsOf(region)}`),
    )
  }
  if (takedowns.unreadable !== null) found.push(about('bad', 'cannot withdraw anything', takedowns.unreadable))
  else if ((takedowns.ageSeconds ?? 0) > OLD_LIST_S) {
    found.push(about('warn', 'has an old takedown list', `It was signed ${lengthOf(takedowns.ageSeconds ?? 0)} ago.`))
  }
  if (region.softExpiresAt !== null && Date.parse(region.softExpiresAt) < now) {
    const age = lengthOf(region.ageSeconds ?? 0)
    found.push(about('warn', 'is stale', `What is live was announced ${age} ago: nothing newer was published since.`))
  }
  const refused = refusedSince(region)
  if (refused !== null) found.push(about('warn', 'refuses to publish', refused))
  return found
}

/** The share of answers in the reports of the last 15 minutes that the baseline gave; null: nothing was reported. */
export function baselineShare({ seen }: RegionStatus): number | null {
  const decisions = seen.reduce((sum, { counts }) => sum + counts.decisions, 0)
  const fallbacks = seen
    .filter(({ rung }) => rung === 'baseline')
    .reduce((sum, { counts }) => sum + counts.decisions, 0)
  return decisions === 0 ? null : fallbacks / decisions
}

function refusalsOf({ seen, sequence }: RegionStatus): string {
  const refusing = seen.filter(({ refusal }) => refusal !== null)
  if (refusing.length === 0) return ''
  const who = refusing.length === seen.length ? 'Every isolate' : `${refusing.length} of ${seen.length} isolates`
  return ` ${who} ${refusing.length === 1 && seen.length > 1 ? 'refuses' : refusing.length === seen.length ? 'refuses' : 'refuse'} sequence ${sequence}: ${refusing[0]?.refusal}.`
}

/** Why the last publish was refused, when nothing was published since. */
function refusedSince({ lastReceipt, lastRefusal }: RegionStatus): string | null {
  if (lastRefusal === null || (lastReceipt !== null && lastReceipt.at >= lastRefusal.at)) return null
  const refusals = lastRefusal.refusals ?? []
  const [first] = refusals
  const more = refusals.length > 1 ? `, and ${refusals.length - 1} more` : ''
  return first === undefined ? 'The last publish was refused.' : `${first.check}: ${first.detail}${more}`
}

function sharedConcerns({ regions, staleFeeds, deadMessages, notices, keys, keyProblem }: AllRegions): Concern[] {
  const about = (tone: Concern['tone'], headline: string, detail: string, href = '/console/regions'): Concern => ({
    tone,
    headline,
    detail,
    region: null,
    href,
  })
  const found: Concern[] = []
  if (regions.some(({ takedowns }) => !takedowns.storeAnswers)) {
    const detail = 'What is live keeps playing, and takedowns go out; schedule, log and audit cannot be read.'
    found.push(about('bad', 'The scheduling store does not answer', detail))
  }
  if (keyProblem !== null) found.push(about('warn', 'The list of signing keys is wrong', keyProblem))
  for (const { kid, daysLeft } of keys) {
    if (daysLeft !== null && daysLeft < 14) found.push(about('warn', `Key ${kid} ends`, `${daysLeft} days are left.`))
  }
  for (const { feed, ageSeconds, owner } of staleFeeds ?? []) {
    const age = ageSeconds === null ? 'It was never complete' : `It was complete ${lengthOf(ageSeconds)} ago`
    found.push(about('warn', `Feed ${feed} is old`, `${age}; ${owner} answers for it.`, `/console/feeds/${feed}`))
  }
  if (deadMessages !== null && deadMessages.count > 0) {
    found.push(about('warn', 'Events wait for somebody', `${deadMessages.count} messages died: \`ff events dead\`.`))
  }
  if (notices !== null && notices.lost > 0) {
    found.push(about('warn', 'Notices were lost', `The webhook was not told of ${notices.lost}.`))
  }
  return found
}
