import { consoleProblem } from '../console/console-routes.tsx'
import { WrongRules } from '../rules/bundled-rules.ts'
import { TooManyHosts } from '../schedule/feeds/stores/media-hosts.ts'
import { ScheduleError } from '../schedule/store/schedule-error.ts'
import { UnreadableRun } from './learned/learned-store.ts'
import { OpsProblem, opsProblemResponse, problemBody } from './ops-problem.ts'
import { signsInLocally } from './routes/console/console-doors.ts'
import type { OpsContext } from './routes/ops-context.ts'
import { UnreadableList } from './takedowns/lists/unreadable-list.ts'

/** A refusal as a page where a page was asked for, and as a problem everywhere else. */
export function refusal(context: OpsContext, problem: OpsProblem): Response {
  const { method, path } = context.req
  const isPage = method === 'GET' && (path === '/console' || path.startsWith('/console/'))
  return isPage ? consoleProblem(context, problemBody(problem), signsInLocally(context)) : opsProblemResponse(problem)
}

/** What an error means for whoever asked. */
export function problemOf(error: Error): OpsProblem {
  if (error instanceof OpsProblem) return error
  if (error instanceof ScheduleError) {
    const conflict = error.kind === 'refused' || error.kind === 'busy' || error.kind === 'inconsistent'
    return conflict
      ? new OpsProblem(409, 'The scheduling store', error.message)
      : new OpsProblem(503, 'The scheduling store does not answer', error.message)
  }
  if (error instanceof TooManyHosts) return new OpsProblem(409, 'Too many aliases', `${error.message}.`, 'hosts')
  // Rules contain no secrets, and whoever fixes them needs the file and path.
  if (error instanceof UnreadableList) return new OpsProblem(503, 'The takedown list', error.message)
  if (error instanceof UnreadableRun) return new OpsProblem(503, 'A learned run', `${error.message}.`)
  if (error instanceof WrongRules) return new OpsProblem(503, 'The rules do not hold', error.message.slice(0, 500))
  // Only the error's name is logged: a message could hold what was sent, or a key.
  console.error(JSON.stringify({ level: 'error', code: 'publisher-fault', name: error.name }))
  return new OpsProblem(
    503,
    'Not done',
    'This failed for an unexpected reason; the log of the publisher has the details.',
  )
}
