import { answerBody } from '../../src/answer/answer-body.ts'
import { dressedDecision } from '../../src/answer/dressed-decision.ts'
import type { Placement } from '../../src/decide/context/context.ts'
import { ContextShape } from '../../src/decide/context/context-shape.ts'
import { NO_MEMORY } from '../../src/decide/context/memory.ts'
import { decide } from '../../src/decide/decide.ts'
import { type DecisionRequest, decisionRequest } from '../../src/decide/decision-request.ts'
import { countCaps } from '../../src/decide/eligibility/count-caps.ts'
import type { OpenedSnapshot } from '../../src/decide/opened/opened-snapshot.ts'
import { chance, type DemoChance } from '../../src/dev/demo/chance.ts'
import type { ViewerArms } from '../../src/edge/answer/experiment-arms.ts'
import type { Snapshot } from '../../src/model/columns/snapshot.ts'
import { TASTE_DIMENSIONS } from '../../src/model/columns/taste-vector.ts'
import { DenyList } from '../../src/model/denies/deny-list.ts'
import { NOTHING_OWNED } from '../../src/model/policies/owned-values.ts'
import { fromRuns } from '../../src/replay/left-out.ts'
import { logLine } from '../../src/replay/log-line.ts'
import type { LineWithDenies } from '../../src/replay/replay.ts'
import { decodeSnapshot } from '../../src/snapshot/decode.ts'
import { byName, largeShards, NOW } from '../bench/catalogue/large-snapshot.ts'
import { contextOf } from '../decide/case-world.ts'
import { opened } from '../decide/opened.ts'
import type { OracleContext } from '../decide/oracle/oracle-request.ts'

const DAY_MS = 86_400_000

/** A large made-up snapshot; with `paced`, every third campaign takes a third of the decisions. */
export function largeWorld(candidates: number): Snapshot {
  const snapshot = decodeSnapshot('large', byName(largeShards(candidates)))
  const shares = snapshot.weights.weight.map((_, campaign) => (campaign % 3 === 0 ? 1 / 3 : 1))
  const ends = Float64Array.from(shares, () => NOW + DAY_MS)
  const needs = Float32Array.from(shares, () => 1)
  const weights = { ...snapshot.weights, pacing: Float32Array.from(shares), pacingNeed: needs, pacingEnds: ends }
  return { ...snapshot, weights }
}

const SURFACES: readonly (readonly [surface: Placement['surface'], most: number])[] = [
  ['home-hero', 3],
  ['browse-tile', 2],
  ['clips-feed', 8],
  ['post-play', 2],
]

/** What one of a few viewers remembers of what was decided for them. */
interface Remembered {
  readonly key: string
  shown: readonly number[]
  counts: DecisionRequest['counts']
}

/**
 * Lines of a decision log, one after the other: several viewers and devices, pages that follow pages, shared clips that
 * open a feed, pages about one title, several placements on a screen, children, and answers that were decided twice.
 *
 * @param inArms whoever asks, with where they stand in experiments
 */
export function* loggedLines(
  snapshot: Snapshot,
  count: number,
  seed: number,
  inArms: (request: DecisionRequest, number: number) => AskedInArms = (request) => ({ request, standing: IN_NONE }),
): Generator<LineWithDenies> {
  const draw = chance(seed, 1)
  const viewers = Array.from({ length: 12 }, (_, key): Remembered => ({ key: `v${key}`, shown: [], counts: new Map() }))
  const asker = new Asker(snapshot, draw)
  for (let number = 0; number < count; number++) {
    const viewer = viewers[draw.whole(0, viewers.length - 1)] as Remembered
    const asked = inArms(asker.requestOf(viewer), number)
    const line = written(opened(snapshot), number, asked, draw.happens(0.05))
    yield line
    asker.remember(viewer, line)
  }
}

/** A request with where its viewer stands in experiments; what they own is in the request. */
interface AskedInArms {
  readonly request: DecisionRequest
  readonly standing: ViewerArms
}
const IN_NONE: ViewerArms = { isHeldOut: false, arms: [], owned: NOTHING_OWNED }

class Asker {
  private readonly contexts: readonly [ContextShape, ...ContextShape[]]
  private readonly titles: readonly string[]

