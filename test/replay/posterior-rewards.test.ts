import { describe, expect, it } from 'vitest'
import { hash32 } from '../../src/model/hash32.ts'
import { SURFACE_IDS } from '../../src/model/nouns/surface.ts'
import type { LoggedPage, OffPolicyLog } from '../../src/off-policy/log/logged-page.ts'
import { nameOfHash, posteriorRewards, type SnapshotResults } from '../../src/replay/posterior-rewards.ts'

const HERO = SURFACE_IDS.indexOf('home-hero')

/** A snapshot in which the first asset is rewarded twice as often as its hero surface, and nothing is known of others. */
function snapshotWith(twice: string, other: string): SnapshotResults {
  const idHash = Uint32Array.from([twice, other].map(hash32)).sort()
  const engagement = new Int8Array(SURFACE_IDS.length)
  engagement[HERO] = 32
  return {
    hot: { assets: { idHash } },
    weights: { knownAssets: Uint32Array.of(idHash.indexOf(hash32(twice))), engagement },
  }
}

function pageOf(decision: string, action: string, reward: number): LoggedPage {
  const slot = { file: 0, line: 1, position: 0, action, propensity: 0.5, reward, leftOut: null }
  return { decision, unit: null, slots: [slot], whole: true }
}

/** `times` pages of each asset, of which so many are rewarded. */
function logOf(times: number, rewarded: Readonly<Record<string, number>>): OffPolicyLog {
  const pages = Object.entries(rewarded).flatMap(([action, some]) =>
    Array.from({ length: times }, (_, at) => pageOf(`${action} ${at}`, action, at < some ? 1 : 0)),
  )
  return {
    pages,
    rejected: [],
    sources: [{ of: 'rows', read: pages.length, rejected: 0 }],
    rows: pages.length,
    firstPosition: 0,
  }
}

describe('what posteriors expect of a reward', () => {
  const snapshot = snapshotWith('ast_good', 'ast_plain')
  const log = logOf(5_000, { ast_good: 900, ast_plain: 600 })
  const model = posteriorRewards(snapshot, log, () => 'home-hero')
  const page = pageOf('next', 'ast_good', 0)

  it('the ratio of two assets is that of the engagement column, whatever the log says of each', () => {
    expect(model('ast_good', page, 0) / model('ast_plain', page, 0)).toBeCloseTo(2, 9)
  })

  it('what is expected of all that was drawn sums to what was rewarded', () => {
    const expected = log.pages.reduce((sum, each) => sum + model(each.slots[0]?.action ?? '', each, 0), 0)
    expect(expected).toBeCloseTo(1_500, 6)
  })

  it('an asset that the log does not show is known by its hash, and one that nobody knows is as its surface', () => {
    expect(model(nameOfHash(hash32('ast_good')), page, 0)).toBe(model('ast_good', page, 0))
    expect(model('ast_nobody', page, 0)).toBe(model('ast_plain', page, 0))
  })

  it('a log without any reward expects 0, and an empty one does too', () => {
    const nothing = posteriorRewards(snapshot, logOf(10, { ast_good: 0 }), () => 'home-hero')
    expect(nothing('ast_good', page, 0)).toBe(0)
    expect(posteriorRewards(snapshot, logOf(0, {}), () => null)('ast_good', page, 0)).toBe(0)
  })
})
