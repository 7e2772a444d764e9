import { viewerSubject } from '../../../contracts/ops/requests/viewing.ts'
import { OpsProblem } from '../../ops-problem.ts'
import type { OpsContext } from '../ops-context.ts'

/**
 * The subject in the path. One that is not encoded as it must be would be another subject, and nobody may take the viewer
 * for erased.
 *
 * @throws OpsProblem 400
 */
export function erasedSubject({ req }: OpsContext): string {
  const [, , , , encoded = ''] = new URL(req.url).pathname.split('/')
  const subject = viewerSubject.safeParse(decoded(encoded))
  if (subject.success) return subject.data
  const detail = 'A subject has 1 to 128 characters; the path has it as percent-encoded UTF-8.'
  throw new OpsProblem(400, 'No subject', detail, 'sub')
}

/** @throws OpsProblem 400 for a reason that names the subject: the audit log has it */
export function requireNamelessReason(reason: string | undefined, subject: string): void {
  if (reason === undefined || !names(reason, subject)) return
  const detail = 'The reason stands in the audit log: leave the viewer out of it.'
  throw new OpsProblem(400, 'A bad reason', detail, 'reason')
}

function decoded(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return undefined
  }
}

/** Whether a text has the subject in it, by itself: a short one is a part of many words. */
function names(text: string, subject: string): boolean {
  const [words, named] = [text.toLowerCase(), subject.toLowerCase()]
  for (let at = words.indexOf(named); at !== -1; at = words.indexOf(named, at + 1)) {
    if (!isLetter(words[at - 1]) && !isLetter(words[at + named.length])) return true
  }
  return false
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}
