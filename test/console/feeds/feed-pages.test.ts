import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { feedSettings } from '../../../src/model/feeds/feed-settings.ts'
import { type AccessWorld, startAccessWorld } from '../../publisher/access/access-world.ts'
import { ask, film, lines, SETTINGS, startFeed } from '../../publisher/feeds/feed-door.ts'

const SCRIPT = '<script>alert(1)</script>'
const HEBREW = '\u202eשלום'
const MARKS = `x${'\u0301'.repeat(200)}`
const TURNED = 'ast_\u202egpj'
const LINK = 'javascript:alert(1)'
/** The same as a page must show it: text, and nothing else. */
const SHOWN = '&lt;script&gt;alert(1)&lt;/script&gt;'

let world: AccessWorld
let held: string
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startAccessWorld([
    { who: 'editor@example.com', role: 'editor', regions: ['*'] },
    { who: 'viewer@example.com', role: 'viewer', regions: ['*'] },
    { who: 'partner@example.com', role: 'partner', regions: ['*'], feeds: ['northlight'] },
  ])
  await ask(world, 'PUT', '/feeds/northlight', { ...SETTINGS, owner: `${HEBREW} ${SCRIPT}` })
  await startFeed(world, 'polar', 1)
  const good = Array.from({ length: 4 }, (_, index) => film(`good-${index}`)).flat()
  await ask(world, 'POST', '/feeds/northlight/deliveries', lines(good))
  const [, bad] = film('bad', { durationMs: -1, kind: SCRIPT, aspect: LINK })
  const hostile = [
    bad,
    { ...bad, id: SCRIPT },
    { ...bad, id: 'ast_marks', kind: MARKS, aspect: HEBREW },
    { ...bad, id: TURNED },
  ]
  await ask(world, 'POST', '/feeds/northlight/deliveries?mode=delta', lines([...good, ...hostile] as object[]))
  const told = await ask<{ delivery: string }>(world, 'POST', '/feeds/northlight/deliveries', lines(film('good-0')))
  held = told.body.delivery
})
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => world.close())

const page = async (path: string, role = 'editor') => {
  const answer = await world.asRole(role, 'GET', `/console/${path}`)
  return { status: answer.status, html: await answer.text() }
}
const entries = async () =>
  (await ask<{ entries: { quarantine: string; item: string | null }[] }>(world, 'GET', '/quarantine')).body.entries
const entryOf = async (item: string) => (await entries()).find((each) => each.item === item)?.quarantine ?? ''

