import type { RegionStatus } from '../../../contracts/ops/answers/regions.ts'
import { lengthOf } from '../../frame/times.tsx'
import type { RisenShare } from './answer-shares.ts'

/** A share from 0 to 1 in percent: whole ones, and tenths where those say more. */
export function percentOf(share: number): string {
  if (share > 0 && share < 0.0005) return 'under 0.1 %'
  return `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`
}

const HALF_A_DAY_MS = 43_200_000

/** An instant as people say it: `02:41 UTC`, and with its day where somebody could take it for another one. */
export function clockOf(at: number, now: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().slice(0, 16).split('T')
  const isToday = day === new Date(now).toISOString().slice(0, 10)
  const wasJustNow = at <= now && now - at < HALF_A_DAY_MS
  return isToday || wasJustNow ? `${time} UTC` : `${day} ${time} UTC`
}

/** What the clock shows in UTC, beside a scale that says the day: `02:41`. */
export function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 16)
}

/** Since when: `since 02:41 UTC`; of what nobody saw begin, `for 3.0 h or longer`. */
export function sinceWords({ since, sinceEver }: RisenShare, beganAt: number, now: number): string {
  return sinceEver ? `for ${lengthOf((now - since) / 1000)} or longer` : `since ${clockOf(beganAt, now)}`
}

/** An isolate that has refused something waits a minute before it reads it again, and says why no more. */
const WAITS = 'blacklisted'

/** What isolates refuse: `every isolate refuses sequence 812: wrong bytes (hash)`; null: none refuses anything. */
export function refusalWords({ seen, sequence }: RegionStatus): string | null {
  const refusals = seen.flatMap(({ refusal }) => refusal ?? [])
  const told = refusals.filter((refusal) => refusal !== WAITS)
  const first = told[0] ?? refusals[0]
  if (first === undefined) return null
  const other = told.filter((refusal) => refusal !== first).length
  const more = other === 0 ? '' : `, and for other reasons ${other} of them`
  const why = `${sequence === null ? 'what is announced' : `sequence ${sequence}`}: ${refusalName(first)}${more}`
  if (refusals.length === seen.length) return `every isolate refuses ${why}`
  return `${refusals.length} of ${seen.length} isolates ${refusals.length === 1 ? 'refuses' : 'refuse'} ${why}`
}

/** What the words of an edge mean; others are shown as they are. */
const REFUSAL_NAMES: Readonly<Record<string, string>> = {
  hash: 'wrong bytes',
  blacklisted: 'wrong when last read',
  size: 'wrong size',
  unreadable: 'bytes that cannot be read',
  missing: 'parts are missing',
  signature: 'wrong signature',
  rollback: 'older than what it had',
  floor: 'too little is left of it',
  format: 'a format that it does not know',
}

function refusalName(refusal: string): string {
  const name = REFUSAL_NAMES[refusal]
  return name === undefined ? refusal : `${name} (${refusal})`
}
