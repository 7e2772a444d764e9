import type { RegionStatus } from '../../../contracts/ops/answers/regions.ts'
import { lengthOf } from '../../frame/times.tsx'
import { answerConcern } from './answer-concern.ts'
import { silentSince } from './answer-shares.ts'
import type { Concern } from './concern.ts'
import type { Situation } from './situation.ts'
import { clockOf, refusalWords } from './words.ts'

/** A takedown list is signed anew by every cron run: one that is this old, in seconds, waits for nobody. */
const OLD_LIST_S = 900

/** Everything that is wrong with a region. What explains something else is told with it, and not again. */
export function regionConcerns(region: RegionStatus, situation: Situation): readonly Concern[] {
  const found = [
    servingConcern(region, situation),
    listConcern(region),
    staleConcern(region, situation.now),
    silenceConcern(region, situation),
    refusedConcern(region, situation.now),
  ]
  return found.filter((concern) => concern !== null)
}

type Told = Pick<Concern, 'kind' | 'tone' | 'detail'> & { readonly says: string; readonly weight?: number }

function about({ region }: RegionStatus, { says, ...told }: Told): Concern {
  return { ...told, headline: `${region}: ${says}`, region, href: `/console/regions/${region}` }
}

/** What viewers get: the worst of it. */
function servingConcern(region: RegionStatus, situation: Situation): Concern | null {
  const { health, snapshot } = region
  if (snapshot === null && health.state === 'unpublished') {
    const detail = 'House idents play there until the first publish.'
    return about(region, { kind: 'never-published', tone: 'warn', says: 'nothing was ever published', detail })
  }
  if (snapshot === null) {
    const isKnown = health.state !== 'unknown'
    const says = isKnown ? 'nothing is live' : 'what is live is not known'
    return about(region, { kind: 'nothing-live', tone: isKnown ? 'bad' : 'warn', says, detail: sentence(health.why) })
  }
  if (health.state === 'empty') {
    const says = 'nothing of what is live is served'
    return about(region, { kind: 'nothing-served', tone: 'bad', says, detail: sentence(health.why) })
  }
  const answers = answerConcern(region, situation)
  if (answers?.tone === 'bad') return answers
  if (health.state === 'halved') {
    const says = `${health.serving ?? 0} candidates are served, of ${health.usual ?? 0} usually`
    return about(region, { kind: 'half-served', tone: 'bad', says, detail: sentence(health.why) })
  }
  return answers ?? refusingConcern(region)
}

function refusingConcern(region: RegionStatus): Concern | null {
  const says = refusalWords(region)
  const refusing = region.seen.filter(({ refusal }) => refusal !== null).length
  if (says === null) return null
  const detail = 'They answer from an older copy.'
  return about(region, { kind: 'refuses-newest', tone: 'warn', says, detail, weight: refusing / region.seen.length })
}

function listConcern(region: RegionStatus): Concern | null {
  const { unreadable, ageSeconds } = region.takedowns
  if (unreadable !== null) {
    const says = 'nothing can be withdrawn'
    return about(region, { kind: 'cannot-withdraw', tone: 'bad', says, detail: sentence(unreadable) })
  }
  if (ageSeconds === null || ageSeconds <= OLD_LIST_S) return null
  const says = `the takedown list is ${lengthOf(ageSeconds)} old`
  const detail = 'It is signed anew with every run of the cron: that does not run.'
  return about(region, { kind: 'old-list', tone: 'warn', says, detail, weight: ageSeconds })
}

function staleConcern(region: RegionStatus, now: number): Concern | null {
  const { softExpiresAt, ageSeconds } = region
  if (softExpiresAt === null || Date.parse(softExpiresAt) >= now) return null
  const age = ageSeconds ?? 0
  const says = `what is live is ${lengthOf(age)} old, and stale for ${lengthOf((now - Date.parse(softExpiresAt)) / 1000)}`
  return about(region, { kind: 'stale', tone: 'warn', says, detail: 'Nothing was announced since.', weight: age })
}

/** Nothing that is known is wrong then; that it is not known is. */
function silenceConcern(region: RegionStatus, { health, now }: Situation): Concern | null {
  const since = silentSince(health[region.region] ?? [], now)
  if (since === null) return null
  const says = `no isolate has reported since ${clockOf(since, now)}`
  const detail = 'What viewers get there is not known.'
  return about(region, { kind: 'nobody-reports', tone: 'warn', says, detail, weight: now - since })
}

/** A refused publish, while nothing was published since. */
function refusedConcern(region: RegionStatus, now: number): Concern | null {
  const { lastReceipt, lastRefusal } = region
  if (lastRefusal === null || (lastReceipt !== null && lastReceipt.at >= lastRefusal.at)) return null
  const [first, ...others] = lastRefusal.refusals ?? []
  const more = others.length === 0 ? '' : ` And ${others.length} more.`
  const check = first === undefined ? '' : `: ${first.check}`
  const says = `the last publish was refused at ${clockOf(Date.parse(lastRefusal.at), now)}${check}`
  return about(region, {
    kind: 'publish-refused',
    tone: 'warn',
    says,
    detail: `${sentence(first?.detail ?? null)}${more}`,
  })
}

/** Text of the API as a sentence. */
function sentence(text: string | null): string {
  if (text === null || text === '') return ''
  const begun = text.charAt(0).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(begun) ? begun : `${begun}.`
}
