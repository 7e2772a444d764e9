import { OpsProblem } from '../ops-problem.ts'
import type { OpsContext } from './ops-context.ts'

const HEADER = 'If-Match'
const NEW_HEADER = 'If-None-Match'
/** A list of strong entity tags (RFC 9110, 13.1.1), each a revision, with or without the letter that a campaign's has. */
const TAGS = /^"r?[1-9]\d{0,14}"(?:\s*,\s*"r?[1-9]\d{0,14}")*$/

/** A revision as a strong entity tag. */
export type TagOf = (revision: number) => string

/** The tag of a feed's settings: `"3"`. */
export const entityTag: TagOf = (revision) => `"${revision}"`
/** The tag of a campaign: `"r3"`. */
export const campaignTag: TagOf = (revision) => `"r${revision}"`

/**
 * The revision that a change replaces: the one that is there, if the caller saw it; null for something new.
 *
 * @param current null: there is none
 * @throws OpsProblem 428 when it is there and the caller does not say what they saw, 412 when they saw another one
 */
export function revisionSeen(context: OpsContext, current: number | null, tag: TagOf = entityTag): number | null {
  const given = seenTag(context)
  if (given === undefined) {
    if (current === null) return null
    throw new OpsProblem(428, 'Which revision?', `There is one already. ${lookAgain(current, tag)}`, HEADER)
  }
  if (sawCurrent(given, current, tag)) return current
  throw changedMeanwhile(current, tag)
}

/**
 * Whether `If-Match` names the revision that is there; null: the header was not sent.
 *
 * @throws OpsProblem 400 when the header is none
 */
export function matchesCurrent(context: OpsContext, current: number, tag: TagOf): boolean | null {
  const given = seenTag(context)
  return given === undefined ? null : sawCurrent(given, current, tag)
}

/**
 * For an act that may be done without looking: whoever says what they saw must have seen what is there.
 *
 * @throws OpsProblem 412 when they saw another revision
 */
export function refuseUnseen(context: OpsContext, current: number): void {
  if (matchesCurrent(context, current, entityTag) === false) throw changedMeanwhile(current)
}

/**
 * `If-None-Match`, which takes `*`: for something new; false: the header was not sent.
 *
 * @throws OpsProblem 400 when it says something else, or `If-Match` says that it is there already
 */
export function wantsNew(context: OpsContext): boolean {
  seenTag(context)
  const given = context.req.header(NEW_HEADER)?.trim()
  if (given === undefined || given === '*') return given === '*'
  throw new OpsProblem(400, 'Only *', 'If-None-Match takes *: for a new campaign.', NEW_HEADER)
}

/** `If-Match`; never beside `If-None-Match`, because one of the two would be passed over. */
function seenTag(context: OpsContext): string | undefined {
  const given = context.req.header(HEADER)?.trim()
  if (given === undefined || context.req.header(NEW_HEADER) === undefined) return given
  const told = 'If-Match is for what is there, If-None-Match for what is new: send one of the two.'
  throw new OpsProblem(400, 'One of the two', told, NEW_HEADER)
}

function sawCurrent(given: string, current: number | null, tag: TagOf): boolean {
  if (given !== '*' && !TAGS.test(given)) {
    throw new OpsProblem(400, 'A revision', `If-Match takes a revision in quotes, such as ${tag(3)}.`, HEADER)
  }
  return current !== null && (given === '*' || given.split(/\s*,\s*/).includes(tag(current)))
}

/** @param current the revision that is there; null: there is none */
export function changedMeanwhile(current: number | null, tag: TagOf = entityTag): OpsProblem {
  const told = current === null ? 'There is none of this name: leave out If-Match to add it.' : lookAgain(current, tag)
  return new OpsProblem(412, 'Changed meanwhile', told, HEADER)
}

/** @param current the revision that is there */
export function whichRevision(current: number, tag: TagOf): OpsProblem {
  return new OpsProblem(428, 'Which revision?', `Say which one you have seen. ${lookAgain(current, tag)}`, HEADER)
}

function lookAgain(current: number, tag: TagOf): string {
  return `It is at revision ${current}. Look at it, and send If-Match: ${tag(current)}.`
}
