import { basename } from 'node:path'
import type { EstimateOrder } from '../../contracts/ops/requests/experiments/estimates.ts'
import type { OffPolicyEstimates } from '../../off-policy/estimates/row-estimates.ts'
import type { PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'
import { plain } from '../frame/output.ts'
import { refusalSentence } from './refusal-sentences.ts'

/** As many of each list as the publisher keeps. */
const REJECTED_SENT = 20
const POSITIONS_SENT = 100
const FILES_SENT = 50

/** Files of an evaluation, and the snapshot that it is of. */
interface EstimateGround {
  /** Those that rejected rows name by their index. */
  readonly files: readonly string[]
  /** The files of the log among them; left out: all. */
  readonly logs?: readonly string[]
  readonly snapshot?: EstimateOrder['snapshot'] | null
}

/** An evaluation as the publisher keeps it: whole but for long lists, with files by their names alone, and why in sentences. */
export function estimateOrder(
  name: string,
  evaluation: PolicyEvaluation,
  { files, logs = files, snapshot = null }: EstimateGround,
): EstimateOrder {
  const {
    rejected,
    byPosition,
    reasons,
    estimates,
    histogram,
    page,
    sources,
    logged: _logged,
    change: _change,
    ...rest
  } = evaluation
  const names = files.map((file) => basename(file))
  return {
    name,
    logs: logs.slice(0, FILES_SENT).map((file) => basename(file)),
    ...(snapshot !== null && { snapshot }),
    evaluation: {
      ...rest,
      estimates: { ...estimates },
      histogram: [...histogram],
      sources: sources.map((each) => ({ ...each })),
      ...(page !== undefined && { page }),
      ...(byPosition !== undefined && { byPosition: byPosition.slice(0, POSITIONS_SENT).map(copied) }),
      rejected: rejected
        .slice(0, REJECTED_SENT)
        .map(({ file, line, reason }) => ({ line, reason: reason.slice(0, 400), file: names[file] ?? null })),
      reasons: [...reasons],
      because: reasons.map((reason) => ({ reason, sentence: refusalSentence(reason, evaluation) })),
    },
  }
}

const copied = <Estimates extends OffPolicyEstimates>(estimates: Estimates): Estimates => ({ ...estimates })

/** What a person reads of an estimate that the publisher keeps; null: none was sent. */
export function keptLines(kept: { readonly id: string } | null): readonly string[] {
  return kept === null ? [] : ['', `kept as ${plain(kept.id)}: the console shows it under Experiments, Estimates`]
}
