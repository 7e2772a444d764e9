import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Shard } from '../../../src/snapshot/format.ts'
import { compileLarge, encodeLarge, largeSchedule } from '../../bench/catalogue/large-snapshot.ts'
import { type Answer, ask, type Item, itemsOf, until } from '../device.ts'
import { type LargeEdge, startLargeEdge } from '../large-edge.ts'
import { publish } from '../publish.ts'

let large: LargeEdge
/** The same titles and more, without every ninth of the assets. */
let changed: readonly Shard[]

beforeAll(async () => {
  const schedule = largeSchedule(3600)
  changed = encodeLarge(compileLarge({ ...schedule, assets: schedule.assets.filter((_, at) => at % 9 !== 0) }))
  large = await startLargeEdge()
})
afterAll(() => large?.world.close())

const clips = (query: string, session?: string): Promise<Answer> => {
  const carried = session === undefined ? '' : `&session=${session}`
  return ask(large.edge, `/v1/clips?${query}${carried}`, { country: 'US' })
}
const ids = ({ body }: Answer): string[] => itemsOf(body).map(({ assetId }) => assetId)

/** Walks on to the end of the feed, in pages of so many; `between` happens after the first. */
async function walk(limit: number, between: () => Promise<void> = async () => undefined) {
  const items: Item[] = []
  let page = await clips(`limit=${limit}`)
  items.push(...itemsOf(page.body))
  await between()
  while (page.body.cursor !== undefined) {
    page = await clips(`limit=${limit}&cursor=${page.body.cursor}`, page.body.session)
    expect(page.status).toBe(200)
    items.push(...itemsOf(page.body))
  }
  return { items, last: page }
}

/** The most of one title in any twenty items. */
function mostOfTitle(items: readonly Item[]): number {
  const windows = items.map((_, at) => items.slice(at, at + 20).map(({ titleId }) => titleId))
  return Math.max(
    ...windows.map((titles) => Math.max(...titles.map((id) => titles.filter((each) => each === id).length))),
  )
}

describe('a walk through a large feed', () => {
  it('a walk ends after 200 items, none twice, with at most two of a title in any twenty across the pages', async () => {
    for (const limit of [7, 10]) {
      const { items, last } = await walk(limit)
      expect(items.map(({ position }) => position)).toEqual(Array.from({ length: 200 }, (_, at) => at))
      expect(new Set(items.map(({ assetId }) => assetId)).size).toBe(200)
      expect(mostOfTitle(items)).toBeLessThanOrEqual(2)
      expect([last.body.cursor, last.body.noDecisions]).toEqual([
        undefined,
        [{ placement: 'clips-feed', statusCode: 1, reason: 'end-of-feed' }],
      ])
    }
  })

  it('a walk keeps both bounds over a change of snapshot, in which every row stands elsewhere', async () => {
    const { items } = await walk(10, async () => {
      await publish(large.edge.storage, large.world.key, 'na', changed, 2)
      await until(large.edge, 'na', ({ sequence }) => sequence === 2)
    })
    expect(items).toHaveLength(200)
    expect(new Set(items.map(({ assetId }) => assetId)).size).toBe(200)
    expect(mostOfTitle(items)).toBeLessThanOrEqual(2)
  })
})

describe('a new walk', () => {
  it('a new walk begins with nothing that was played, and what was sent and not played may come again', async () => {
    const page = await clips('limit=20')
    const played = ids(page).slice(0, 5)
    const { cursor, session, token } = page.body
    const signals = [0, 1, 2, 3, 4].map((position) => ({ token, position, event: 'complete', watchedMs: 9000 }))
    const told = await ask(large.edge, '/v1/clips', { country: 'US', body: { cursor, session, signals, limit: 1 } })
    const again = new Set<string>()
    for (let turn = 0; turn < 8; turn++) {
      for (const id of ids(await clips('limit=50', told.body.session))) again.add(id)
    }
    expect(played.filter((id) => again.has(id))).toEqual([])
    expect(
      ids(page)
        .slice(5)
        .filter((id) => again.has(id)).length,
    ).toBeGreaterThan(5)
  })

  it('a new walk takes a page as seen whose next one was asked for', async () => {
    const page = await clips('limit=20')
    const next = await clips(`limit=1&cursor=${page.body.cursor}`, page.body.session)
    const again = new Set<string>()
    for (let turn = 0; turn < 4; turn++) for (const id of ids(await clips('limit=50', next.body.session))) again.add(id)
    expect(ids(page).filter((id) => again.has(id))).toEqual([])
  })
})
