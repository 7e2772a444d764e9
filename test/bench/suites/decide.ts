import { type DecisionRequest, decide } from '../../../src/decide/decide.ts'
import { deriveContext } from '../../../src/decide/derive-context.ts'
import type { Snapshot } from '../../../src/model/snapshot.ts'
import { decodeSnapshot } from '../../../src/snapshot/decode.ts'
import { compileLarge, largeSchedule, NOW, shardsOf } from '../large-snapshot.ts'
import { interleaved } from '../measure.ts'
import { naiveCandidates, naivePage, naiveRanking } from '../naive-decision.ts'
import type { BenchRow, Suite } from '../suite.ts'

/** A decision on a context that nobody has asked from before, beside the plainest way to make the same one. */
export const suite: Suite = async () => [1000, 10_000, 100_000].flatMap(decideAt)

const SURFACES = [
  { name: 'autoplay', surface: 'home-hero', count: 1 },
  { name: 'clips', surface: 'clips-feed', count: 10 },
] as const

function decideAt(candidates: number): BenchRow[] {
  const snapshot = decodeSnapshot('bench', shardsOf(compileLarge(largeSchedule(candidates))))
  const objects = naiveCandidates(snapshot, 'US')
  return SURFACES.flatMap(({ name, surface, count }) => {
    const rule = snapshot.rules.surfaces.find(({ id }) => id === surface)
    if (!rule) throw new Error(`the rules have no surface ${surface}`)
    const placements = [{ id: surface, surface, count, titleId: null, inView: null }]
    let asked = 0
    // Every request at an instant of its own: no cache of contexts could help.
    const request = (): DecisionRequest => requestAt(snapshot, NOW + asked++, placements)
    const ours = () => decide(snapshot, request())[0]?.picks.map(({ candidate }) => candidate) ?? []
    const naive = () => naivePage(naiveRanking(objects, snapshot, request().context, rule), count)
    // A bench of two different answers compares nothing.
    const answers = [ours(), naive()].map((picks) => picks.join(' '))
    if (answers[0] === '' || answers[0] !== answers[1]) throw new Error(`${name}: ${answers.join(' is not ')}`)
    const floor = `${name}, objects and filter`
    const runs = Math.max(1, 2000 / candidates)
    const repeated = (run: () => readonly number[]) => () => {
      let picks = 0
      for (let index = 0; index < runs; index++) picks += run().length
      return picks
    }
    const plan = { suite: 'decide', candidates, floor, repeats: 25, warmups: 5 }
    return interleaved(plan, [
      { name: floor, run: repeated(naive) },
      { name: `${name}, decide`, run: repeated(ours) },
    ]).map((row) => ({ ...row, unit: 'µs', median: microseconds(row.median, runs), p99: microseconds(row.p99, runs) }))
  })
}

const microseconds = (milliseconds: number, runs: number) => Number(((milliseconds * 1000) / runs).toPrecision(4))

function requestAt(snapshot: Snapshot, now: number, placements: DecisionRequest['placements']): DecisionRequest {
  const member = {
    ...({
      state: 'member',
      subject: null,
      cap: 13,
      kids: false,
      adult: false,
      pin: false,
      personalize: false,
    } as const),
    ...{ entitlements: [], residence: null },
  }
  const silent = {
    ...{ device: null, codecs: [], maxHeight: null, autoplayOff: false, saveData: false, reducedMotion: false },
    ...{ globalPrivacyControl: false, kids: false, maxAge: null },
  }
  const context = deriveContext(snapshot.rules, {
    place: { country: 'US', regionCode: null, timeZone: 'America/New_York', anonymizer: null },
    viewer: member,
    hints: { ...silent, language: 'en' },
    now,
  })
  const nothing = { denies: [], served: new Set<number>(), seen: new Set<number>(), counts: new Map() }
  return { ...nothing, context, placements, firstPosition: 0, openWith: null }
}
