import { beforeAll, describe, expect, it } from 'vitest'
import { thetaOf } from '../../../src/experiment/analysis/cuped/theta.ts'
import { type Effect, effectOf } from '../../../src/experiment/analysis/estimate/effect.ts'
import { unitSpread } from '../../../src/experiment/analysis/estimate/unit-spread.ts'
import { confidenceSequence } from '../../../src/experiment/analysis/inference/confidence-sequence.ts'
import { welchP } from '../../../src/experiment/analysis/inference/welch.ts'
import type { ArmMoments, MetricKind } from '../../../src/experiment/analysis/moments/moments.ts'
import { chance, normal, runningSums } from './viewers.ts'

const RUNS = 2000
const VIEWERS = 2000
const PEEKS = 100
const ALPHA = 0.05
const TUNING = 5000

/** The effect of an arm, where it has one. */
function effect(kind: MetricKind, control: ArmMoments, arm: ArmMoments, theta = 0): Effect | null {
  const spreads = { control: unitSpread(kind, control), arm: unitSpread(kind, arm) }
  const found = effectOf({ kind, ...spreads, difference: 'relative' }, theta)
  return typeof found === 'string' ? null : found
}

/** The share of runs in which something is found, though both arms are the same. */
const shareOf = (runs: number) => runs / RUNS

/** Viewers come one by one, and watch for some minutes, few of them for long. */
function watching(): { readonly fixed: number; readonly everyLook: number; readonly sequential: number } {
  const random = chance(20_261_130)
  let [fixed, everyLook, sequential] = [0, 0, 0]
  for (let run = 0; run < RUNS; run++) {
    const [control, arm] = [runningSums(), runningSums()]
    let [seen, certain, last] = [false, false, 1]
    for (let viewer = 1; viewer <= VIEWERS; viewer++) {
      const into = random() < 0.5 ? control : arm
      into.add(-15 * Math.log(1 - random()))
      if (viewer % (VIEWERS / PEEKS) !== 0) continue
      const found = effect('mean', control.moments(), arm.moments())
      if (found === null) continue
      last = welchP(found)
      seen ||= last < ALPHA
      certain ||= confidenceSequence(found, ALPHA, TUNING).p < ALPHA
    }
    fixed += last < ALPHA ? 1 : 0
    everyLook += seen ? 1 : 0
    sequential += certain ? 1 : 0
  }
  return { fixed: shareOf(fixed), everyLook: shareOf(everyLook), sequential: shareOf(sequential) }
}

/** Each viewer has a rate of starts of their own, and one to sixteen impressions. */
function starting(): { readonly byViewer: number; readonly byImpression: number } {
  const random = chance(7)
  let [byViewer, byImpression] = [0, 0]
  for (let run = 0; run < RUNS; run++) {
    const [control, arm] = [runningSums('d'), runningSums('d')]
    for (let viewer = 0; viewer < VIEWERS; viewer++) {
      const [into, rate, impressions] = [
        random() < 0.5 ? control : arm,
        random() ** 2,
        1 + Math.floor(16 * random() ** 2),
      ]
      let starts = 0
      for (let shown = 0; shown < impressions; shown++) starts += random() < rate ? 1 : 0
      into.add(starts, impressions)
    }
    const ofViewers = effect('ratio', control.moments(), arm.moments())
    const ofImpressions = effect('proportion', asImpressions(control.moments()), asImpressions(arm.moments()))
    byViewer += ofViewers !== null && welchP(ofViewers) < ALPHA ? 1 : 0
    byImpression += ofImpressions !== null && welchP(ofImpressions) < ALPHA ? 1 : 0
  }
  return { byViewer: shareOf(byViewer), byImpression: shareOf(byImpression) }
}

/** The same as if each impression came from a viewer of its own. */
function asImpressions({ m, d }: ArmMoments): ArmMoments {
  return { n: d?.sum ?? 0, m: { sum: m.sum, sumSquares: m.sum }, products: {} }
}

/** What viewers do goes with what they did, at a correlation of 0.7. */
function withBefore(): { readonly found: number; readonly said: number; readonly real: number } {
  const random = chance(11)
  let [found, said, plainSquares, cupedSquares] = [0, 0, 0, 0]
  for (let run = 0; run < RUNS; run++) {
    const [control, arm] = [runningSums('mPre'), runningSums('mPre')]
    for (let viewer = 0; viewer < VIEWERS / 4; viewer++) {
      const before = normal(random)
      const since = 0.7 * before + Math.sqrt(1 - 0.49) * normal(random)
      const into = random() < 0.5 ? control : arm
      into.add(20 + 4 * since, 20 + 4 * before)
    }
    const sums = [control.moments(), arm.moments()] as const
    const [plain, cuped] = [effect('mean', ...sums), effect('mean', ...sums, thetaOf('mean', ...sums))]
    if (plain === null || cuped === null) continue
    found += welchP(cuped) < ALPHA ? 1 : 0
    said += 1 - (cuped.standardError / plain.standardError) ** 2
    plainSquares += plain.value ** 2
    cupedSquares += cuped.value ** 2
  }
  return { found: shareOf(found), said: said / RUNS, real: 1 - cupedSquares / plainSquares }
}

describe('2,000 experiments in which nothing is to be found', () => {
  let watched: ReturnType<typeof watching>
  let started: ReturnType<typeof starting>
  let before: ReturnType<typeof withBefore>
  beforeAll(() => {
    watched = watching()
    started = starting()
    before = withBefore()
  })

  it('one look at a fixed time finds something in one of twenty', () => {
    expect(watched.fixed).toBeGreaterThanOrEqual(0.039)
    expect(watched.fixed).toBeLessThanOrEqual(0.061)
  })

  it('a hundred looks find something in at most one of twenty by sequential intervals', () => {
    expect(watched.sequential).toBeLessThanOrEqual(0.05)
  })

  it('a hundred looks find something far more often by the test that is for one', () => {
    expect(watched.everyLook).toBeGreaterThanOrEqual(0.15)
  })

  it('rates per impression need viewers as units: counted by impression, much is found that is not there', () => {
    expect(started.byImpression).toBeGreaterThanOrEqual(0.1)
    expect(started.byViewer).toBeGreaterThanOrEqual(0.039)
    expect(started.byViewer).toBeLessThanOrEqual(0.061)
  })

  it('what viewers did before takes half of the variance at a correlation of 0.7, as it says, and finds no more', () => {
    for (const share of [before.said, before.real]) {
      expect(share).toBeGreaterThanOrEqual(0.45)
      expect(share).toBeLessThanOrEqual(0.53)
    }
    expect(before.found).toBeGreaterThanOrEqual(0.039)
    expect(before.found).toBeLessThanOrEqual(0.061)
  })
})
