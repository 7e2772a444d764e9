import { describe, expect, it } from 'vitest'
import { NO_MEMORY } from '../../../src/decide/context/memory.ts'
import { decide } from '../../../src/decide/decide.ts'
import type { Snapshot } from '../../../src/model/columns/snapshot.ts'
import { hash32 } from '../../../src/model/hash32.ts'
import { aCampaign, anAsset, assetIdsOf, aTitle, catalogue, openIn, requestFor } from '../catalogue.ts'
import { opened } from '../opened.ts'

const DAY_MS = 86_400_000
const NOW = Date.parse('2026-11-22T12:00:00Z')
const TITLES = 20
const schedule = catalogue(TITLES, 4)
const snapshot = openIn(schedule)
const tiles = schedule.titles.map(({ id }) => ({
  ...{ id, surface: 'browse-tile' as const, count: 1, titleId: id, inView: null, row: null },
}))
const viewers = Array.from({ length: 12 }, (_, number) => `viewer ${number}`)

/** The asset that stands for each title, as one screen of tiles shows it. */
function faces(viewerKey: string, on: Snapshot = snapshot, days = 0, shown: readonly number[] = []): string[] {
  const now = new Date(NOW + days * DAY_MS).toISOString()
  const memory = { ...NO_MEMORY, viewerKey, shown }
  return decide(opened(on), requestFor(on, { now }, { placements: tiles, memory, seed: `any ${days}` })).flatMap(
    ({ picks }) => assetIdsOf(on, picks),
  )
}

describe('the asset that a viewer sees for a title', () => {
  it('the sticky asset is one for each tile, and not the same for every viewer', () => {
    const screens = viewers.map((viewer) => faces(viewer))
    for (const screen of screens) expect(screen).toHaveLength(TITLES)
    expect(new Set(screens.map((screen) => screen[0])).size).toBeGreaterThan(1)
  })

  it('the sticky asset is the same in the next snapshot, wherever its records stand there', () => {
    const added = ['ttl_0', 'ttl_zz']
    const more = openIn({
      titles: [aTitle('ttl_0'), ...schedule.titles, aTitle('ttl_zz')],
      assets: [anAsset('ast_0', 'ttl_0'), ...schedule.assets, anAsset('ast_zz', 'ttl_zz')],
      campaigns: [...schedule.campaigns, aCampaign('cmp_more', ['ast_0', 'ast_zz'])],
    })
    expect(more.hot.titles.idHash).toHaveLength(TITLES + added.length)
    for (const viewer of viewers) expect(faces(viewer, more)).toEqual(faces(viewer))
  })

  it('the sticky asset lasts for the week that the rules say, and not for ever', () => {
    const changes = viewers.map((viewer) => {
      const weeks = Array.from({ length: 22 }, (_, day) => faces(viewer, snapshot, day).join())
      return weeks.flatMap((screen, day) => (day > 0 && screen !== weeks[day - 1] ? [day] : []))
    })
    for (const days of changes) {
      expect(days.length).toBeGreaterThan(0)
      expect(new Set(days.map((day) => day % 7)).size).toBe(1)
    }
  })

  it('the sticky asset does not change within a session for having been shown, on a screen of many', () => {
    for (const viewer of viewers) {
      const first = faces(viewer)
      expect(faces(viewer, snapshot, 0, first.map(hash32))).toEqual(first)
    }
  })
})
