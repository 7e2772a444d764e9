import { type Context, type Env, Hono } from 'hono'
import { labContentSecurityPolicy } from './content-security-policy.ts'
import { LAB_SCRIPT, LAB_STYLES } from './generated/lab-client.ts'
import { LAB_ICON } from './lab-icon.ts'
import { labPage } from './lab-page.tsx'

/**
 * The device lab: a page with a television and a phone, which both use the public device API. It contains no secret and
 * calls no ops route, so it needs no sign-in.
 *
 * @param edgeUrl the edge worker's address as the browser reaches it; empty: the page says what to set
 * @param country the country that the page starts with; empty: the place of the browser
 */
export function labRoutes<Environment extends Env>(
  edgeUrl: (context: Context<Environment>) => string,
  country: (context: Context<Environment>) => string = () => '',
): Hono<Environment> {
  const lab = new Hono<Environment>()
  lab.get('/lab', (context) => {
    const edge = edgeUrl(context)
    return context.html(`<!doctype html>${labPage({ edgeUrl: edge, country: country(context) })}`, 200, {
      ...SAFE,
      'content-security-policy': labContentSecurityPolicy(edge),
      'referrer-policy': 'no-referrer',
    })
  })
  lab.get('/lab/lab.js', (context) => context.body(LAB_SCRIPT, 200, typed('text/javascript')))
  lab.get('/lab/lab.css', (context) => context.body(LAB_STYLES, 200, typed('text/css')))
  lab.get('/lab/icon.svg', (context) => context.body(LAB_ICON, 200, typed('image/svg+xml')))
  return lab
}

/** Not cached, because script and style must be from the same deployment as the page. */
const SAFE = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } as const

function typed(type: string): Record<string, string> {
  return { ...SAFE, 'content-type': `${type}; charset=utf-8` }
}
