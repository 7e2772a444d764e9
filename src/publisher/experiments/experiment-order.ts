import type { StoredExperiment } from '../../schedule/experiments/stored-experiment.ts'
import type { AuditEntry } from '../../schedule/reports/audit-log.ts'
import { OpsProblem } from '../ops-problem.ts'
import type { PublisherContext } from '../publisher-context.ts'

/** Who does something to an experiment, and why. */
export interface ExperimentOrder {
  readonly actor: string
  readonly reason: string
}

/** The same of an act on what somebody has looked at. */
export interface SeenOrder extends ExperimentOrder {
  /** Checks the revision that the caller saw, and throws when it is another one by now. */
  readonly seen: (revision: number) => void
}

/** The refusal of what is not there. */
export function noSuchExperiment(key: string): OpsProblem {
  return new OpsProblem(
    404,
    'No such experiment',
    `There is no experiment "${key.slice(0, 40)}"; ff experiment list names them.`,
    'key',
  )
}

/** The refusal of an act that its state does not allow. */
export function notNow(detail: string, field: string | null = 'state'): OpsProblem {
  return new OpsProblem(409, 'Not as it stands', detail, field)
}

/** What the audit log says of an act. */
export function auditOf(
  { now, role }: Pick<PublisherContext, 'now' | 'role'>,
  action: `experiment.${string}`,
  { actor, reason }: { readonly actor: string; readonly reason: string | null },
  {
    before,
    next,
    more = {},
  }: {
    readonly before: StoredExperiment | null
    readonly next: StoredExperiment
    readonly more?: object
  },
): AuditEntry {
  const said = ({ state, coverage }: StoredExperiment) => ({ state, coverage })
  return {
    ...{ at: now(), actor, role: role ?? null, action, target: next.record.key },
    before: before === null ? null : said(before),
    after: { ...said(next), ...more, ...(reason !== null && { reason }) },
  }
}
