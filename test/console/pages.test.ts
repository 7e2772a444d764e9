import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CONSOLE_PAGES } from '../../src/console/pages.ts'
import { type AccessWorld, startAccessWorld } from '../publisher/access/access-world.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher/publisher-world.ts'

let world: PublisherWorld
let access: AccessWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  access = await startAccessWorld([{ who: 'duty@example.com', role: 'duty', regions: ['dach'] }])
})
afterAll(() => Promise.all([world.close(), access.close()]))

const page = async (path: string, headers: Record<string, string> = { authorization: `Bearer ${OPS_TOKEN}` }) => {
  const answer = await world.app.request(path, { headers }, world.environment)
  return { status: answer.status, headers: answer.headers, html: await answer.text() }
}

describe('the pages of the console', () => {
  it('every page asks who is there, and says as a page how to sign in', async () => {
    for (const { path } of CONSOLE_PAGES) {
      const { status, headers, html } = await page(path.replaceAll(/:\w+/g, 'dach'), {})
      expect([status, headers.get('content-type')], path).toEqual([401, 'text/html; charset=utf-8'])
      expect(html, path).toContain('href="/console/sign-in"')
    }
  })

  it('every page allows nothing inline and nobody else, and is kept by nobody', async () => {
    for (const { path } of CONSOLE_PAGES) {
      const { headers, html } = await page(path.replaceAll(/:\w+/g, 'dach'))
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toContain("default-src 'none'")
      expect(policy, path).toContain("require-trusted-types-for 'script'")
      expect(policy, path).not.toMatch(/unsafe|\*|https?:/)
      expect(headers.get('cache-control'), path).toBe('private, no-store')
      expect(html, path).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/i)
    }
  })

  it('a parameter that a page does not know, and one that is given twice, are refused by name, on a page', async () => {
    const unknown = await page('/console?nonsense=1')
    expect([unknown.status, unknown.html]).toEqual([400, expect.stringContaining('<code>nonsense</code>')])
    expect((await page('/console?x=1&x=2')).status).toBe(400)
  })

  it('a page that does not exist is a page that says so', async () => {
    const { status, headers, html } = await page('/console/nothing-here')
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(html).toContain('There is no such route.')
  })

  it('a page shows the regions of the role, and what the role may not do with who may', async () => {
    const answer = await access.asRole('duty', 'GET', '/console')
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('href="/console/regions/dach"')
    expect(html).not.toContain('href="/console/regions/fr"')
  })

  it('files of the console are named by their content and kept for good', async () => {
    const { html } = await page('/console')
    const files = [...html.matchAll(/"(\/console\/files\/[^"]+)"/g)].map(([, file = '']) => file)
    expect(new Set(files).size).toBe(4)
    for (const file of files) {
      const answer = await page(file, {})
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    }
    expect((await page('/console/files/other.js', {})).status).toBe(404)
  })
})
