import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealDecisionToken } from '../../../src/edge/token/decision/decision-token.ts'
import { readKeyring } from '../../../src/edge/token/keyring.ts'
import { type Answer, ask, type Item, itemsOf } from '../device.ts'
import { type LargeEdge, startLargeEdge } from '../large-edge.ts'
import { anItem, aRecord } from '../token/records.ts'

const DAY_MS = 86_400_000
/** Walks that are averaged: chance draws each page anew. */
const WALKS = 20
let large: LargeEdge

beforeAll(async () => {
  large = await startLargeEdge()
})
afterAll(() => large?.world.close())

const firstPage = (limit = 10): Promise<Answer> => ask(large.edge, `/v1/clips?limit=${limit}`, { country: 'US' })
const nextPage = ({ body }: Answer, signals: readonly object[], limit = 10): Promise<Answer> =>
  ask(large.edge, '/v1/clips', {
    country: 'US',
    body: { cursor: body.cursor, session: body.session, signals, limit },
  })

const about = ({ body }: Answer, items: readonly Item[], event: string, watchedMs: number) =>
  items.map(({ position }) => ({ token: body.token, position, event, watchedMs }))

function shareOf(genre: string, { body }: Answer): number {
  const items = itemsOf(body)
  return items.filter((item) => large.genresOf(item).includes(genre)).length / items.length
}

/** Mean shares of a genre on a page, and on the very next one after something was done with items of it. */
async function sharesAround(event: string, times: number, watchedMs: number) {
  const shares = { before: 0, after: 0, pages: 0 }
  for (let walk = 0; walk < WALKS; walk++) {
    const page = await firstPage()
    for (const genre of new Set(itemsOf(page.body).flatMap(large.genresOf))) {
      const items = itemsOf(page.body).filter((item) => large.genresOf(item).includes(genre))
      if (items.length < times) continue
      const next = await nextPage(page, about(page, items.slice(0, times), event, watchedMs))
      expect(next.status).toBe(200)
      shares.before += shareOf(genre, page)
      shares.after += shareOf(genre, next)
      shares.pages++
    }
  }
  return shares
}

function raise(): never {
  throw new Error('a genre has items')
}

describe('the very next page', () => {
  it('the very next page has at most half as much of a genre after three quick skips of it', async () => {
    const { before, after, pages } = await sharesAround('skip', 3, 800)
    expect(pages).toBeGreaterThan(10)
    expect(after).toBeLessThanOrEqual(before / 2)
  })

  it('the very next page has more of a genre after two deliberate watches', async () => {
    const { before, after, pages } = await sharesAround('watch', 2, 20_000)
    expect(pages).toBeGreaterThan(10)
    expect(after).toBeGreaterThan(before)
  })

  it('the very next page has less of a genre after two clips that ended by themselves than after two watches', async () => {
    const praised = await sharesAround('watch', 2, 20_000)
    const unattended = await sharesAround('complete', 2, 60_000)
    expect(unattended.after / unattended.pages).toBeLessThan((0.8 * praised.after) / praised.pages)
  })

  it('the very next page is decided without a word to any store or queue, but of how the isolate is', async () => {
    const before = new Map(large.edge.storage.values)
    const page = await firstPage()
    await nextPage(page, about(page, itemsOf(page.body), 'like', 5000))
    const now = large.edge.storage.values
    expect([...now].filter(([key, value]) => before.get(key) !== value)).toEqual([])
    expect(now.size).toBe(before.size)
    expect(large.edge.messages.filter(({ type }) => type !== 'telemetry')).toEqual([])
  })
})

it('a title that is not wanted is gone for the session, on this walk and the next, and from tiles', async () => {
  const page = await firstPage()
  const [item] = itemsOf(page.body)
  const unwanted = item?.titleId ?? raise()
  const signals = about(page, [item ?? raise()], 'notInterested', 500)
  let on = await nextPage(page, signals, 50)
  const seen = [...itemsOf(on.body)]
  for (let turn = 0; turn < 2; turn++) {
    on = await nextPage(on, [], 50)
    seen.push(...itemsOf(on.body))
  }
  const { session } = on.body
  const again = await ask(large.edge, `/v1/clips?limit=50&session=${session}`, { country: 'US' })
  const placements = [{ id: 'row', surface: 'browse-tile', count: 20 }]
  const tiles = await ask(large.edge, '/v1/decisions', { country: 'US', body: { placements, session } })
  seen.push(...itemsOf(again.body), ...itemsOf(tiles.body))
  expect(seen.length).toBeGreaterThan(150)
  expect(seen.filter(({ titleId }) => titleId === unwanted)).toEqual([])
})

