import type { PublishResult } from '../../contracts/ops/answers/publish.ts'
import type { RegionId } from '../../model/nouns/region.ts'

/** The result of a publish; of one that the ops API refused to begin there is only its problem, as the refusal. */
export interface PublishAttempt extends Partial<Omit<PublishResult, 'region' | 'outcome' | 'refusals'>> {
  readonly region: RegionId
  readonly outcome: PublishResult['outcome']
  readonly refusals: readonly unknown[]
}

/** The result of a publish, in a word or two. `announced again`: nothing changed, and what was lifted plays again. */
export function outcomeText({ outcome, receipt }: PublishAttempt): string {
  return outcome === 'unchanged' && receipt?.renewed === true ? 'announced again' : outcome
}

/** Whether a publish was refused or, for a dry run, would be refused now. */
export function isRefused({ outcome, holds }: PublishAttempt): boolean {
  return outcome === 'refused' || (holds ?? []).length > 0
}
