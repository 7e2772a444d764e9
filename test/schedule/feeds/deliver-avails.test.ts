import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pageOfQuarantine } from '../../../src/schedule/feeds/stores/quarantine-store.ts'
import { readDocument } from '../../../src/schedule/store/read-documents.ts'
import { type Cells, EPISODE, FILM, sheetOf } from '../../ingest/formats/avails/avail-documents.ts'
import { type FeedWorld, northlight, startFeedWorld } from './feed-world.ts'

let world: FeedWorld
beforeEach(async () => {
  world = await startFeedWorld()
})
afterEach(() => world.close())

const quoted = (row: readonly string[]): string => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')
const FEED = northlight({ format: 'avails', territories: ['DE', 'US'] })

const send = (rows: readonly Cells[], mode: 'full' | 'delta' = 'full') =>
  world.send(sheetOf(rows).map(quoted), { feed: FEED, mode })
const title = (id: string) => readDocument(world.deliveries.redis, 'title', `ttl_northlight-${id}`)

describe('a delivery of avails', () => {
  it('A film and an episode with its season and series come into force, and are unchanged when they are sent again', async () => {
    const rows = [FILM, { ...FILM, FormatProfile: 'SD' }, EPISODE]
    expect(await send(rows)).toMatchObject({ outcome: 'promoted', items: 4, accepted: 4, quarantined: 0 })
    expect((await title('VIEW_MT_2006'))?.record).toMatchObject({
      kind: 'movie',
      offers: [{ territories: ['US'], start: '2026-06-14T00:00:00', end: null, types: ['buy'] }],
    })
    expect((await title('detectives-101'))?.record).toMatchObject({ parentId: 'ttl_northlight-detectives-s1' })
    expect((await title('detectives-s1'))?.record).toMatchObject({ parentId: 'ttl_northlight-detectives', offers: [] })
    expect(await send(rows)).toMatchObject({ outcome: 'unchanged', items: 4, unchanged: 4 })
    const later = [FILM, { ...FILM, FormatProfile: 'SD' }, { ...EPISODE, End: '2027-01-01T00:00:00' }]
    expect(await send(later)).toMatchObject({ outcome: 'promoted', accepted: 1, unchanged: 3 })
  })

  it('A window that nobody can compute waits in quarantine, and its last good version stays in force', async () => {
    await send([FILM, EPISODE])
    const report = await send([{ ...FILM, End: 'Broadcast', EndLag: '-P5DT10H' }, EPISODE])
    expect(report).toMatchObject({ accepted: 0, quarantined: 1, unchanged: 3 })
    expect(report.refused).toMatchObject([{ item: 'VIEW_MT_2006', line: 4, rule: 'unresolved-window' }])
    expect((await title('VIEW_MT_2006'))?.record).toMatchObject({ offers: [{ end: null }] })
    expect((await pageOfQuarantine(world.deliveries.redis, 0, () => true)).entries).toHaveLength(1)
  })

  it('A full delete withdraws its title, and nothing else', async () => {
    await send([FILM, EPISODE])
    expect(await send([{ ...FILM, EntryType: 'Full Delete' }], 'delta')).toMatchObject({
      outcome: 'promoted',
      removed: 1,
    })
    expect((await title('VIEW_MT_2006'))?.withdrawnAt).not.toBeNull()
    expect((await title('detectives-101'))?.withdrawnAt ?? null).toBeNull()
  })

  it('A sheet that breaks off is never taken for a full one', async () => {
    await send([FILM, EPISODE])
    const lines = [...sheetOf([FILM]).map(quoted), '"Rockstar Films,EN,US']
    const report = await world.send(lines, { feed: FEED, mode: 'full' })
    expect(report.outcome).not.toBe('promoted')
    expect((await title('detectives-101'))?.withdrawnAt ?? null).toBeNull()
  })
})
