import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AccessWorld, startAccessWorld } from '../../publisher/access/access-world.ts'
import { OPS_TOKEN } from '../../publisher/publisher-world.ts'
import { SCHEDULE } from '../../publisher/records.ts'

let world: AccessWorld
beforeAll(async () => {
  world = await startAccessWorld([
    { who: 'duty@example.com', role: 'duty', regions: ['*'] },
    { who: 'viewer@example.com', role: 'viewer', regions: ['dach'] },
  ])
  await world.ingest(...SCHEDULE)
  await world.publish()
})
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterAll(() => world.close())

const page = async (path: string, role = 'duty') => {
  const answer = await world.asRole(role, 'GET', `/console/takedowns${path}`)
  return { status: answer.status, html: await answer.text() }
}
async function takeDown(order: object): Promise<string> {
  const answer = await world.asRole('duty', 'POST', '/takedowns', { reason: 'rights', ...order })
  return ((await answer.json()) as { takedown: { id: string } }).takedown.id
}

describe('the pages of takedowns', () => {
  it('the page of a new order says what it takes away from what is live, and withdraws nothing', async () => {
    const { status, html } = await page('/new?target=ttl_one&territories=DE')
    expect(status).toBe(200)
    expect(html).toContain('It withdraws 1 of 2 candidates in dach')
    expect(html).toContain('data-send="POST /ops/v1/takedowns"')
    expect((await page('')).html).toContain('No takedown is in force')
  })

  it('an order that leaves a surface without an answer says which, and where', async () => {
    expect((await page('/new?target=cmp_main&territories=DE')).html).toMatch(/home-hero<\/span> in [A-Z ]*DE/)
  })

  it('a target that is none, and one that nothing has, are told apart, and neither is lost', async () => {
    const wrong = await page('/new?target=nonsense')
    expect(wrong.html).toContain('Field: <code>target</code>')
    expect(wrong.html).toContain('value="nonsense"')
    expect((await page('/new?target=ttl_four')).html).toContain('is it typed right?')
  })

  it('an order in force is listed with its reason, and has a page of how far it has come', async () => {
    const id = await takeDown({ target: 'ttl_two', territories: ['DE'], reason: 'rights <script>x</script>' })
    const { html } = await page('')
    expect(html).toContain(`href="/console/takedowns/${id}/lift"`)
    expect(html).toContain('rights &lt;script&gt;x&lt;/script&gt;')
    const order = await page(`/${id}`)
    expect(order.html).toContain('On the signed list of all 2 regions; the last edge takes it within')
    expect(order.html).toContain('1 of 2')
    expect((await page(`/${id}/lift`)).html).toContain(`data-send="DELETE /ops/v1/takedowns/${id}"`)
    await world.asRole('duty', 'DELETE', `/takedowns/${id}`)
    expect((await page(`/${id}`)).status).toBe(404)
  })

  it('whoever orders or lifts is told of every other order on the same target, which holds by itself', async () => {
    const first = await takeDown({ target: 'ttl_two', territories: ['DE'], reason: 'first <b>' })
    const alone = await page(`/${first}/lift`)
    expect(alone.html).not.toContain('Other orders on it')
    const again = await page('/new?target=ttl_two')
    expect(again.html).toContain('It is taken down already')
    expect(again.html).toContain(`href="/console/takedowns/${first}"`)
    expect((await page('/new?target=ttl_one')).html).not.toContain('It is taken down already')
    const second = await takeDown({ target: 'ttl_two', reason: 'second' })
    const { html } = await page(`/${second}/lift`)
    expect(html).toMatch(/where they hold it stays down:.*>DE<\/a>, by [^<]*<bdi class="name">first &lt;b&gt;/s)
    expect(html).not.toContain('<bdi class="name">second')
    for (const id of [first, second]) await world.asRole('duty', 'DELETE', `/takedowns/${id}`)
  })

  it('whoever may not take down sees the act greyed, with who may', async () => {
    const { html } = await page('', 'viewer')
    expect(html).not.toContain('href="/console/takedowns/new"')
    expect(html).toMatch(/aria-disabled="true"[^>]*>Take down…\s*<small>publisher, duty/)
  })

  it('orders are given and listed without the store, and the page says what that does not know', async () => {
    world.door.misbehave(() => 'error-500')
    const id = await takeDown({ target: 'tag:halloween' })
    const { status, html } = await page('')
    world.door.misbehave(() => null)
    expect([status, html]).toEqual([200, expect.stringContaining('not in the store yet')])
    expect(html).toContain('tag:halloween')
    const local = { authorization: `Bearer ${OPS_TOKEN}` }
    expect(
      (await world.app.request(`/ops/v1/takedowns/${id}`, { method: 'DELETE', headers: local }, world.environment))
        .status,
    ).toBe(200)
  })

  it('words narrow the list, and a page that is no number is the first', async () => {
    const id = await takeDown({ target: 'ttl_one', reason: 'claims of a partner' })
    expect((await page('?q=PARTNER&page=x')).html).toContain(id)
    expect((await page('?q=nobody-said')).html).toContain('No order in force says that.')
    await world.asRole('duty', 'DELETE', `/takedowns/${id}`)
  })
})
