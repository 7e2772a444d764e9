import type { OpenedSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { type Asked, AUTOPLAY, CLIPS, newContexts, PLACE } from '../catalogue/asked.ts'
import { NOW } from '../catalogue/large-snapshot.ts'
import type { NaiveCandidate } from '../naive/candidate.ts'
import { passes } from '../naive/filter.ts'
import { naivePicks } from '../naive/ranking.ts'
import { decided, decisionRequest, eligibleCandidates, naiveRequest, openLarge } from '../product/decision.ts'
import { readCandidates } from '../product/read-candidates.ts'
import { mustAgree } from '../same-answer.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { interleaved, type Plan } from '../tables/measure.ts'

/** So many contexts in turn that none is still at hand when it comes again. */
const CONTEXTS = 1024

const PAGES = [
  { name: 'autoplay', asked: AUTOPLAY },
  { name: 'clips page', asked: CLIPS },
] as const

export const suite: Suite = {
  about: 'one decision, on contexts known and new, for autoplay and a page of clips, beside objects and filter',
  mostCandidates: 1_000_000,
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [1000, 10_000, 100_000, 200_000])) {
      run.say(`decide: ${candidates} candidates`)
      const opened = openLarge(candidates)
      const { snapshot } = opened
      const objects = readCandidates(snapshot, PLACE.country)
      for (const page of PAGES) rows.push(...(await decidePage(run, candidates, { opened, objects, ...page })))
    }
    return rows
  },
}

interface Page {
  readonly opened: OpenedSnapshot
  readonly objects: readonly NaiveCandidate[]
  readonly name: string
  readonly asked: Asked
}

async function decidePage(run: Run, candidates: number, page: Page): Promise<readonly BenchRow[]> {
  const { opened, objects, name, asked } = page
  const { snapshot } = opened
  checkAnswers(page)
  const contexts = newContexts(asked, CONTEXTS)
  let turn = 0
  const next = (): Asked => contexts[turn++ % CONTEXTS] ?? asked
  const floor = `${name}, objects and filter`
  const plan: Plan = {
    ...{ suite: 'decide', candidates, floor, repeats: 9, unit: 'µs', sampleMs: 40 },
    ...{ warmMs: 600, longestRunMs: 5000 },
  }
  return interleaved(run, plan, [
    { name: floor, run: () => naivePicks(objects, naiveRequest(snapshot, next(), NOW), asked.count).length },
    { name: `${name}, known context`, run: () => decided(opened, decisionRequest(snapshot, asked, NOW)) },
    { name: `${name}, new context`, run: () => decided(opened, decisionRequest(snapshot, next(), NOW)) },
  ])
}

function checkAnswers({ opened, objects, name, asked }: Page): void {
  const { snapshot } = opened
  const ours = eligibleCandidates(opened, decisionRequest(snapshot, asked, NOW))
  const request = naiveRequest(snapshot, asked, NOW)
  const theirs = objects.filter((candidate) => passes(candidate, request)).map(({ index }) => index)
  mustAgree(`${name}, objects and filter`, ours, theirs)
  const picks = [
    decided(opened, decisionRequest(snapshot, asked, NOW)),
    naivePicks(objects, request, asked.count).length,
  ]
  if (picks.some((count) => count !== asked.count)) throw new Error(`${name}: ${picks.join(' and ')} picks`)
}
