import type { KeysKnown } from '../../contracts/ops/answers/regions.ts'
import { type Output, paint } from '../frame/output.ts'

/** How many days before a key expires the status warns. */
const WARNED_DAYS = 14

/** Warnings about keys that expire soon or have expired, and about an unreadable list of keys. */
export function keyWarnings(output: Output, { keys, keyProblem }: KeysKnown): string[] {
  const ending = keys.flatMap(({ kid, signs, notAfter, daysLeft }) => {
    if (daysLeft === null || daysLeft > WARNED_DAYS) return []
    const which = `key ${kid}${signs ? ', which signs,' : ''}`
    const when = daysLeft < 0 ? `expired ${notAfter}` : `expires in ${daysLeft} days (${notAfter})`
    const fix = signs
      ? 'create the next one now: ff keys new'
      : 'remove it from SNAPSHOT_PUBLIC_KEYS when nothing is signed with it any more'
    return [paint(output, signs ? 'red' : 'yellow', `${which} ${when}: ${fix}`)]
  })
  return [...ending, ...(keyProblem ? [paint(output, 'red', keyProblem)] : [])]
}
