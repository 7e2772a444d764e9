import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AllRegions } from '../../../src/contracts/ops/answers/regions.ts'
import { tellAlarm } from '../../../src/publisher/feeds/feed-alarm.ts'
import { keepNotices } from '../../../src/publisher/notices/notices-cron.ts'
import { sendNotices } from '../../../src/publisher/notices/send-notices.ts'
import { tell } from '../../../src/publisher/notices/tell.ts'
import { webhookOf, webhookSignature } from '../../../src/publisher/notices/webhook.ts'
import type { PublisherContext } from '../../../src/publisher/publisher-context.ts'
import { keepTakedowns } from '../../../src/publisher/takedowns/lists/keep-list.ts'
import { NOTICES_MAX } from '../../../src/schedule/notices/notice-outbox.ts'
import { textOfKept } from '../../../src/schedule/reports/supply/supply-weeks-text.ts'
import { keys } from '../../../src/schedule/store/keys.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher-world.ts'
import { asset, campaign, title } from '../records.ts'

type Told = Record<string, unknown> & { readonly id: string; readonly kind: string }

let world: PublisherWorld
let publisher: PublisherContext
let told: Told[]
let isDown: boolean
let logged: string[]
beforeEach(async () => {
  logged = []
  for (const level of ['warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line) => void logged.push(String(line)))
  }
  world = await startPublisherWorld()
  told = []
  isDown = false
  const webhook = async (body: string) => {
    if (isDown) throw new Error('the webhook answered 500')
    told.push(JSON.parse(body) as Told)
  }
  // The app asks for this very object.
  publisher = Object.assign(world.publisher, { webhook })
  await world.ingest(title('one'), asset('one'), campaign('one', ['one']))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.close()
})

const ONE = campaign('one', ['one'])
const cron = () => keepNotices(publisher)
const of = (kind: string) => told.filter((each) => each.kind === kind)

/** A request whose background is waited for. */
async function ask(method: string, path: string, body: object, headers: Record<string, string> = {}) {
  const background: Promise<unknown>[] = []
  const execution = { waitUntil: (work: Promise<unknown>) => void background.push(work) }
  const init = { method, headers: { authorization: `Bearer ${OPS_TOKEN}`, ...headers }, body: JSON.stringify(body) }
  const answer = await world.app.request(`/ops/v1${path}`, init, world.environment, execution as never)
  await Promise.all(background)
  return answer
}

async function submit(change: object): Promise<string> {
  const match = (etag: string | null) => ({ 'if-match': etag ?? '' })
  const { etag } = { etag: (await world.ops('GET', '/campaigns/cmp_one')).headers.get('etag') }
  const written = await ask('PUT', '/campaigns/cmp_one', { ...ONE, ...change }, match(etag))
  const asked = await ask('POST', '/campaigns/cmp_one/submit', { reason: 'x' }, match(written.headers.get('etag')))
  expect(asked.status).toBe(200)
  return asked.headers.get('etag') ?? ''
}

describe('notices', () => {
  it('a submitted campaign is told at once, with until when it can be approved, and an edit after it voids that', async () => {
    const tag = await submit({ weight: 2 })
    expect(told).toMatchObject([
      { kind: 'approval-wanted', campaign: 'cmp_one', askedBy: 'ops', until: expect.stringMatching(/^2026-12-/) },
    ])
    await ask('PUT', '/campaigns/cmp_one', { ...ONE, weight: 3 }, { 'if-match': tag })
    await cron()
    expect(told.map(({ kind }) => kind)).toEqual(['approval-wanted', 'approval-voided'])
  })

  it('what is rejected as it was submitted is told as void by nobody', async () => {
    const tag = await submit({ weight: 2 })
    expect((await ask('POST', '/campaigns/cmp_one/reject', { reason: 'x' }, { 'if-match': tag })).status).toBe(200)
    await cron()
    expect(of('approval-voided')).toEqual([])
  })

  it('what an ingest leaves in review is told once, however often it is sent', async () => {
    for (let time = 0; time < 2; time += 1) {
      expect((await ask('POST', '/ingest?approve=1', { ...ONE, priority: 'takeover' })).status).toBe(200)
    }
    expect(told).toMatchObject([{ kind: 'approval-wanted', campaign: 'cmp_one', askedBy: 'ops' }])
  })

  it('a campaign that is ended is told once, however often the cron looks', async () => {
    await cron()
    world.clock.now += 60_000
    await ask('POST', '/campaigns/cmp_one/end', { reason: 'x' })
    await cron()
    await cron()
    expect(of('campaign-ended')).toMatchObject([{ campaign: 'cmp_one' }])
  })

  it('a campaign that ends by the clock is told once the end has come, and not before', async () => {
    await world.ingest({ ...ONE, territories: ['DE'], end: '2026-11-23T00:00:00' })
    await cron()
    world.clock.now += 6 * 3_600_000
    await cron()
    expect(of('campaign-ended')).toEqual([])
    world.clock.now += 12 * 3_600_000
    await cron()
    await cron()
    expect(of('campaign-ended')).toMatchObject([{ campaign: 'cmp_one', text: expect.stringContaining('2026-11-23') }])
  })

  it('a slot that runs dry is told once a day', async () => {
    await world.ingest({ ...ONE, territories: ['DE'], end: '2026-11-24T00:00:00' })
    const everyRegion = async () => {
      for (let run = 0; run < 10; run += 1) await cron()
    }
    await everyRegion()
    const dry = of('slot-dry').length
    expect(of('slot-dry')).toContainEqual(expect.objectContaining({ surfaces: ['home-hero'], region: 'dach' }))
    await everyRegion()
    expect(of('slot-dry')).toHaveLength(dry)
    world.clock.now += 86_400_000
    await everyRegion()
    expect(of('slot-dry').length).toBeGreaterThan(dry)
  })

  it('a campaign that is expected to miss its goal is told once, whatever the cron looks at meanwhile', async () => {
    const cells = new Map([['DE home-hero' as const, { days: 14, hours: new Float64Array(168).fill(10) }]])
    const weeks = textOfKept({ weeks: { asOf: world.clock.now, days: 14, cells }, seen: new Map() })
    await world.redis('SET', keys.supplyWeeks('dach'), weeks)
    const times = { start: '2026-11-21T00:00:00', end: '2026-12-25T00:00:00', territories: ['DE'] }
    await world.ingest({ ...ONE, ...times, goal: { impressions: 1_000_000 } })
    for (let hour = 0; hour < 26; hour += 1) {
      await cron()
      world.clock.now += 3_600_000
    }
    expect(of('shortfall')).toMatchObject([{ campaign: 'cmp_one', goal: 1_000_000, lacking: expect.any(Number) }])
  })

  it.each(['ast_one', 'ttl_one', 'cmp_one'])(
    'a takedown of %s names the files that a CDN is to purge',
    async (target) => {
      expect((await ask('POST', '/takedowns', { target, reason: 'rights' })).status).toBe(201)
      await cron()
      expect(told).toMatchObject([{ kind: 'purge', target, urls: ['/media/one.mp4'], more: 0 }])
    },
  )

  it('a takedown that is sent with records is told once, however often it is sent', async () => {
    const order = { v: 1, type: 'takedown', id: 'tkd_sent', target: 'ast_one', reason: 'rights' }
    for (let time = 0; time < 2; time += 1) {
      await world.ingest(order)
      await cron()
    }
    expect(told).toMatchObject([{ id: 'purge:tkd_sent', urls: ['/media/one.mp4'] }])
  })

  it('a takedown that was ordered while the store was down is told once the store is back', async () => {
    world.door.misbehave(() => 'error-500')
    expect((await ask('POST', '/takedowns', { target: 'ast_one', reason: 'rights' })).status).toBe(201)
    world.door.misbehave(() => null)
    for (let time = 0; time < 2; time += 1) {
      await keepTakedowns(publisher)
      await cron()
    }
    expect(told).toMatchObject([{ kind: 'purge', target: 'ast_one' }])
  })

  it('a notice of more than 500 files says how many it does not name', async () => {
    const many = Array.from({ length: 510 }, (_, index) => asset(`n${index}`, { titleId: 'ttl_one' }))
    await world.ingest(...many)
    await ask('POST', '/takedowns', { target: 'ttl_one', reason: 'rights' })
    expect(told[0]?.urls).toHaveLength(500)
    expect(told[0]).toMatchObject({ more: 11 })
  })
})

describe('a receiver that is down', () => {
  const notice = { id: 'x:1', kind: 'purge', at: '', text: '', target: 'ast_one' } as const
  const notices = async () => ((await (await world.ops('GET', '/regions')).json()) as AllRegions).notices

  it('a receiver that is down fails no request, is asked again later, and gets what it missed once', async () => {
    isDown = true
    expect((await ask('POST', '/takedowns', { target: 'ast_one', reason: 'rights' })).status).toBe(201)
    isDown = false
    await sendNotices(publisher)
    expect(told).toEqual([])
    world.clock.now += 60_000
    await Promise.all([sendNotices(publisher), sendNotices(publisher)])
    await sendNotices(publisher)
    expect(told).toHaveLength(1)
  })

  it('a notice is given up after three days, and the log says so without the address', async () => {
    isDown = true
    await tell(publisher, notice)
    for (let hour = 0; hour < 80; hour += 1) {
      await sendNotices(publisher)
      world.clock.now += 3_600_000
    }
    isDown = false
    await sendNotices(publisher)
    expect(told).toEqual([])
    expect(logged.filter((line) => line.includes('notice-dead'))).toHaveLength(1)
  })

  it('a notice that was given up is told by the status of all regions, for three days', async () => {
    isDown = true
    await tell(publisher, notice)
    expect(await notices()).toMatchObject({ waiting: 1, lost: 0, kinds: [], lastLostAt: null })
    world.clock.now += 72 * 3_600_000
    await sendNotices(publisher)
    const lastLostAt = new Date(world.clock.now).toISOString()
    const lost = { waiting: 0, lost: 1, noRoom: 0, lastLostAt, kinds: [{ kind: 'purge', count: 1 }] }
    expect(await notices()).toEqual(lost)
    world.clock.now += 72 * 3_600_000 + 1
    expect(await notices()).toMatchObject({ lost: 0, kinds: [] })
  })

  it('a notice that finds no room is dropped and logged, and what waits is kept', async () => {
    const fields = Array.from({ length: NOTICES_MAX }, (_, index) => [`x:${index + 2}`, '{}']).flat()
    await world.redis('HSET', 'notices', ...fields)
    await tell(publisher, notice)
    expect(Number(await world.redis('HLEN', 'notices'))).toBe(NOTICES_MAX)
    expect(logged).toEqual([expect.stringContaining('notices-full')])
    expect(await notices()).toMatchObject({ waiting: NOTICES_MAX, lost: 1, noRoom: 1 })
  })

  it('an alarm of feeds goes the same way as any other notice', async () => {
    await tellAlarm(publisher, { text: 'stale', stale: [], fresh: ['aurora'] })
    await sendNotices(publisher)
    expect(told).toMatchObject([{ kind: 'feeds', id: expect.stringMatching(/^feeds:/), fresh: ['aurora'] }])
  })

  it('what was sent is not sent again when it is told again within 30 days', async () => {
    for (let time = 0; time < 2; time += 1) {
      await tell(publisher, notice)
      await sendNotices(publisher)
    }
    expect(told).toHaveLength(1)
  })
})

describe('the signature', () => {
  it('a notice is signed as the example on the page shows', async () => {
    const page = readFileSync(new URL('../../../src/publisher/README.md', import.meta.url), 'utf8')
    const [, body = '', signature] = /```\n(\{"id".*\})\n(t=.*)\n```/.exec(page) ?? []
    expect(await webhookSignature('example-secret', body, 1_795_348_800_999)).toBe(signature)
  })

  it('a signature goes with what is sent, and without a secret there is none', async () => {
    const sent: Headers[] = []
    const fetcher = async (_url: unknown, init?: RequestInit) => {
      sent.push(new Headers(init?.headers))
      return new Response(null, { status: 204 })
    }
    const url = 'https://hooks.example.com/s3cret'
    await webhookOf({ ALARM_WEBHOOK_URL: url, WEBHOOK_SECRET: 'k' }, fetcher as typeof fetch)?.('{}', 5000)
    await webhookOf({ ALARM_WEBHOOK_URL: url }, fetcher as typeof fetch)?.('{}', 5000)
    expect(sent.map((headers) => headers.get('x-firstframe-signature'))).toEqual([
      await webhookSignature('k', '{}', 5000),
      null,
    ])
  })
})
