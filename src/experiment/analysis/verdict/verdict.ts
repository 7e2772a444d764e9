import type { Analysis, ExperimentVerdict } from '../analysis.ts'
import type { Moments } from '../moments/moments.ts'
import { decisions } from './decisions.ts'
import type { Findings } from './findings.ts'
import { guardrailDecisions } from './guardrail-decisions.ts'
import { type Explained, REASON_WORDS } from './reasons.ts'
import { refusals } from './refusals.ts'
import { waits } from './waits.ts'

type Said = Pick<Analysis, 'verdict' | 'reasons' | 'because'>

const NOTES: ReadonlySet<string> = new Set(REASON_WORDS.note)

/**
 * The verdict: refused where the data cannot carry one; decide where a goal has certainly moved or a guardrail is
 * certainly harmed, at whatever look; else wait.
 */
export function verdictOf(moments: Moments, findings: Findings): Said {
  const [notes, refused] = parted(refusals(moments, findings))
  if (refused.length > 0) {
    // Harm is said whatever else is wrong.
    return said('refused', refused, [...guardrailDecisions(moments, findings), ...notes])
  }
  const decided = decisions(moments, findings)
  return decided.length > 0 ? said('decide', decided, notes) : said('wait', waits(findings), notes)
}

function said(verdict: ExperimentVerdict, reasons: readonly Explained[], notes: readonly Explained[]): Said {
  return { verdict, reasons: [...new Set(reasons.map(({ reason }) => reason))], because: [...reasons, ...notes] }
}

function parted(all: readonly Explained[]): readonly [notes: readonly Explained[], refused: readonly Explained[]] {
  return [all.filter(({ reason }) => NOTES.has(reason)), all.filter(({ reason }) => !NOTES.has(reason))]
}
