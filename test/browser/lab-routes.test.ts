import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generateLabClient, LAB_CLIENT_PATH } from '../../src/console/lab/generate.ts'
import { labRoutes } from '../../src/console/lab/lab-routes.ts'

const ROOT = join(import.meta.dirname, '../..')

async function page(edgeUrl: string, country = ''): Promise<{ readonly html: string; readonly policy: string }> {
  const response = await labRoutes(() => ({ edgeUrl, country, explainPath: '/lab/explain' })).request('/lab')
  return { html: await response.text(), policy: response.headers.get('content-security-policy') ?? '' }
}

describe('the device lab as it is served', () => {
  it('the device lab allows nothing inline, media from the edge alone, and answers from it and its own origin', async () => {
    const { policy } = await page('http://127.0.0.1:8787/')
    expect(policy).not.toMatch(/unsafe|\*|https:(?!\/)/)
    for (const directive of ['media-src', "connect-src 'self'", "img-src 'self'"]) {
      expect(policy).toContain(`${directive} http://127.0.0.1:8787;`)
    }
    expect(policy).toContain("default-src 'none';")
  })

  it('the device lab carries no inline script, style or handler, which its policy would block', async () => {
    const { html } = await page('http://127.0.0.1:8787')
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/i)
  })

  it('the device lab keeps an address that is no http address out of the policy', async () => {
    for (const edgeUrl of ['', 'javascript:alert(1)', 'data:text/html,x; script-src *']) {
      expect((await page(edgeUrl)).policy).toContain("media-src 'none'; img-src 'self';")
    }
  })

  it('the device lab escapes the address in the page', async () => {
    expect((await page('"><script src=//x></script>')).html).not.toContain('"><script')
  })

  it('the device lab offers the ten launch countries and the unknown place', async () => {
    const { html } = await page('http://127.0.0.1:8787')
    for (const code of ['US', 'GB', 'DE', 'FR', 'ES', 'IN', 'JP', 'BR', 'AU', 'KR', 'XX']) {
      expect(html).toContain(`<option value="${code}">`)
    }
  })

  it('the device lab starts at the country that it was told, and else selects none', async () => {
    const selected = async (country: string) => (await page('', country)).html.match(/<option[^>]*selected[^>]*>/g)
    expect(await selected('DE')).toEqual([expect.stringContaining('value="DE"')])
    expect(await selected('')).toBeNull()
  })

  it.each([
    ['/lab/lab.js', 'text/javascript'],
    ['/lab/lab.css', 'text/css'],
    ['/lab/wall.js', 'text/javascript'],
    ['/lab/wall.css', 'text/css'],
    ['/lab/icon.svg', 'image/svg+xml'],
  ])('the device lab serves %s as %s', async (path, type) => {
    const response = await labRoutes(() => ({ edgeUrl: '', country: '', explainPath: '' })).request(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain(type)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('the device lab ships the script and styles that stand in the source', async () => {
    const shipped = await readFile(join(ROOT, LAB_CLIENT_PATH), 'utf8')
    const fresh = await generateLabClient(join(ROOT, 'src/console/lab'))
    expect(shipped === fresh, 'stale: run npm run generate').toBe(true)
  })
})
