import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type AccessWorld, startAccessWorld } from '../../publisher/access/access-world.ts'
import { OPS_TOKEN } from '../../publisher/publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../../publisher/records.ts'

let world: AccessWorld
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startAccessWorld([
    { who: 'admin@example.com', role: 'admin', regions: ['dach', 'fr'] },
    { who: 'duty@example.com', role: 'duty', regions: ['dach'] },
  ])
  await world.ingest(...SCHEDULE)
  await world.publish()
  await world.ingest(title('four'), asset('four'), campaign('main', ['one', 'two', 'four']))
  await world.publish()
})
afterAll(() => world.close())

const page = async (path: string, role = 'admin') => {
  const answer = await world.asRole(role, 'GET', `/console/regions${path}`)
  return { status: answer.status, html: await answer.text() }
}
const snapshots = async () => {
  const answer = await world.asRole('admin', 'GET', '/regions/dach/snapshots')
  return ((await answer.json()) as { snapshots: { snapshot: string; state: string }[] }).snapshots
}
const formIn = (html: string) => /<form.*<\/form>/s.exec(html)?.[0] ?? ''

const ACTS = ['rollback', 'pin', 'unpin', 'publish', 'canary', 'override', 'clock']

describe('the pages of regions', () => {
  it('a region shows what is live, each check of its last publish, and each snapshot that it can go back to', async () => {
    const { status, html } = await page('/dach')
    expect(status).toBe(200)
    for (const { snapshot } of await snapshots()) expect(html).toContain(snapshot.slice(0, 12))
    for (const check of ['too-few', 'count-change', 'changed-decisions'])
      expect(html).toContain(`<b>${check}</b> passed`)
    const before = (await snapshots()).find(({ state }) => state === 'announced')?.snapshot
    expect(html).toContain(`href="/console/regions/dach/rollback?to=${before}"`)
    expect(html).toContain(`href="/console/regions/dach/diff/live/${before}"`)
  })

  it('a region without a snapshot says so on its page and on the page of every act', async () => {
    for (const act of ['', ...ACTS.map((each) => `/${each}`)]) {
      const { status, html } = await page(`/fr${act}`)
      expect(status, act).toBe(200)
      if (act !== '/override')
        expect(html, act).toMatch(/nothing live|no live snapshot|house idents play|House idents play/)
    }
    expect(formIn((await page('/fr/rollback')).html)).toBe('')
  })

  it('a region whose live snapshot cannot be read can be rolled back all the same, to the one before', async () => {
    const before = (await snapshots()).find(({ state }) => state === 'announced')?.snapshot
    world.sink.spoil = (key, value) => (key.startsWith('snap/') ? new Uint8Array([1]) : value)
    const { html } = await page('/dach/rollback')
    world.sink.forget()
    // It names the only other snapshot already.
    expect(html).not.toContain('Or to another snapshot')
    expect(html).toContain('what it would change is not known')
    expect(formIn(html)).toContain(`name="to" value="${before}"`)
  })

  it('an unknown region and an unknown snapshot are pages that name what there is', async () => {
    const headers = { authorization: `Bearer ${OPS_TOKEN}` }
    const unknown = await world.app.request('/console/regions/atlantis', { headers }, world.environment)
    expect([unknown.status, await unknown.text()]).toEqual([404, expect.stringContaining('there are na')])
    expect(await page('/dach/diff/live/yesterday')).toMatchObject({ status: 404 })
    expect(await page('/dach/clock?sequence=soon')).toMatchObject({
      status: 400,
      html: expect.stringContaining('<code>sequence</code>'),
    })
  })

  it('a difference names what comes, and in which territories decisions change', async () => {
    const { html } = await page('/dach/diff/previous/live')
    expect(html).toContain('ast_four under cmp_main')
    expect(html).toMatch(/<dt>Territories<\/dt><dd class="number">[A-Z]{2} \d+/)
  })

  it('a role that may pin and not publish sees the publish without a button to press, and who may', async () => {
    const publish = formIn((await page('/dach/publish', 'duty')).html)
    expect(publish).toMatch(/<button type="submit" class="act strong" disabled/)
    expect(publish).toContain('granted to publisher')
    expect(formIn((await page('/dach/pin', 'duty')).html)).not.toMatch(/<button[^>]* disabled/)
  })

  it('a rollback names its snapshot, so that a second press finds it live and does nothing', async () => {
    const form = formIn((await page('/dach/rollback')).html)
    const to = /name="to" value="([0-9a-f]{64})"/.exec(form)?.[1] ?? ''
    expect((await snapshots()).find(({ snapshot }) => snapshot === to)?.state).toBe('announced')
    const order = { to, reason: 'posters are broken' }
    const first = await world.asRole('duty', 'POST', '/regions/dach/rollback', order)
    const { sequence } = (await first.json()) as { sequence: number }
    const second = await world.asRole('duty', 'POST', '/regions/dach/rollback', order)
    expect([second.status, await second.text()]).toEqual([409, expect.stringContaining('announces already')])
    expect((await page(`/dach/clock?sequence=${sequence}&outcome=announced`)).html).toContain(`sequence ${sequence}`)
    expect((await page('/dach/publish')).html).toContain('<b>pinned.</b>')
    expect((await page('/dach/unpin')).html).toContain('posters are broken')
  })
})