describe('the pages of feeds', () => {
  it('the list says of each feed how it is, and whether a delivery of it is held', async () => {
    const { html } = await page('feeds')
    expect(html).toContain('a delivery is held')
    expect(html).toContain('href="/console/quarantine?feed=northlight"')
    expect(html).toContain('href="/console/feeds/polar"')
  })

  it('a partner sees the feeds that are theirs, with what they may not do greyed, and no other feed', async () => {
    const { html } = await page('feeds', 'partner')
    expect(html).toContain('href="/console/feeds/northlight"')
    expect(html).not.toContain('polar')
    expect((await page('feeds/polar', 'partner')).status).toBe(403)
    const delivery = await page(`feeds/northlight/deliveries/${held}`, 'partner')
    expect(delivery.html).toMatch(/aria-disabled="true"[^>]*>Release…\s*<small>editor, duty/)
  })

  it('a held delivery says why, and what its release takes away, before it is released', async () => {
    expect((await page(`feeds/northlight/deliveries/${held}`)).html).toContain('nothing of it is in force')
    const { html } = await page(`feeds/northlight/deliveries/${held}/release`)
    expect(html).toContain('and withdraws 6.')
    expect(html).toContain('items are missing')
    expect(html).toContain(`data-send="POST /ops/v1/deliveries/${held}/release"`)
    expect((await page(`feeds/polar/deliveries/${held}`)).status).toBe(404)
  })

  it('what a feed sends is shown as text on every page, whatever it says', async () => {
    const marks = await entryOf('ast_marks')
    const paths = [
      'feeds',
      'feeds/northlight',
      'quarantine',
      `quarantine/${await entryOf('ast_bad')}`,
      `quarantine/${marks}`,
    ]
    for (const path of paths) {
      const { status, html } = await page(path)
      expect([status, html.match(/<script(?![^>]*src=)|href="javascript|<img/i)], path).toEqual([200, null])
    }
    expect((await page('feeds')).html).toContain(SHOWN)
    expect((await page(`quarantine/${marks}`)).html).toContain(`<bdi class="name">${MARKS.slice(0, 20)}`)
  })
})

describe('the settings of a feed', () => {
  it('each setting is a field of the name that a refusal says, sent over the revision that was seen', async () => {
    const { html } = await page('feeds/polar/settings')
    expect(html).toContain('data-send="PUT /ops/v1/feeds/polar" data-if-match="&quot;r1&quot;"')
    for (const name of Object.keys(feedSettings.shape))
      expect(html, name).toMatch(new RegExp(`name="${name}(?:\\.\\+)?"`))
    for (const wrong of [
      { everyMinutes: 'often' },
      { territories: ['Nowhere'] },
      { timeZone: 'Mars' },
      { url: 'ftp://x' },
    ]) {
      const refused = await ask<{ field: string }>(world, 'PUT', '/feeds/polar', { ...SETTINGS, ...wrong })
      expect(refused.status).toBe(400)
      expect(html).toContain(`name="${refused.body.field.split('.')[0]}"`)
    }
  })

  it('a setting is shown as it is, and one that is none as an empty field', async () => {
    const { html } = await page('feeds/polar/settings')
    expect(html).toMatch(/name="territories" value="US @dach" data-kind="list"/)
    expect(html).toMatch(/name="url" value=""/)
    expect(html).toMatch(/name="mode"><option value="full" selected=""/)
  })

  it('whoever may not change settings is shown who may, and no form', async () => {
    const { html } = await page('feeds/northlight/settings', 'viewer')
    expect(html).not.toContain('data-send')
    expect(html).toContain('You may not: ')
  })
})

describe('the pages of the quarantine', () => {
  it('an item has a field for each that is wrong, with what to write, and what was sent', async () => {
    const { html } = await page(`quarantine/${await entryOf('ast_bad')}`)
    expect(html).toMatch(/<input[^>]*name="ast_bad\.durationMs"[^>]*data-kind="number"/)
    expect(html).toMatch(/name="ast_bad\.kind"[^>]*data-changed=""/)
    expect(html).toContain('The item as the feed sent it')
  })

  it('whoever may only look sees the fields of an item as words, and who may mend it', async () => {
    const { html } = await page(`quarantine/${await entryOf('ast_bad')}`, 'viewer')
    expect(html).not.toContain('data-send')
    expect(html).toContain('marketer, editor')
  })

  it('an item that was mended says once, and not against itself, what of it is in force', async () => {
    const sent = [...film('whole'), ...film('torn', { durationMs: -1 })]
    await ask(world, 'POST', '/feeds/polar/deliveries?mode=delta', lines(sent))
    const entry = await entryOf('ast_torn')
    const inForce = async () =>
      /<dt>In force<\/dt>\s*<dd>(.*?)<\/dd>/s.exec((await page(`quarantine/${entry}`)).html)?.[1]
    expect(await inForce()).toContain('nothing of it')
    const fixed = await ask(world, 'PATCH', `/quarantine/${entry}`, { ast_torn: { durationMs: 9_000 } })
    expect(fixed.status).toBe(200)
    expect(await inForce()).toBe('it, as it was mended here')
  })

  it('a mark in an id that would turn it around is written out, in the list and on its page', async () => {
    for (const path of ['quarantine', `quarantine/${await entryOf(TURNED)}`]) {
      const { html } = await page(path)
      expect(html).toContain('<bdi class="name">ast_[U+202E]gpj</bdi>')
    }
  })

  it('an item that is dropped is gone from the list, and its page says so', async () => {
    const id = await entryOf('ast_marks')
    expect((await page(`quarantine/${id}/drop`)).html).toContain(`data-send="DELETE /ops/v1/quarantine/${id}"`)
    await ask(world, 'DELETE', `/quarantine/${id}`)
    expect((await page(`quarantine/${id}`)).status).toBe(404)
  })

  it('a filter that is no filter is told on a page, and the store being down is too', async () => {
    expect((await page('quarantine?cursor=yesterday')).status).toBe(400)
    world.door.misbehave(() => 'error-500')
    const down = await page('feeds')
    world.door.misbehave(() => null)
    expect([down.status, down.html]).toEqual([503, expect.stringContaining('again is safe')])
  })
})
