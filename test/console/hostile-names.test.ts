import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CONSOLE_PAGES } from '../../src/console/pages.ts'
import { REPORT } from '../../src/contracts/ops/operations/learned/report-example.ts'
import { fileOf, learnedAssetOf, runOf } from '../learn/file/learned-files.ts'
import { pushText } from '../publisher/learned/learned-door.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../publisher/publisher-world.ts'
import { asset, campaign, SCHEDULE, title } from '../publisher/records.ts'

/** From right to left, with markup: whoever shows it as HTML, or beside other text without a border, shows something else. */
const HOSTILE = 'ليلة"><img src=x onerror=alert(1)><script>alert(1)</script>'

let world: PublisherWorld
let addresses: readonly string[] = []
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  world = await startPublisherWorld()
  const evil = { name: HOSTILE, owner: HOSTILE.slice(0, 60) }
  await world.ingest(
    ...SCHEDULE,
    title('evil', { name: { en: HOSTILE } }),
    asset('evil', { name: { en: HOSTILE } }),
    campaign('evil', ['evil'], evil),
  )
  const told = async (method: string, path: string, body?: object | readonly object[]) =>
    (await (await world.ops(method, path, body)).json()) as Told
  for (let times = 0; times < 2; times++) await told('POST', '/regions/dach/publish', { reason: HOSTILE })
  await told('PUT', '/feeds/evil', { ...FEED, owner: HOSTILE })
  const { delivery = '' } = await told('POST', '/feeds/evil/deliveries?mode=delta', [
    { v: 1, type: 'title', id: HOSTILE, kind: HOSTILE },
  ])
  const { takedown } = await told('POST', '/takedowns', { target: 'tag:evil', reason: HOSTILE })
  await world.ops('POST', '/ingest', [campaign('asked', ['evil'], { ...evil, status: 'draft' })])
  const asking = {
    method: 'POST',
    headers: { ...HEADERS, 'if-match': '"r1"' },
    body: JSON.stringify({ reason: HOSTILE }),
  }
  await world.app.request('/ops/v1/campaigns/cmp_asked/submit', asking, world.environment)
  await told('POST', '/regions/dach/pin', { reason: HOSTILE, until: '2026-11-30T00:00:00.000Z' })
  await pushText(world, RUN.text)
  await told('PUT', `/learned/${RUN.id}/report`, { ...REPORT, run: RUN.id, leftOut: { [HOSTILE]: 1 } })
  await told('POST', `/learned/${RUN.id}/activate`, { regions: ['dach', 'fr'], reason: HOSTILE })
  const [entry] = (await told('GET', '/quarantine')).entries ?? []
  addresses = addressesWith({ delivery, takedown: takedown?.id ?? '', quarantine: entry?.quarantine ?? '' })
}, 60_000)
afterAll(() => world.close())

/** What answers name. */
interface Told {
  readonly delivery?: string
  readonly takedown?: { readonly id: string }
  readonly entries?: readonly { readonly quarantine: string }[]
}

const RUN = fileOf(runOf([learnedAssetOf('evil')], { space: HOSTILE.slice(0, 40) }))
const HEADERS = { authorization: `Bearer ${OPS_TOKEN}`, 'content-type': 'application/json' }
const FEED = { format: 'ndjson', territories: ['DE'], mode: 'delta' }

/** Every page of the console, over what a feed filled. */
function addressesWith({
  delivery,
  takedown,
  quarantine,
}: Readonly<Record<'delivery' | 'takedown' | 'quarantine', string>>): readonly string[] {
  const idOf = (path: string) => {
    if (path.includes('/quarantine/')) return quarantine
    if (path.includes('/takedowns/')) return takedown
    if (path.includes('/learning/')) return RUN.id
    return path.includes('/feeds/') ? 'evil' : 'cmp_evil'
  }
  const parts: Readonly<Record<string, string | undefined>> = {
    region: 'dach',
    feed: 'evil',
    delivery,
    from: 'live',
    to: 'draft',
    verb: 'pause',
  }
  const filled = CONSOLE_PAGES.map(({ path }) =>
    path.replaceAll(/:(\w+)/g, (_, name: string) => parts[name] ?? idOf(path)),
  )
  return [
    ...filled,
    '/console/campaigns/cmp_asked',
    '/console/takedowns/new?target=ast_evil',
    '/console/why?asset=ast_evil',
    '/console/schedule?where=dach&q=evil',
    `/console/learning/${RUN.id}?asset=${encodeURIComponent('ast_evil')}`,
  ]
}

describe('what a feed, or a person, has filled with markup', () => {
  it('no page shows it as markup, and each isolates it from the words around it', async () => {
    for (const address of addresses) {
      const answer = await world.app.request(address, { headers: HEADERS }, world.environment)
      const html = await answer.text()
      expect(html, address).not.toMatch(/<img|<script>alert|="javascript:/)
      const around = [...html.matchAll(/<(\w+)([^<>]*)>[^<>]*ليلة/g)].map(([, tag = '', more = '']) => ({ tag, more }))
      const open = around.filter(({ tag, more }) => !ISOLATES.includes(tag) && !more.includes('class="name"'))
      expect(open, address).toEqual([])
    }
  })

  it('pages of a feed, its delivery and its item, of a campaign, an order and a request all show it', async () => {
    const shown = [
      '/feeds/evil',
      '/deliveries/',
      '/quarantine/qua_',
      '/campaigns/cmp_evil',
      '/takedowns/tkd_',
      '/learning/lrn_',
      '/approvals',
    ]
    for (const part of shown) {
      const address = addresses.find((each) => each.includes(part)) ?? ''
      const answer = await world.app.request(address, { headers: HEADERS }, world.environment)
      expect(await answer.text(), address).toContain('ليلة&quot;&gt;&lt;img')
    }
  })
})

/** Elements whose text is drawn by itself, in its own direction. */
const ISOLATES: readonly string[] = ['bdi', 'pre', 'text', 'title', 'option', 'textarea']
