import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccessWorld, startAccessWorld } from '../../publisher/access/access-world.ts'
import { SCHEDULE } from '../../publisher/records.ts'

let world: AccessWorld
let asked: { readonly id: string; readonly contentHash: string }
beforeAll(async () => {
  world = await startAccessWorld([
    { who: 'admin@example.com', role: 'admin', regions: ['*'] },
    { who: 'approver@example.com', role: 'approver', regions: ['*'] },
    { who: 'publisher@example.com', role: 'publisher', regions: ['fr'] },
    { who: 'viewer@example.com', role: 'viewer', regions: ['*'] },
    { who: 'fr@example.com', role: 'approver', regions: ['fr'] },
  ])
  await world.ingest(...SCHEDULE)
  const until = new Date(world.clock.now + 3_600_000).toISOString()
  const order = {
    region: 'dach',
    reason: '<script>tonight</script>',
    until,
    findings: [{ check: 'count-change', finding: 'x' }],
  }
  const answer = await world.asRole('admin', 'POST', '/overrides', order)
  asked = ((await answer.json()) as { approval: typeof asked }).approval
})
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
})
afterAll(() => world.close())

const page = async (role: string, query = '') => (await world.asRole(role, 'GET', `/console/approvals${query}`)).text()

describe('the page of approvals', () => {
  it('the second person reads what is asked for, and approves exactly that', async () => {
    const html = await page('approver')
    expect(html).toContain('One request waits for a second person')
    expect(html).toContain('&lt;script&gt;tonight')
    expect(html).toContain('count-change: 1 finding')
    expect(html).toContain(`data-send="POST /ops/v1/approvals/${asked.id}/approve"`)
    expect(html).toContain(`value="${asked.contentHash}"`)
  })

  it('whoever asked is told that somebody else must approve it, and is offered no button', async () => {
    const html = await page('admin')
    expect(html).toContain('You asked for it, so somebody else must approve it: approver, admin may.')
    expect(html).not.toContain('Approve exactly this')
  })

  it('a person who may not approve is told who may, and one of another region sees no request', async () => {
    expect(await page('viewer')).toContain('approver, admin may approve it.')
    expect(await page('fr')).toContain('Nothing waits for a second person')
  })

  it('many requests come ten to a page, and those that one may answer come before the others', async () => {
    const until = new Date(world.clock.now + 3_600_000).toISOString()
    for (let number = 0; number < 11; number++) {
      const findings = [{ check: 'count-change', finding: `later-${number}` }]
      await world.asRole('publisher', 'POST', '/overrides', {
        region: 'fr',
        reason: `later ${number}`,
        until,
        findings,
      })
    }
    const [first, second] = [await page('admin'), await page('admin', '?waiting=2')]
    expect(first).toContain('12 requests wait for a second person')
    expect([first, second].map((html) => html.match(/class="panel request"/g)?.length)).toEqual([10, 2])
    // Whoever asked for it themselves has no answer to give to it.
    expect([first, second].map((html) => html.includes(asked.id))).toEqual([false, true])
    expect(await page('approver')).toContain(asked.id)
  })

  it('a request that was approved does not wait any more, and says who approved it', async () => {
    await world.asRole('approver', 'POST', `/approvals/${asked.id}/approve`, { contentHash: asked.contentHash })
    const html = await page('viewer')
    expect(html).toContain('11 requests wait for a second person')
    expect(html).toContain('approved, not used yet')
    expect(html).toContain('<bdi class="name">approver@example.com</bdi>')
  })
})
