import type { WithdrawalImpact } from '../../contracts/ops/answers/ingest.ts'
import type { Narrowing } from '../../model/denies/narrowing.ts'

/** An ingest that withdraws more than is allowed without confirmation. Only its takedowns were stored. */
export class Unconfirmed extends Error {
  constructor(readonly impact: WithdrawalImpact) {
    super('an ingest that withdraws so much has to be confirmed')
  }
}

/** Computes what a withdrawal takes away from what is served, and the number that confirms it. */
export interface WithdrawalDoor {
  /** Left out: nothing need be confirmed. */
  readonly impactOf?: (narrowings: readonly Narrowing[]) => Promise<WithdrawalImpact>
}

/** @throws Unconfirmed when confirmation is needed, and the number is missing or another one */
export async function confirmedImpact(
  { impactOf }: WithdrawalDoor,
  narrowings: readonly Narrowing[],
  confirm: number | null,
): Promise<WithdrawalImpact | undefined> {
  if (impactOf === undefined || narrowings.length === 0) return undefined
  const impact = await impactOf(narrowings)
  if (impact.confirm !== null && impact.confirm !== confirm) throw new Unconfirmed(impact)
  return impact
}
