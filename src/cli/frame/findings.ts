import { z } from 'zod'
import { plain, table } from './output.ts'

const SHOWN_FINDINGS = 30

const refusal = z.looseObject({
  check: z.string(),
  overridable: z.boolean().optional(),
  findings: z.array(z.looseObject({ text: z.string(), code: z.string() })).min(1),
})

/** The single findings in refusals. `isNever`: nobody can override it. */
export function findingsOf(refusals: readonly unknown[]) {
  return refusals.flatMap((each) => {
    const parsed = refusal.safeParse(each)
    return parsed.success
      ? parsed.data.findings.map(({ text, code }) => ({
          ...{ check: parsed.data.check, text, code },
          isNever: parsed.data.overridable === false,
        }))
      : []
  })
}

/** The findings against a publish, each with its code, and how two persons can override them. */
export function findingLines(region: string, refusals: readonly unknown[]): string[] {
  const found = findingsOf(refusals)
  const rows = found.map(({ check, code, text, isNever }) => [
    ...[plain(check), plain(code), isNever ? 'never' : 'yes', plain(text)],
  ])
  if (rows.length === 0) return []
  const more = rows.length > SHOWN_FINDINGS ? [`… and ${rows.length - SHOWN_FINDINGS} more; --json lists all`] : []
  return [
    '',
    `${region} keeps its live snapshot. Findings against the new one:`,
    ...table(['check', 'finding', 'override', 'what'], rows.slice(0, SHOWN_FINDINGS)),
    ...more,
    howToGoOn(region, found),
  ]
}

function howToGoOn(region: string, found: ReturnType<typeof findingsOf>): string {
  const never = [...new Set(found.filter(({ isNever }) => isNever).map(({ check }) => plain(check)))]
  if (never.length > 0) return `Nobody can override ${never.join(', ')}: mend what it names, and publish again`
  return `If all of this is intended: ff override propose ${region} --reason "…"; somebody else approves it`
}
