import type { PublishCheck } from '../../model/policies/publish-policy.ts'
import type { CheckResult } from './proposal.ts'

/** A person's confirmation that one finding is intended. Who may give it, and until when, is decided elsewhere. */
export interface Override {
  readonly check: string
  /** `Finding.code`. */
  readonly finding: string
}

/**
 * Lifts a failed check if every one of its findings is named by an override; one unnamed finding keeps it failed. A
 * check for something broken, rather than unusual, is never lifted.
 *
 * @returns the results, and the overrides without which a check would not have passed
 */
export function withOverrides<Given extends Override>(
  results: readonly CheckResult[],
  overrides: readonly Given[],
  neverLifted: ReadonlySet<PublishCheck>,
): { readonly results: readonly CheckResult[]; readonly used: readonly Given[] } {
  const used: Given[] = []
  const lifted = results.map((result): CheckResult => {
    if (result.passed || neverLifted.has(result.check)) return result
    const named = overrides.filter(({ check }) => check === result.check)
    const covered = result.findings.every(({ code }) => named.some(({ finding }) => finding === code))
    if (!covered || result.findings.length === 0) return result
    used.push(...named.filter(({ finding }) => result.findings.some(({ code }) => code === finding)))
    return { ...result, passed: true, detail: `lifted by override: ${result.detail}` }
  })
  return { results: lifted, used }
}
