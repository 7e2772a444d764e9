import { type Context, type Env, Hono } from 'hono'
import { labContentSecurityPolicy } from './content-security-policy.ts'
import { LAB_SCRIPT, LAB_STYLES, WALL_SCRIPT, WALL_STYLES } from './generated/lab-client.ts'
import { LAB_ICON } from './lab-icon.ts'
import { labPage } from './lab-page.tsx'
import type { LabSettings } from './lab-settings.ts'
import { wallPage } from './wall-page.tsx'

/**
 * The device lab: a page with a television and a phone, and a wall of twelve places, which use the public device API. It contains no secret, so
 * it needs no sign-in. It calls one ops route, for "why this?", with whatever the browser itself sends.
 */
export function labRoutes<Environment extends Env>(
  settingsOf: (context: Context<Environment>) => LabSettings,
): Hono<Environment> {
  const lab = new Hono<Environment>()
  lab.get('/lab', (context) => {
    const settings = settingsOf(context)
    return context.html(`<!doctype html>${labPage(settings)}`, 200, ofPage(settings))
  })
  lab.get('/lab/wall', (context) => {
    const settings = settingsOf(context)
    return context.html(`<!doctype html>${wallPage(settings)}`, 200, ofPage(settings))
  })
  lab.get('/lab/lab.js', (context) => context.body(LAB_SCRIPT, 200, typed('text/javascript')))
  lab.get('/lab/lab.css', (context) => context.body(LAB_STYLES, 200, typed('text/css')))
  lab.get('/lab/wall.js', (context) => context.body(WALL_SCRIPT, 200, typed('text/javascript')))
  lab.get('/lab/wall.css', (context) => context.body(WALL_STYLES, 200, typed('text/css')))
  lab.get('/lab/icon.svg', (context) => context.body(LAB_ICON, 200, typed('image/svg+xml')))
  return lab
}

/** Not cached, because script and style must be from the same deployment as the page. */
const SAFE = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } as const

function ofPage({ edgeUrl }: LabSettings): Record<string, string> {
  return {
    ...SAFE,
    'content-security-policy': labContentSecurityPolicy(edgeUrl),
    'referrer-policy': 'no-referrer',
  }
}

function typed(type: string): Record<string, string> {
  return { ...SAFE, 'content-type': `${type}; charset=utf-8` }
}
