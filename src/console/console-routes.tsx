import { type Context, type Env, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { WhoAmI } from '../contracts/ops/answers/inquiries/who-am-i.ts'
import type { ProblemAnswer } from '../contracts/ops/answers/problem.ts'
import { askingThrough, Refused, type SendToOps } from './ask.ts'
import { consoleFile } from './console-files.ts'
import { CONSOLE_POLICY } from './content-security-policy.ts'
import { Frame } from './frame/frame.tsx'
import { ProblemPage } from './frame/problem-page.tsx'
import { SignInPage } from './frame/sign-in-page.tsx'
import { type Theme, themeOf } from './frame/theme.ts'
import type { ConsolePage } from './page.ts'
import { CONSOLE_PAGES } from './pages.ts'

/** What the pages stand on. */
export interface ConsoleDoors<Environment extends Env> {
  /** Sends to the ops API in the name of whoever asks for the page. */
  readonly sendToOps: (context: Context<Environment>) => SendToOps
  /** Whether a token signs browsers in, because Cloudflare Access is not set up. */
  readonly isLocal: (context: Context<Environment>) => boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What needs no sign-in: script, style, font, and the page where one signs in. None of them says anything of anybody. */
export function openConsoleRoutes<Environment extends Env>(doors: ConsoleDoors<Environment>): Hono<Environment> {
  const app = new Hono<Environment>()
  app.get('/console/files/:file', (context) => consoleFile(context.req.param('file')))
  app.get('/console/sign-in', (context) =>
    htmlOf(<SignInPage theme={themeIn(context)} isLocal={doors.isLocal(context)} />, 200),
  )
  return app
}

/** The pages. Mount them behind the check of who may: each path has a row in the table of routes. */
export function consoleRoutes<Environment extends Env>(doors: ConsoleDoors<Environment>): Hono<Environment> {
  const app = new Hono<Environment>()
  for (const page of CONSOLE_PAGES) app.get(page.path, (context) => showPage(context, page, doors))
  return app
}

/** The page in place of one that is refused or has failed. */
export function consoleProblem<Environment extends Env>(
  context: Context<Environment>,
  problem: ProblemAnswer,
  isLocal: boolean,
): Response {
  const theme = themeIn(context)
  return htmlOf(<ProblemPage problem={problem} theme={theme} isLocal={isLocal} />, problem.status)
}

async function showPage<Environment extends Env>(
  context: Context<Environment>,
  page: ConsolePage,
  doors: ConsoleDoors<Environment>,
): Promise<Response> {
  const ask = askingThrough(doors.sendToOps(context), page.parameters)
  try {
    const problem = wrongParameter(new URL(context.req.url).searchParams, page.parameters)
    if (problem) throw new Refused(problem)
    const me = await ask.get<WhoAmI>('me')
    const { title, body, renewsEveryMs } = await page.show({
      path: (name) => context.req.param(name) ?? '',
      query: (name) => context.req.query(name) ?? '',
      ask,
      me,
      now: doors.now(),
    })
    return htmlOf(
      <Frame title={title} section={page.section} me={me} theme={themeIn(context)} renewsEveryMs={renewsEveryMs}>
        {body}
      </Frame>,
      200,
    )
  } catch (error) {
    if (error instanceof Refused) return consoleProblem(context, error.problem, doors.isLocal(context))
    throw error
  }
}

function wrongParameter(given: URLSearchParams, known: readonly string[]): ProblemAnswer | null {
  const names = [...given.keys()]
  const unknown = names.find((name) => !known.includes(name))
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  const field = unknown ?? twice
  if (field === undefined) return null
  const takes = known.length === 0 ? 'none' : known.join(', ')
  const detail =
    unknown === undefined
      ? `${twice} is given twice; give it once.`
      : `This page knows no parameter like this one (it takes ${takes}).`
  return { type: 'about:blank', title: 'A wrong address', status: 400, detail, field: field.slice(0, 80) }
}

function themeIn<Environment extends Env>(context: Context<Environment>): Theme {
  return themeOf(getCookie(context, 'ff_theme'))
}

/** Never stored: what is live changes, and what a role may see must not outlive it in a browser's cache. */
function htmlOf(page: unknown, status: number): Response {
  return new Response(`<!doctype html>${String(page)}`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': CONSOLE_POLICY,
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    },
  })
}
