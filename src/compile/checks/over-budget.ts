import { resultOf } from './check-result.ts'
import type { CheckResult, OpenProposal } from './proposal.ts'

/**
 * Cost of opening a snapshot at the edge, in nanoseconds: columns are read in place, rows are read once for the engine,
 * rules are parsed, text pages are named, and the length of each vector of another run is looked at. A Worker's clock does not advance while it computes, so time is estimated
 * from counts. Measured: 100,000 candidates of nine territories take 100 ms with the engine.
 */
const OPEN_NANOSECONDS = { candidate: 1000, ruleByte: 60, headByte: 0.5, campaign: 1000, otherVectorByte: 3 } as const

/** Refuses a head that does not fit into an isolate's memory, or takes it too long to open. */
export function overBudget({ sealed: { entries }, next, rules }: OpenProposal): CheckResult {
  const { headBytes, openMs } = rules.publish.limits
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  const ruleBytes = entries.find(({ name }) => name === 'rules')?.bytes ?? 0
  const { candidateAsset, campaigns } = next.hot
  const vectorBytes = (next.otherLearning ?? []).reduce((sum, { taste }) => sum + taste.length, 0)
  const nanoseconds =
    OPEN_NANOSECONDS.otherVectorByte * vectorBytes +
    OPEN_NANOSECONDS.candidate * candidateAsset.length +
    OPEN_NANOSECONDS.campaign * campaigns.idHash.length +
    OPEN_NANOSECONDS.ruleByte * ruleBytes +
    OPEN_NANOSECONDS.headByte * bytes
  const milliseconds = Math.ceil(nanoseconds / 1e6)
  const texts = [
    ...(bytes > headBytes ? [`the head has ${bytes} bytes, above ${headBytes}`] : []),
    ...(milliseconds > openMs ? [`opening takes some ${milliseconds} ms, above ${openMs}`] : []),
  ]
  return resultOf('over-budget', `the head has ${bytes} bytes and opens in some ${milliseconds} ms`, texts)
}
