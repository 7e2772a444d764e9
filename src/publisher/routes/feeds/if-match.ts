import { OpsProblem } from '../../ops-problem.ts'
import type { OpsContext } from '../ops-context.ts'

const HEADER = 'If-Match'
/** A list of strong entity tags (RFC 9110, 13.1.1), each a revision. */
const TAGS = /^"[1-9]\d{0,14}"(?:\s*,\s*"[1-9]\d{0,14}")*$/

/** A revision as a strong entity tag. */
export const entityTag = (revision: number) => `"${revision}"`

/**
 * The revision that a change replaces: the one that is there, if the caller saw it; null for something new.
 *
 * @param current null: there is none
 * @throws OpsProblem 428 when it is there and the caller does not say what they saw, 412 when they saw another one
 */
export function revisionSeen(context: OpsContext, current: number | null): number | null {
  const given = context.req.header(HEADER)?.trim()
  if (given === undefined) {
    if (current === null) return null
    throw new OpsProblem(428, 'Which revision?', `It is there already: ${lookAgain(current)}`, HEADER)
  }
  if (given !== '*' && !TAGS.test(given)) {
    throw new OpsProblem(400, 'A revision', 'If-Match takes a revision in quotes, such as "3".', HEADER)
  }
  const seen = given === '*' || (current !== null && given.split(/\s*,\s*/).includes(entityTag(current)))
  if (current !== null && seen) return current
  throw changedMeanwhile(current)
}

/** @param current the revision that is there; null: there is none */
export function changedMeanwhile(current: number | null): OpsProblem {
  const told = current === null ? 'There is none of this name: leave out If-Match to add it.' : lookAgain(current)
  return new OpsProblem(412, 'Changed meanwhile', told, HEADER)
}

function lookAgain(current: number): string {
  return `it is at revision ${current}. Look at it, and send If-Match: ${entityTag(current)}.`
}
