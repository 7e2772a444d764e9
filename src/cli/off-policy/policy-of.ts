import type { OffPolicyLog } from '../../off-policy/log/logged-page.ts'
import { drawnActions, positionsOf } from '../../off-policy/policies/log-actions.ts'
import { LOGGED_POLICY } from '../../off-policy/policies/logged.ts'
import { tablePolicy } from '../../off-policy/policies/table.ts'
import type { TargetPolicy } from '../../off-policy/policies/target-policy.ts'
import { thompsonPolicy } from '../../off-policy/policies/thompson.ts'
import { uniformPolicy } from '../../off-policy/policies/uniform.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'

/** What `--policy` may be. */
export const POLICY_KINDS = 'uniform, logged, table:FILE, thompson:PRIORS.json or snapshot:ID|DIR'

/** A policy as it was typed: what kind, and the file that it is in. */
export interface TypedPolicy {
  readonly kind: 'uniform' | 'logged' | 'table' | 'thompson'
  readonly file: string
  /** How many actions `uniform` draws from; undefined: as many as the log has. */
  readonly actions: number | undefined
}

/** Reads `--policy` before the log, so that a mistake is told at once. @throws UsageError */
export function typedPolicy(typed: string, actions: number | undefined): TypedPolicy {
  const [, kind = '', file = ''] = /^([a-z]+)(?::(.+))?$/.exec(typed) ?? []
  const wrong = new UsageError(`--policy is "${typed}"`, POLICY_KINDS)
  if (kind === 'uniform' || kind === 'logged') {
    if (file !== '') throw wrong
  } else if (kind !== 'table' && kind !== 'thompson') throw wrong
  else if (file === '') throw new UsageError(`--policy ${kind} needs a file`, `${kind}:FILE`)
  if (actions !== undefined && kind !== 'uniform')
    throw new UsageError('--actions is for --policy uniform', 'the other policies name their actions')
  return { kind, file, actions }
}

/** Makes the policy that was typed, for this log. @throws UsageError naming what is wrong in its file */
export async function policyOf(
  shell: Shell,
  { kind, file, actions }: TypedPolicy,
  log: OffPolicyLog,
): Promise<TargetPolicy> {
  if (kind === 'logged') return LOGGED_POLICY
  if (kind === 'uniform') {
    const drawn = drawnActions(log)
    return named('--actions', () => uniformPolicy(drawn, actions ?? drawn.length))
  }
  const document = await readJsonFile(shell, file)
  return named(file, () => (kind === 'table' ? tablePolicy(document) : thompsonPolicy(document, positionsOf(log))))
}

/** Work on what somebody typed; what is out of range in it is a mistake of theirs. @throws UsageError */
export function named<Result>(source: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new UsageError(`${source}: ${error.message}`, 'ff ope --help shows the policies')
  }
}