  constructor(
    private readonly snapshot: Snapshot,
    private readonly draw: DemoChance,
  ) {
    const of = (more: Partial<OracleContext>): ContextShape =>
      new ContextShape(contextOf(snapshot, { ...GUEST, ...more } as OracleContext))
    const children = { token: { kids: true, cap: 6 } } as Partial<OracleContext>
    const grown = { token: { cap: 18, adult: true, ent: ['subscription'] } } as Partial<OracleContext>
    this.contexts = [of({}), of({ device: 'tv' }), of(children), of(grown), of(grown)]
    const { assets } = snapshot.hot
    const rows = Array.from({ length: Math.min(200, assets.idHash.length) }, (_, asset) => asset)
    this.titles = rows.flatMap((asset) => snapshot.text.titleOf(asset)?.titleId ?? [])
  }

  requestOf({ key, shown, counts }: Remembered): DecisionRequest {
    const { draw } = this
    const own = shown.slice(-60)
    const isFed = draw.happens(0.4)
    const placements = isFed ? [this.placement('clips-feed', 8)] : this.screen()
    const assets = this.snapshot.hot.assets.idHash.length
    return decisionRequest({
      context: draw.pick(this.contexts).at(NOW + draw.whole(0, 3) * 3_600_000),
      placements,
      denies: DenyList.NONE,
      served: new Set(isFed ? shown.slice(-20) : []),
      memory: {
        ...NO_MEMORY,
        viewerKey: key,
        shown: own,
        recent: isFed ? own.slice(-19) : [],
        watched: own.slice(0, 3),
        profile: draw.happens(0.5) ? Array.from({ length: TASTE_DIMENSIONS }, () => draw.whole(-60, 60)) : [],
      },
      counts,
      firstPosition: isFed ? draw.pick([0, 8, 13, 190]) : 0,
      openWith: isFed && draw.happens(0.4) ? this.snapshot.text.asset(draw.whole(0, assets - 1)).assetId : null,
      seed: `seed ${draw.whole(0, 1_000_000_000)}`,
    })
  }

  remember(viewer: Remembered, { line }: LineWithDenies): void {
    const { hot } = this.snapshot
    const rows = shownRows.get(line) ?? []
    viewer.shown = [...viewer.shown, ...rows.map((row) => hot.assets.idHash[hot.candidateAsset[row] ?? 0] ?? 0)]
    viewer.counts = countCaps(this.snapshot, viewer.counts, rows, line.context.now)
  }

  private screen(): readonly Placement[] {
    const { draw } = this
    const all = SURFACES.map(([surface, most]) => this.placement(surface, most))
    const some = all.slice(0, draw.whole(1, all.length))
    if (!draw.happens(0.2)) return some
    return [
      ...some,
      { ...this.placement('title-detail', 2), titleId: this.titles[draw.whole(0, this.titles.length - 1)] ?? null },
    ]
  }

  private placement(surface: Placement['surface'], most: number): Placement {
    return { id: surface, surface, count: this.draw.whole(1, most), titleId: null, inView: null, row: null }
  }
}

const GUEST = { country: 'US', now: new Date(NOW).toISOString(), surface: 'home-hero' }
/** Rows that a line shows. */
const shownRows = new WeakMap<LineWithDenies['line'], readonly number[]>()

/** @param late whether the words of the first two picks come too late, so that it is decided again without them */
function written(
  at: OpenedSnapshot,
  number: number,
  { request, standing }: AskedInArms,
  late: boolean,
): LineWithDenies {
  const { snapshot } = at
  const first = decide(at, request)
  const picked = first.flatMap(({ picks }) => picks.map(({ candidate }) => snapshot.hot.candidateAsset[candidate] ?? 0))
  const leftOut = new Set(late ? picked.slice(0, 2) : [])
  const again = { ...request, withheld: fromRuns([...leftOut].map((asset) => [asset, 1])), attempt: 1 }
  const decisions =
    leftOut.size === 0 ? first : decide(at, again).map((decision, index) => dressedDecision(decision, first[index]))
  const decisionId = number.toString(16).padStart(32, '0')
  const described = { id: 'large', sequence: 1, ageSeconds: 0, rung: 'fresh', baseline: null } as const
  const { context } = request
  const shown = { decisionId, snapshot, context, mediaOrigin: '', ended: null, described }
  const body = { ...answerBody({ ...shown, decisions }) }
  const line = logLine(
    {
      ...{ decisionId, region: 'na', at: NOW, snapshot, described, request, leftOut, mediaOrigin: '', ended: null },
      ...{ attempt: leftOut.size === 0 ? 0 : 1, outcome: { body, decisions }, fault: null, standing },
    },
    { because: 'sampled', weight: 1, skipped: 0 },
  )
  const rows = decisions.flatMap(({ picks, backups }) => [...picks, ...backups].map(({ candidate }) => candidate))
  shownRows.set(line, rows)
  return { line, denies: DenyList.NONE, floorDenies: DenyList.NONE }
}
