import { type Output, paint } from '../frame/output.ts'
import type { KeysKnown } from '../ops/status-answers.ts'

/** How many days before a key expires the status warns. */
const WARNED_DAYS = 14

/** Warnings about keys that expire soon or have expired, and about an unreadable list of keys. */
export function keyWarnings(output: Output, { keys, keyProblem }: KeysKnown): string[] {
  const ending = (keys ?? []).flatMap(({ kid, signs, notAfter, daysLeft }) => {
    if (typeof daysLeft !== 'number' || daysLeft > WARNED_DAYS) return []
    const which = `key ${kid}${signs ? ', which signs,' : ''}`
    const when = daysLeft < 0 ? `ended ${notAfter}` : `ends in ${daysLeft} days (${notAfter})`
    const fix = signs
      ? 'make the next one now: ff keys new'
      : 'take it off SNAPSHOT_PUBLIC_KEYS once nothing is signed with it'
    return [paint(output, signs ? 'red' : 'yellow', `${which} ${when}: ${fix}`)]
  })
  return [...ending, ...(keyProblem ? [paint(output, 'red', keyProblem)] : [])]
}
