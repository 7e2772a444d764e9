import type { ReasonWord } from './reasons.ts'

/** What an analysis says, as far as a winner hangs on it; its words may be those of a later version. */
interface SaidOfArms {
  readonly verdict: string
  readonly because: readonly { readonly reason: string; readonly sentence: string; readonly arm?: string | undefined }[]
}

const HARM: readonly string[] = ['goal-worse', 'guardrail-harmed', 'never-exceeded'] satisfies ReasonWord[]
const GAIN: readonly string[] = ['goal-better'] satisfies ReasonWord[]

/**
 * What an analysis says against an arm that is to win, as a clause. Null: nothing, as it says `decide`, and that this arm is
 * better than control and does no harm; or of control, that no other arm is so.
 */
export function againstWinner(
  { verdict, because }: SaidOfArms,
  { winner, arms: [control] }: { readonly winner: string; readonly arms: readonly string[] },
): string | null {
  if (verdict === 'refused') return 'says that the data can carry no verdict'
  if (verdict !== 'decide') return `says ${verdict}`
  const saidOf = (arm: string | undefined, reasons: readonly string[]) =>
    because.find((each) => each.arm === arm && reasons.includes(each.reason))
  const harm = saidOf(winner, HARM)
  if (harm !== undefined) return `says: ${harm.sentence}`
  if (winner !== control) {
    return saidOf(winner, GAIN) === undefined ? `does not say that ${winner} is better than ${control}` : null
  }
  const better = because.find(({ reason, arm }) => GAIN.includes(reason) && saidOf(arm, HARM) === undefined)
  return better === undefined ? null : `says: ${better.sentence}`
}