describe('a signal that is not good', () => {
  const signalled = async (page: Answer, signal: object) => {
    const { status, body } = await nextPage(page, [...about(page, itemsOf(page.body).slice(0, 1), 'like', 1), signal])
    return [status, body.field]
  }

  it('a signal that is forged, or about what its token does not name, is 400 and named', async () => {
    const page = await firstPage()
    const { token, session } = page.body
    const signal = { token, position: 0, event: 'skip', watchedMs: 10 }
    const at = Math.floor(token.length / 2)
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
    for (const forged of [changed, session, 'x.y.z', '']) {
      expect(await signalled(page, { ...signal, token: forged }), forged).toEqual([400, 'signals[1].token'])
    }
    expect(await signalled(page, { ...signal, position: 4000 })).toEqual([400, 'signals[1].position'])
    expect(await signalled(page, { ...signal, event: 'applause' })).toEqual([400, 'signals[1].event'])
    expect(await signalled(page, { ...signal, watchedMs: -1 })).toEqual([400, 'signals[1].watchedMs'])
  })

  it('an expired signal teaches nothing and costs nothing', async () => {
    const page = await firstPage()
    const [item] = itemsOf(page.body)
    const { assetId, campaignId, titleId } = item ?? raise()
    const keyring = await readKeyring(JSON.stringify([{ kid: 'd1', key: large.world.sealingKey }]), 'DECISION_KEYS')
    const record = aRecord({ region: 'na', items: [anItem({ assetId, campaignId })] })
    const token = await sealDecisionToken(record, keyring, Date.now() - 8 * DAY_MS)
    const next = await nextPage(page, [{ token, position: 0, event: 'notInterested', watchedMs: 1 }], 50)
    expect(next.status).toBe(200)
    // Had it counted, nothing of the title could come again.
    let on = next
    const titles = itemsOf(next.body).map((each) => each.titleId)
    for (let turn = 0; turn < 2; turn++) {
      on = await nextPage(on, [], 50)
      titles.push(...itemsOf(on.body).map((each) => each.titleId))
    }
    expect(titles).toContain(titleId)
  })
})

describe('a page of fifty', () => {
  const BODY_BYTES = 64 * 1024
  const bytesOf = (body: object): number => new TextEncoder().encode(JSON.stringify(body)).length
  const watched = (page: Answer) =>
    itemsOf(page.body).map(({ position }) => ({ position, event: 'thirdQuartile', watchedMs: 27_250 }))

  it('fifty signals of one page fit into one body, which names the token once, and teach as those with their own', async () => {
    const page = await firstPage(50)
    const { token, cursor, session } = page.body
    const viewerToken = await large.world.viewerToken({ cap: 18, adult: true })
    const body = { viewerToken, cursor, session, token, signals: watched(page), limit: 50 }
    expect(body.signals).toHaveLength(50)
    expect(bytesOf(body)).toBeLessThan(BODY_BYTES / 4)
    const next = await ask(large.edge, '/v1/clips', { country: 'US', body })
    expect([next.status, itemsOf(next.body).length]).toEqual([200, 50])
    // With the token in each signal, the same page would not fit.
    const repeated = { ...body, signals: body.signals.map((signal) => ({ token, ...signal })) }
    expect(bytesOf(repeated)).toBeGreaterThan(BODY_BYTES)
  })

  it('fifty events of one page fit into one beacon, which names the token once', async () => {
    const page = await firstPage(50)
    const events = watched(page).map((event) => ({ ...event, ageMs: 1_234_567, playback: 0 }))
    const body = { token: page.body.token, events }
    expect(bytesOf(body)).toBeLessThan(BODY_BYTES / 4)
    const { status, body: receipt } = await ask(large.edge, '/v1/events', { body })
    expect([status, receipt.accepted, receipt.rejected]).toEqual([202, 50, []])
  })

  it('fifty tiles of a large catalogue fit into 60 kB with all that their token seals', async () => {
    const token = await large.world.viewerToken({ sub: 's'.repeat(128), personalize: true, adult: true })
    const placements = Array.from({ length: 50 }, (_, at) => ({ id: `tile-${at}`, surface: 'browse-tile' }))
    const { body, text } = await ask(large.edge, '/v1/decisions', { country: 'US', token, body: { placements } })
    expect(itemsOf(body)).toHaveLength(50)
    expect(new TextEncoder().encode(text).length).toBeLessThan(60_000)
    expect(body.token.length).toBeLessThan(3_000)
  })

  it('a signal without any token is refused by its name, and a shared token that is forged by its own', async () => {
    const page = await firstPage()
    const { cursor, session, token } = page.body
    const asked = (body: object) => ask(large.edge, '/v1/clips', { country: 'US', body: { cursor, session, ...body } })
    const bare = { position: 0, event: 'skip', watchedMs: 10 }
    const refused = async (body: object) => (await asked(body)).body.field
    expect(await refused({ signals: [{ token, ...bare }, bare] })).toBe('signals[1].token')
    expect(await refused({ token: `${token.slice(0, -4)}AAAA`, signals: [bare] })).toBe('token')
  })
})
