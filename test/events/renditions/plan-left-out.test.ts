import { describe, expect, it } from 'vitest'
import type { LeftOutRendition, Rendition } from '../../../src/events/renditions/left-out-rendition.ts'
import {
  FIRST_OUT_MS,
  LONGEST_OUT_MS,
  planLeftOut,
  REMEMBERED_MS,
  type SuspectRendition,
} from '../../../src/events/renditions/plan-left-out.ts'
import { LEFT_OUT_MAX } from '../../../src/model/columns/left-out.ts'

const NOW = Date.UTC(2026, 10, 30, 9)
const HIGH: Rendition = { type: 'hls', url: '/high.m3u8', codec: 'hevc', height: 2160 }
const LOW: Rendition = { type: 'mp4', url: '/low.mp4', codec: 'avc', height: 720 }

const failing = (more: Partial<SuspectRendition> = {}): SuspectRendition => ({
  ...{ assetId: 'ast_a', device: 'tv', playback: 0, failed: 300, tried: 300 },
  ...more,
})

/** Plans one after the other, each from what the one before left. */
class Region {
  known: readonly LeftOutRendition[] = []
  renditions: Readonly<Record<string, readonly Rendition[]>> = { ast_a: [HIGH, LOW] }

  plan(now: number, suspects: readonly SuspectRendition[] = []) {
    const renditionsOf = (asset: string) => this.renditions[asset] ?? null
    const plan = planLeftOut({ known: this.known, suspects, renditionsOf, now })
    this.known = plan.renditions
    return plan
  }

  get out() {
    return this.known
      .filter(({ isOut }) => isOut)
      .map(({ assetId, device, height }) => `${assetId} ${device} ${height}`)
  }
}

describe('which renditions are left out', () => {
  it('a rendition that fails for certain is left out for a day on its class of devices, with its evidence', () => {
    const region = new Region()
    const { added } = region.plan(NOW, [failing()])
    expect(added).toEqual(region.known)
    expect(region.known).toMatchObject([
      { assetId: 'ast_a', device: 'tv', type: 'hls', codec: 'hevc', height: 2160, failed: 300, tried: 300, times: 1 },
    ])
    expect(region.known).toMatchObject([{ isOut: true, isLast: false, since: NOW, until: NOW + FIRST_OUT_MS }])
  })

  it('a rendition that may fail seldom enough is offered', () => {
    expect(new Region().plan(NOW, [failing({ failed: 18, tried: 200 })]).renditions).toEqual([])
    expect(new Region().plan(NOW, [failing({ failed: 199, tried: 199 })]).renditions).toEqual([])
  })

  it('neither smaller counts nor none bring a rendition back before its time, and nothing else changes', () => {
    const region = new Region()
    region.plan(NOW, [failing()])
    const before = region.known
    for (const suspects of [[failing({ failed: 3, tried: 200 })], [], [failing({ failed: 900, tried: 900 })]]) {
      const plan = region.plan(NOW + FIRST_OUT_MS - 1, suspects)
      expect([plan.added, plan.returned, plan.renditions]).toEqual([[], [], before])
    }
  })

  it('a rendition is tried again after its time, and each new failure keeps it out twice as long, up to 16 days', () => {
    const region = new Region()
    let now = NOW
    const days: number[] = []
    for (let round = 0; round < 7; round++) {
      const [added] = region.plan(now, [failing()]).added
      days.push(((added?.until ?? 0) - now) / 86_400_000)
      now = added?.until ?? 0
      expect(region.plan(now).returned).toMatchObject([{ height: 2160, why: 'time' }])
      expect(region.out).toEqual([])
    }
    expect(days).toEqual([1, 2, 4, 8, 16, 16, 16])
    expect(LONGEST_OUT_MS).toBe(16 * 86_400_000)
  })

  it('a rendition that has not failed for 28 days since its return is forgotten', () => {
    const region = new Region()
    region.plan(NOW, [failing()])
    const back = NOW + FIRST_OUT_MS
    expect(region.plan(back + REMEMBERED_MS - 1).renditions).toMatchObject([{ isOut: false, times: 1 }])
    expect(region.plan(back + REMEMBERED_MS).renditions).toEqual([])
    expect(region.plan(back + REMEMBERED_MS, [failing()]).added).toMatchObject([{ times: 1 }])
  })

  it('a rendition that is edited, or removed with its asset, is back at once and starts afresh', () => {
    const edits: readonly Region['renditions'][] = [{ ast_a: [{ ...HIGH, url: '/fixed.m3u8' }, LOW] }, {}]
    for (const renditions of edits) {
      const region = new Region()
      region.plan(NOW, [failing()])
      region.renditions = renditions
      expect(region.plan(NOW + 1)).toMatchObject({ renditions: [], returned: [{ height: 2160, why: 'edited' }] })
    }
  })

  it('a rendition that only moves in the list of its asset stays out', () => {
    const region = new Region()
    region.plan(NOW, [failing()])
    region.renditions = { ast_a: [LOW, HIGH] }
    region.plan(NOW + 1)
    expect(region.out).toEqual(['ast_a tv 2160'])
  })

  it('an asset whose renditions all fail is marked as offered all the same, until one is back', () => {
    const region = new Region()
    region.plan(NOW, [failing()])
    region.plan(NOW + 10, [failing({ playback: 1 })])
    expect(region.known.map(({ height, isLast }) => [height, isLast])).toEqual([
      [2160, true],
      [720, true],
    ])
    region.plan(NOW + FIRST_OUT_MS)
    expect(region.known.map(({ height, isOut, isLast }) => [height, isOut, isLast])).toEqual([
      [720, true, false],
      [2160, false, false],
    ])
  })

  it('a rendition that fails on one class of devices stays offered on the others', () => {
    const region = new Region()
    region.plan(NOW, [failing(), failing({ device: 'web', failed: 5 }), failing({ device: 'mobile', failed: 12 })])
    expect(region.out).toEqual(['ast_a tv 2160'])
  })

  it('an index that the asset does not have, and an asset that nobody knows, change nothing', () => {
    const region = new Region()
    for (const wrong of [{ playback: 2 }, { playback: -1 }, { playback: 0.5 }, { assetId: 'ast_gone' as const }]) {
      expect(region.plan(NOW, [failing(wrong)])).toEqual({ renditions: [], added: [], returned: [], beyond: 0 })
    }
  })

  it('a rendition that its asset lists twice is left out once', () => {
    const region = new Region()
    region.renditions = { ast_a: [HIGH, HIGH, LOW] }
    expect(region.plan(NOW, [failing(), failing({ playback: 1 })]).added).toHaveLength(1)
  })

  it('beyond the longest list the most failures go first, what is out stays out, and the rest is counted', () => {
    const region = new Region()
    const many = Array.from({ length: LEFT_OUT_MAX + 5 }, (_, index) => `ast_${index}` as const)
    region.renditions = Object.fromEntries(many.map((asset) => [asset, [HIGH, LOW]]))
    const suspects = many.map((assetId, index) => failing({ assetId, failed: 300 + index, tried: 2_000 }))
    expect(region.plan(NOW, suspects)).toMatchObject({ beyond: 5 })
    expect(region.out).toHaveLength(LEFT_OUT_MAX)
    expect(region.out).not.toContain('ast_4 tv 2160')
    expect(
      region.plan(NOW + 1, [...suspects, failing({ assetId: 'ast_4', failed: 2_000, tried: 2_000 })]).added,
    ).toEqual([])
  })
})
