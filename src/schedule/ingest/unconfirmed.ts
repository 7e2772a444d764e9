import type { Narrowing } from '../../model/denies/narrowing.ts'
import type { WithdrawalImpact } from './ingest-report.ts'

/** An ingest that takes away more than one may without saying so. Nothing of it is stored but its takedowns. */
export class Unconfirmed extends Error {
  constructor(readonly impact: WithdrawalImpact) {
    super('an ingest that withdraws so much has to be confirmed')
  }
}

/** Who can tell what a withdrawal takes away of what is served, and the number that says it is meant. */
export interface WithdrawalDoor {
  /** Left out: nobody asks. */
  readonly impactOf?: (narrowings: readonly Narrowing[]) => Promise<WithdrawalImpact>
}

/** @throws Unconfirmed when it has to be confirmed, and the number is another one */
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
