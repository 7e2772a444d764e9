/** Small worlds in which the code that serves and the oracle are asked the same, and must say the same. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Asset } from '../../../src/model/nouns/asset.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import type { GateReason } from '../../../src/model/nouns/reason.ts'
import type { RegionId } from '../../../src/model/nouns/region.ts'
import { type Schedule, snapshotOf } from '../case-world.ts'
import { indexesOf, keyOf, requestOf, type ServedVerdict, servedVerdicts } from '../eligibility/served-verdicts.ts'
import { type PacedAs, paced } from '../pacing/paced-world.ts'
import { TESTED_REGIONS } from './generated-place.ts'
import { contextsIn, deniesAt, namedTitles } from './generated-request.ts'
import { schedules } from './generated-schedule.ts'
import { refusals } from './oracle.ts'
import { autoplayFor } from './oracle-autoplay.ts'
import type { OracleCandidate, OracleContext, OracleDeny } from './oracle-request.ts'
import { privacyOf } from './oracle-viewer.ts'

interface Asked {
  readonly context: OracleContext
  readonly denies: readonly OracleDeny[]
  readonly shown: readonly { readonly asset: Asset; readonly campaign: Campaign; readonly agoMs: number }[]
  readonly beside: string | null
  /** Whether the placement is pinned to the title that it stands beside. */
  readonly pinned: boolean
  /** The seed of its draws. */
  readonly seed: string | null
}

interface World {
  readonly schedule: Schedule
  readonly region: RegionId
  readonly asked: readonly Asked[]
  /** What pacing says of each campaign. */
  readonly pacing: readonly PacedAs[]
}

/** How often each word was met: reasons, autoplay's answers and privacy classes; `verdicts` and `allowed` beside them. */
export class Tally {
  verdicts = 0
  allowed = 0
  private readonly words = new Map<string, number>()

  count(kind: 'gate' | 'autoplay' | 'privacy', word: string | true): void {
    const key = `${kind} ${word}`
    this.words.set(key, this.of(kind, word) + 1)
  }

  of(kind: 'gate' | 'autoplay' | 'privacy', word: string | true): number {
    return this.words.get(`${kind} ${word}`) ?? 0
  }

  toString(): string {
    const words = [...this.words].sort(([, left], [, right]) => right - left).map(([word, count]) => `${word} ${count}`)
    return `${this.verdicts} verdicts, ${this.allowed} allowed: ${words.join(', ')}`
  }
}

/** Requests for each schedule: compiling one costs as much as dozens of verdicts. */
const REQUESTS_EACH = 40

const worlds: fc.Arbitrary<World> = fc
  .tuple(schedules, fc.constantFrom(...TESTED_REGIONS))
  .chain(([schedule, region]) =>
    fc.record({
      schedule: fc.constant(schedule),
      region: fc.constant(region),
      pacing: fc.array(pacedAs, { minLength: schedule.campaigns.length, maxLength: schedule.campaigns.length }),
      asked: fc.array(askedOf(schedule, region), { minLength: REQUESTS_EACH, maxLength: REQUESTS_EACH }),
    }),
  )

/** Mostly unpaced, so that enough is left to be shown; `endsAt` is at an edge of windows. */
const pacedAs: fc.Arbitrary<PacedAs> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record({
      share: fc.constantFrom(0, 1 / 64, 0.25, 0.5, 63 / 64, 1, Number.NaN),
      endsAt: fc.constantFrom(Date.parse('2026-11-22T11:00:30Z'), Number.POSITIVE_INFINITY, Number.NaN),
    }),
  },
)

function askedOf(schedule: Schedule, region: RegionId): fc.Arbitrary<Asked> {
  const shown = fc.record({
    asset: fc.constantFrom(...schedule.assets),
    campaign: fc.constantFrom(...schedule.campaigns),
    agoMs: fc.constantFrom(0, 999, 1000, 3_600_000, 86_399_999, 86_400_000),
  })
  return contextsIn(region).chain((context) =>
    fc.record({
      context: fc.constant(context),
      denies: deniesAt(Date.parse(context.now), [context.country === 'T1' ? 'XX' : context.country, 'XX', 'FR']),
      shown: fc.array(shown, { maxLength: 5 }),
      beside: namedTitles,
      pinned: fc.boolean(),
      seed: fc.constantFrom(null, 'a', 'b', 'c', 'd'),
    }),
  )
}

