import { AUTOPLAY, PLACE } from '../catalogue/asked.ts'
import { NOW } from '../catalogue/large-snapshot.ts'
import type { NaiveRequest } from '../naive/candidate.ts'
import { handWritten } from '../peers/hand-written.ts'
import { jsonLogic } from '../peers/json-logic.ts'
import { jsonRules } from '../peers/json-rules.ts'
import { mingo } from '../peers/mingo.ts'
import { minisearch } from '../peers/minisearch.ts'
import type { Filter } from '../peers/peer.ts'
import { decided, decisionRequest, eligibleCandidates, naiveRequest, openLarge } from '../product/decision.ts'
import { readCandidates } from '../product/read-candidates.ts'
import { mustAgree } from '../same-answer.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { type Contender, interleaved, type Plan } from '../tables/measure.ts'

const PEERS = [handWritten, jsonLogic, minisearch, mingo, jsonRules] as const
const FLOOR = 'Firstframe, whole decision'
/** Who takes longer for one request is not measured at this size. */
const LONGEST_RUN_MS = 10_000
/** How long a peer takes is guessed from so many candidates, before it is let loose on all. */
const TASTE = 1000

export const suite: Suite = {
  about: 'who is eligible, by rule engines, query languages and a search index, beside the whole decision',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [1000, 10_000, 100_000])) rows.push(...(await peersAt(run, candidates)))
    return rows
  },
}

async function peersAt(run: Run, candidates: number): Promise<readonly BenchRow[]> {
  run.say(`peers: ${candidates} candidates`)
  const opened = openLarge(candidates)
  const { snapshot } = opened
  const objects = readCandidates(snapshot, PLACE.country)
  const request = naiveRequest(snapshot, AUTOPLAY, NOW)
  const ours = eligibleCandidates(opened, decisionRequest(snapshot, AUTOPLAY, NOW))
  const contenders: Contender[] = [
    { name: FLOOR, run: () => decided(opened, decisionRequest(snapshot, AUTOPLAY, NOW)) },
  ]
  for (const { name, over } of PEERS) {
    const aboutMs = (await timeOf(over(objects.slice(0, TASTE)), request)) * (candidates / Math.min(TASTE, candidates))
    if (aboutMs > LONGEST_RUN_MS) {
      run.say(`peers: ${name} would take about ${Math.round(aboutMs)} ms at ${candidates} candidates: left out`)
      continue
    }
    const filter = over(objects)
    mustAgree(name, ours, await filter(request))
    contenders.push({ name, run: () => filter(request) })
  }
  const plan: Plan = {
    ...{ suite: 'peers', candidates, floor: FLOOR, repeats: 7, unit: 'µs', sampleMs: 10, warmMs: 100 },
    longestRunMs: LONGEST_RUN_MS,
  }
  return interleaved(run, plan, contenders)
}

/** Milliseconds of its second run: the first one compiles. */
async function timeOf(filter: Filter, request: NaiveRequest): Promise<number> {
  await filter(request)
  const started = performance.now()
  await filter(request)
  return performance.now() - started
}
