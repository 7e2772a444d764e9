import type { PolicyEvaluation } from '../../off-policy/evaluate-policy.ts'

/** The evaluation as `--json` prints it, with files by their names. */
export function evaluationDocument(evaluation: PolicyEvaluation, files: readonly string[]) {
  const rejected = evaluation.rejected.map(({ file, line, reason }) => ({ line, reason, file: files[file] ?? null }))
  return { ...evaluation, rejected }
}
