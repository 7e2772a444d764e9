import type { AllRegions } from '../../../contracts/ops/answers/regions.ts'
import { lengthOf } from '../../frame/times.tsx'
import type { Concern } from './concern.ts'

/** A key that ends within so many days is told. */
const KEY_DAYS = 14

/** What is wrong, and is of no region alone. */
export function sharedConcerns(status: AllRegions): readonly Concern[] {
  return [...storeConcerns(status), ...keyConcerns(status), ...feedConcerns(status), ...messageConcerns(status)]
}

type Told = Omit<Concern, 'tone' | 'region' | 'href'> & Partial<Pick<Concern, 'tone' | 'href'>>

function about({ tone = 'warn', href = '/console/regions', ...told }: Told): Concern {
  return { ...told, tone, href, region: null }
}

function storeConcerns({ regions }: AllRegions): Concern[] {
  if (!regions.some(({ takedowns }) => !takedowns.storeAnswers)) return []
  const headline = 'The scheduling store does not answer'
  const detail =
    'What is live keeps playing, and takedowns go out. Nothing can be published, and what viewers get now is not known: history, schedule and log cannot be read.'
  return [about({ kind: 'store-silent', tone: 'bad', headline, detail })]
}

function keyConcerns({ keys, keyProblem }: AllRegions): Concern[] {
  const ending = keys.flatMap(({ kid, daysLeft }) => {
    if (daysLeft === null || daysLeft >= KEY_DAYS) return []
    const headline = daysLeft < 0 ? `Key ${kid} has ended` : `Key ${kid} ends in ${daysLeft} days`
    return [
      about({ kind: 'keys', headline, detail: 'Edges trust nothing that it signs after that.', weight: -daysLeft }),
    ]
  })
  if (keyProblem === null) return ending
  return [about({ kind: 'keys', headline: 'The list of signing keys is wrong', detail: keyProblem }), ...ending]
}

function feedConcerns({ staleFeeds, feeds }: AllRegions): Concern[] {
  const old = (staleFeeds ?? []).map(({ feed, ageSeconds, objectiveSeconds, owner }) => {
    const age = ageSeconds === null ? 'was never complete' : `was complete ${lengthOf(ageSeconds)} ago`
    const headline = `Feed ${feed} ${age}; ${lengthOf(objectiveSeconds)} is the most it may be`
    return about({ kind: 'feed', headline, detail: `${owner} answers for it.`, href: pageOfFeed(feed) })
  })
  const held = (feeds ?? []).flatMap(({ feed, held }) => {
    if (held === null) return []
    const headline = `Feed ${feed}: its last delivery is held`
    return [about({ kind: 'feed', headline, detail: 'Its records stay as they were.', href: pageOfFeed(feed) })]
  })
  return [...old, ...held]
}

/** Names of feeds come from settings that people write. */
function pageOfFeed(feed: string): string {
  return `/console/feeds/${encodeURIComponent(feed)}`
}

function messageConcerns({ deadMessages, notices, pacing }: AllRegions): Concern[] {
  const found: Concern[] = []
  if (deadMessages !== null && deadMessages.count > 0) {
    const headline = `${deadMessages.count} messages could not be taken`
    found.push(about({ kind: 'events', headline, detail: '`ff events dead` lists them.' }))
  }
  if (notices !== null && notices.lost > 0) {
    const detail = 'It did not take them in time.'
    found.push(about({ kind: 'events', headline: `The webhook was not told of ${notices.lost} notices`, detail }))
  }
  if (pacing?.late) {
    const age = pacing.ageSeconds === null ? 'never ran' : `last ran ${lengthOf(pacing.ageSeconds)} ago`
    const detail = 'Campaigns keep their last share until that ends.'
    found.push(about({ kind: 'events', headline: `The pacing job ${age}`, detail, href: '/console/delivery' }))
  }
  return found
}
