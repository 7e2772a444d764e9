import { deleteCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { accessSettings } from '../../access/access-settings.ts'
import { personOfToken, SESSION_COOKIE, SESSION_MS, sealSession } from '../../access/local-session.ts'
import { requireSameOrigin } from '../../access/same-origin.ts'
import { requireWithinLimits } from '../../access/within-limits.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

const order = z.strictObject({ token: z.string().min(1).max(4096) })

/** `POST /console/session` `{token}`: signs a browser in to a local stack, for twelve hours. */
export function beginSession(now: () => number) {
  return async (context: OpsContext): Promise<Response> => {
    requireLocal(context)
    const { token } = await readBody(context, order)
    const person = await personOfToken(token, context.env)
    if (person === null) throw new OpsProblem(401, 'Not signed in', 'This is the token of nobody here.', 'token')
    const endsAt = now() + SESSION_MS
    setCookie(context, SESSION_COOKIE, await sealSession(person, endsAt, context.env), {
      ...settingsOf(context),
      maxAge: SESSION_MS / 1000,
    })
    return context.json({ name: person, endsAt: new Date(endsAt).toISOString() })
  }
}

/** `DELETE /console/session`: signs this browser out. */
export function endSession(context: OpsContext): Response {
  requireLocal(context)
  deleteCookie(context, SESSION_COOKIE, settingsOf(context))
  return context.body(null, 204)
}

/** Where Access signs people in, there is no other door for a browser. */
function requireLocal(context: OpsContext): void {
  requireWithinLimits(context.req.raw)
  if (accessSettings(context.env) !== null) throw new OpsProblem(404, 'Nothing here', 'Cloudflare Access signs you in.')
  requireSameOrigin(context.req.raw)
  onlyParameters(context, [])
}

/** `Strict`: the cookie comes with nothing that another site has begun. Over plain HTTP, on this machine, it cannot be `Secure`. */
function settingsOf(context: OpsContext) {
  const secure = new URL(context.req.url).protocol === 'https:'
  return { httpOnly: true, sameSite: 'Strict', path: '/', secure } as const
}
