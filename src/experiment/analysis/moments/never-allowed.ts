import type { MetricMoments } from './moments.ts'

/**
 * Guardrails of which one case in an arm is one too many, whatever chance may do: what a viewer must not see is no matter
 * of rates.
 */
const NEVER: ReadonlySet<string> = new Set(['maturity-violations'])

/** Whether a metric is a guardrail of what must not happen at all. It is compared with nothing. */
export function isNeverAllowed({ id, guardrail }: Pick<MetricMoments, 'id' | 'guardrail'>): boolean {
  return guardrail && NEVER.has(id)
}
