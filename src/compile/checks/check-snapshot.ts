import { openSnapshot } from '../../decide/opened/opened-snapshot.ts'
import { type Comparison, comparison, type Pair } from '../diff/comparison.ts'
import { absurdWindow } from './absurd-window.ts'
import { brokenInvariant } from './broken-invariant.ts'
import { brokenReference, unreadableSnapshot } from './broken-reference.ts'
import { changedDecisions } from './changed-decisions.ts'
import { resultOf } from './check-result.ts'
import { countChange } from './count-change.ts'
import { duplicateId } from './duplicate-id.ts'
import { invalidRules } from './invalid-rules.ts'
import { lostCoverage } from './lost-coverage.ts'
import { lostSchedule } from './lost-schedule.ts'
import { overBudget } from './over-budget.ts'
import { oversizedShard } from './oversized-shard.ts'
import type { CheckResult, OpenProposal, Proposal, Unreadable } from './proposal.ts'
import { tooFew } from './too-few.ts'

/** Checks that the proposal is complete in itself; each needs only the proposal, once every reference is valid. */
const WHOLE: readonly ((proposal: OpenProposal) => CheckResult)[] = [
  duplicateId,
  invalidRules,
  overBudget,
  lostSchedule,
  tooFew,
]

/** Checks that compare the proposal with the live snapshot. */
const COMPARED: readonly ((proposal: OpenProposal, compared: Comparison) => CheckResult)[] = [
  absurdWindow,
  countChange,
  lostCoverage,
  brokenInvariant,
  changedDecisions,
]

/**
 * Runs every check to its end, so that the reader of a refusal sees all that is wrong. A proposal that is not complete
 * is not compared: its comparisons would only repeat the same faults at length.
 */
export function checkSnapshot(proposal: Proposal): readonly CheckResult[] {
  const stored = oversizedShard(proposal)
  const { next } = proposal
  if ('unreadable' in next) return [stored, unreadableSnapshot(next)]
  const open: OpenProposal = { ...proposal, next }
  const references = brokenReference(open)
  if (!references.passed) return [stored, references]
  const whole = [stored, references, ...WHOLE.map((check) => check(open))]
  if (whole.some(({ passed }) => !passed)) return whole
  const pair = openedPair(open)
  if ('unreadable' in pair) {
    return [
      ...whole.filter(({ check }) => check !== 'broken-reference'),
      resultOf('broken-reference', 'columns', [`the engine does not open it: ${pair.unreadable}`]),
    ]
  }
  const compared = comparison({ ...open, ...pair })
  return [...whole, ...COMPARED.map((check) => check(open, compared))]
}

function openedPair({ next, live, engine }: OpenProposal): Pick<Pair, 'next' | 'live'> | Unreadable {
  try {
    return { next: openSnapshot(next, engine), live: live && openSnapshot(live, engine) }
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : 'for no known reason' }
  }
}