/** Worlds to a property: as many as may be read again, smaller, when one of them differs. */
const WORLDS_EACH = 10

/** Compares worlds until what was compared is enough; throws at the first that differs, made small. */
export function compareWorlds(isEnough: (tally: Tally) => boolean, seed: number): Tally {
  const tally = new Tally()
  for (let round = 0; !isEnough(tally); round++) {
    const property = fc.property(worlds, (world) => compareWorld(world, tally))
    fc.assert(property, { numRuns: WORLDS_EACH, seed: seed + round })
  }
  return tally
}

/** Asks both; throws where they differ. */
function compareWorld({ schedule, region, asked, pacing }: World, tally: Tally): void {
  const { snapshot: unpaced, rejected } = snapshotOf(region, schedule)
  const says = new Map(schedule.campaigns.map(({ id }, at): [string, PacedAs] => [id, pacing[at] ?? {}]))
  const snapshot = paced(unpaced, (campaign) => says.get(unpaced.text.campaign(campaign).campaignId) ?? {})
  const compiledOut = new Map(rejected.map((each) => [keyOf(each), each.reason]))
  const candidates = candidatesOf(schedule)
  for (const { context, denies, shown, beside, pinned, seed } of asked) {
    const now = Date.parse(context.now)
    // What was never a candidate was never shown.
    const memory = shown
      .map(({ agoMs, ...what }) => ({ ...what, at: now - agoMs }))
      .filter(({ asset, campaign }) => indexesOf(snapshot, asset, campaign).length > 0)
      .sort((left, right) => left.at - right.at)
    const request = { context, denies, shown: memory, beside, seed, pacing: says, titles: schedule.titles }
    const serving = requestOf(snapshot, request, pinned)
    assert.equal(serving.context.privacy, privacyOf(context))
    tally.count('privacy', privacyOf(context))
    const { verdicts, picked } = servedVerdicts(snapshot, serving)
    assert.deepEqual([...verdicts.keys(), ...compiledOut.keys()].sort(), [...candidates.keys()].sort())
    const eligible = new Set<string>()
    for (const [key, candidate] of candidates) {
      const expected = candidate ? refusals(request, candidate) : new Set<GateReason>(['not-approved'])
      const given = verdicts.get(key)
      tally.verdicts++
      for (const reason of expected) tally.count('gate', reason)
      if (given === undefined) assertCompiledOut(key, expected, compiledOut.get(key))
      else assert.deepEqual([...new Set(given.gates)].sort(), [...expected].sort(), key)
      if (candidate === null || expected.size > 0) continue
      tally.allowed++
      if (!pinned || beside === null || candidate.asset.titleId === beside) eligible.add(key)
      if (given) assertAutoplay(key, given, autoplayFor(context, candidate), tally)
    }
    assert.deepEqual(
      picked.filter((key) => !eligible.has(key)),
      [],
      'picks what is refused',
    )
    assert.equal(picked.length > 0, eligible.size > 0, 'plays exactly when something is eligible')
  }
}

/**
 * The compiler stops at its first reason, and speaks of the whole region: what has long ended in one territory
 * may be none of another's business.
 */
function assertCompiledOut(key: string, expected: ReadonlySet<GateReason>, compiled: string | undefined): void {
  const holds = [...expected].some((reason) => reason === compiled || reason === 'territory')
  assert(holds, `${key}: left out by the compiler for ${compiled}, but here ${[...expected]}`)
}

function assertAutoplay(key: string, given: ServedVerdict, expected: true | string, tally: Tally): void {
  if (given.autoplay === null) return
  tally.count('autoplay', expected)
  assert.equal(given.autoplay, expected, `${key}: autoplay`)
}

function candidatesOf({ titles, assets, campaigns }: Schedule): Map<string, OracleCandidate | null> {
  const all = new Map<string, OracleCandidate | null>()
  for (const campaign of campaigns) {
    for (const id of Array.isArray(campaign.assets) ? campaign.assets : []) {
      const asset = assets.find((each) => each.id === id)
      const title = titles.find((each) => each.id === asset?.titleId) ?? null
      all.set(keyOf({ assetId: id, campaignId: campaign.id }), asset ? { asset, title, campaign } : null)
    }
  }
  return all
}
