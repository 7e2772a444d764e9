import { describe, expect, it } from 'vitest'
import type { Placement } from '../../../src/decide/context/context.ts'
import { ContextShape } from '../../../src/decide/context/context-shape.ts'
import { NO_MEMORY } from '../../../src/decide/context/memory.ts'
import { decide } from '../../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../../src/decide/decision-request.ts'
import { openSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { chance, type DemoChance } from '../../../src/dev/demo/chance.ts'
import { DenyList } from '../../../src/model/denies/deny-list.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { byName, largeShards, NOW } from '../../bench/catalogue/large-snapshot.ts'
import { contextOf } from '../case-world.ts'
import { denied } from '../denied.ts'
import { ENGINES } from '../engine/engines.ts'
import type { OracleContext } from '../oracle/oracle-request.ts'
import { decidedOneByOne, gotOf } from '../plan/one-by-one.ts'
import { type PacedAs, paced, takes } from './paced-world.ts'

const whole = decodeSnapshot('paced', byName(largeShards(2000)))
const campaigns = Array.from(whole.hot.campaigns.idHash, (_, at) => whole.text.campaign(at).campaignId)
const titles = Array.from({ length: 40 }, (_, at) => whole.text.titleOf(at)?.titleId ?? null)
const guest = { country: 'US', now: new Date(NOW).toISOString(), surface: 'home-hero' } as OracleContext
const shape = new ContextShape(contextOf(whole, guest))

const SHARES: readonly PacedAs[] = [
  { share: 0 },
  { share: 3 / 64 },
  { share: 0.5, need: 3 },
  { share: 1, endsAt: NOW + 1000 },
  { share: 60 / 64, endsAt: NOW },
  { share: Number.NaN },
  {},
]
const says = (campaign: number): PacedAs => SHARES[campaign % SHARES.length] ?? {}
const snapshot = paced(whole, says)
/** The same needs, and every share whole: what pacing holds back is withdrawn by orders instead. */
const unpaced = paced(whole, (campaign) => ({ need: says(campaign).need ?? 1 }))

/** The orders that withdraw what pacing holds back from a seed. */
function ordersFor(seed: string, now: number): DenyList {
  const held = campaigns.filter((id, at) => !takes(id, says(at), seed, now))
  return denied(...held.map((target, at) => ({ id: `tkd_${at}`, target, territories: null, until: null })))
}

const surfaces = ['home-hero', 'clips-feed', 'browse-tile', 'title-detail'] as const

function placements(draw: DemoChance): readonly Placement[] {
  return Array.from({ length: draw.pick([1, 1, 3]) }, (_, at) => ({
    ...{ id: `p${at}`, surface: draw.pick(surfaces), count: draw.whole(1, 10), inView: null, row: null },
    titleId: draw.happens(0.15) ? (titles[draw.whole(0, titles.length - 1)] ?? null) : null,
  }))
}

function requestAt(draw: DemoChance, now: number, shown: readonly number[], last: readonly number[]): DecisionRequest {
  const hash = (asset: number) => whole.hot.assets.idHash[asset] ?? 0
  return decisionRequest({
    context: draw.happens(0.7) ? shape.at(now) : { ...shape.at(now) },
    placements: placements(draw),
    denies: DenyList.NONE,
    memory: draw.happens(0.4) ? { ...NO_MEMORY, viewerKey: 'one', shown: shown.slice(-60).map(hash) } : NO_MEMORY,
    withheld: new Set(draw.happens(0.15) ? last : []),
    openWith: draw.happens(0.1) ? whole.text.asset(draw.whole(0, 50)).assetId : null,
    seed: `seed ${draw.whole(0, 1_000_000)}`,
  })
}

describe.each(ENGINES)('what pacing holds back, over the $name engine', (engine) => {
  it('decisions are those of a schedule from which orders withdraw what pacing holds back, whatever was kept before', () => {
    const draw = chance(20_261_130, 1)
    const [held, withdrawn] = [openSnapshot(snapshot, engine), openSnapshot(unpaced, engine)]
    const shown: number[] = []
    let last: readonly number[] = []
    let picked = 0
    for (let times = 0; times < Number(process.env.STEPS ?? 250); times++) {
      // The clock jumps over the end of a share, forth and back.
      const now = NOW + draw.pick([-1, 0, 999, 1000])
      const request = requestAt(draw, now, shown, last)
      const decisions = decide(held, request)
      const expected = decide(withdrawn, { ...request, denies: ordersFor(request.seed ?? '', now) })
      expect(gotOf(decisions)).toEqual(gotOf(expected))
      if (times % 5 === 0) expect(gotOf(decisions)).toEqual(decidedOneByOne(held, request))
      last = decisions.flatMap(({ picks }) => picks.map(({ candidate }) => whole.hot.candidateAsset[candidate] ?? 0))
      shown.push(...last)
      picked += last.length
    }
    expect(picked).toBeGreaterThan(500)
  })
})
