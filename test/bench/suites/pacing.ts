import { ContextShape } from '../../../src/decide/context/context-shape.ts'
import { type Memory, NO_MEMORY } from '../../../src/decide/context/memory.ts'
import type { DecisionRequest } from '../../../src/decide/decision-request.ts'
import type { OpenedSnapshot } from '../../../src/decide/opened/opened-snapshot.ts'
import { BUCKETS } from '../../../src/decide/pacing/coin.ts'
import { type Asked, AUTOPLAY, CLIPS, newContexts } from '../catalogue/asked.ts'
import { NOW } from '../catalogue/large-snapshot.ts'
import { decided, decisionRequest, openLarge } from '../product/decision.ts'
import { FIRST_END, pacedLikeGoals } from '../product/paced.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { compared } from '../tables/comparison.ts'
import { interleaved, type Plan } from '../tables/measure.ts'

/** Seeds in turn: every bucket comes up, and takes turns with the contexts. */
const SEEDS = Array.from({ length: 509 }, (_, number) => `decision-${number}`)
/** A few contexts that are all at hand, as those of guests are, and so many that none is when it comes again. */
const KNOWN = 8
const NEW = 1024
/** Assets that a session remembers. */
const SHOWN = 24
const TILE: Asked = { ...AUTOPLAY, surface: 'browse-tile' }

interface Question {
  readonly name: string
  readonly asked: Asked
  readonly placements: number
  readonly contexts: 'known' | 'new'
  readonly hasSession: boolean
}

const QUESTIONS: readonly Question[] = [
  { name: 'autoplay', asked: AUTOPLAY, placements: 1, contexts: 'known', hasSession: false },
  { name: 'autoplay, session', asked: AUTOPLAY, placements: 1, contexts: 'known', hasSession: true },
  { name: 'autoplay, new context', asked: AUTOPLAY, placements: 1, contexts: 'new', hasSession: false },
  { name: '10 tiles', asked: TILE, placements: 10, contexts: 'known', hasSession: false },
  { name: 'clips page', asked: CLIPS, placements: 1, contexts: 'known', hasSession: false },
]

/** What is timed alike here: microseconds, in rounds of 40 ms. */
const PACE = { suite: 'pacing', repeats: 15, unit: 'µs', sampleMs: 40, warmMs: 600, longestRunMs: 5000 } as const

export const suite: Suite = {
  about: 'what the gate of pacing costs: the same decisions with shares and without, a bucket once, and all in memory',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const candidates of sizes(run, [10_000, 100_000])) {
      run.say(`pacing: ${candidates} candidates`)
      const unpaced = openLarge(candidates)
      const paced = pacedLikeGoals(unpaced.snapshot)
      for (const question of QUESTIONS) rows.push(...(await sideBySide(run, candidates, { unpaced, paced }, question)))
      rows.push(...(await oneBucket(run, candidates, paced)))
    }
    return rows
  },
}

function sideBySide(
  run: Run,
  candidates: number,
  { unpaced, paced }: { readonly unpaced: OpenedSnapshot; readonly paced: OpenedSnapshot },
  question: Question,
): Promise<readonly BenchRow[]> {
  const floor = `${question.name}, unpaced`
  return interleaved(run, { ...PACE, candidates, floor }, [
    { name: floor, run: deciding(unpaced, question) },
    { name: `${question.name}, paced`, run: deciding(paced, question) },
  ])
}

/** Decides, each time with another context and another seed. */
function deciding(opened: OpenedSnapshot, question: Question): () => number {
  const requests = requestsOf(opened, question)
  let turn = 0
  return () => {
    const request = requests[turn % requests.length]
    const seed = SEEDS[turn++ % SEEDS.length] ?? null
    return request === undefined ? 0 : decided(opened, { ...request, seed })
  }
}

/** A context that is at hand has a shape, as at the edge; a new one is the first of its kind. */
function requestsOf({ snapshot }: OpenedSnapshot, question: Question): readonly DecisionRequest[] {
  const { asked, placements, contexts, hasSession } = question
  const memory: Memory = hasSession
    ? { ...NO_MEMORY, shown: [...snapshot.hot.assets.idHash.slice(0, SHOWN)] }
    : NO_MEMORY
  return newContexts(asked, contexts === 'known' ? KNOWN : NEW).map((context) => {
    const request = { ...decisionRequest(snapshot, { ...context, surface: asked.surface }, NOW, placements), memory }
    return contexts === 'new' ? request : { ...request, context: new ContextShape(request.context).at(NOW) }
  })
}

/** A bucket as it is made for its first decision, and again after a share has ended; and all of them in memory. */
async function oneBucket(run: Run, candidates: number, opened: OpenedSnapshot): Promise<readonly BenchRow[]> {
  const { pacing, engine } = opened
  let turn = 0
  const made = () => {
    const bucket = pacing.at('decision-1', turn++ % 2 === 0 ? FIRST_END - 1 : FIRST_END)
    return bucket === null ? 0 : pacing.planeOf(bucket).bytes
  }
  const plan: Plan = { ...PACE, candidates, floor: null }
  const once = await interleaved(run, plan, [{ name: 'a bucket, once', run: made }])
  for (const seed of SEEDS) pacing.at(seed, NOW)
  const bytes = pacing.bytes + BUCKETS * Math.ceil(engine.rows / 8)
  const held = { name: `all ${BUCKETS} buckets`, candidates, unit: 'MB', values: [bytes / 1e6] }
  return [...once, compared('pacing', held, null)]
}
