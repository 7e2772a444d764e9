import { z } from 'zod'
import { plain, table } from './output.ts'

const SHOWN_FINDINGS = 30

const refusal = z.looseObject({
  check: z.string(),
  findings: z.array(z.looseObject({ text: z.string(), code: z.string() })).min(1),
})

/** The single findings in refusals. */
export function findingsOf(refusals: readonly unknown[]) {
  return refusals.flatMap((each) => {
    const parsed = refusal.safeParse(each)
    return parsed.success
      ? parsed.data.findings.map(({ text, code }) => ({ check: parsed.data.check, text, code }))
      : []
  })
}

/** The findings against a publish, each with its code, and how two persons can override them. */
export function findingLines(region: string, refusals: readonly unknown[]): string[] {
  const rows = findingsOf(refusals).map(({ check, code, text }) => [plain(check), plain(code), plain(text)])
  if (rows.length === 0) return []
  const more = rows.length > SHOWN_FINDINGS ? [`… and ${rows.length - SHOWN_FINDINGS} more; --json lists all`] : []
  return [
    '',
    `${region} keeps its live snapshot. Findings against the new one:`,
    ...table(['check', 'finding', 'what'], rows.slice(0, SHOWN_FINDINGS)),
    ...more,
    `If all of this is intended: ff override propose ${region} --reason "…"; somebody else approves it`,
  ]
}
