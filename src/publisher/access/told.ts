import type { PublishRefusal, PublishResult } from '../../contracts/ops/answers/publish.ts'
import type { OverriddenFinding } from '../../contracts/ops/requests/approvals.ts'
import type { RegionId } from '../../model/nouns/region.ts'

/** How many findings of one check are written in full; the rest is only counted. */
const EXAMPLES = 5

/**
 * Describes an override for the person who is to approve it: what each check found, the likely causes, and what the
 * publish would change. The publisher writes it from a dry run of its own, not the person who asks.
 */
export function overrideInWords(
  region: RegionId,
  findings: readonly OverriddenFinding[],
  looked: PublishResult | null,
): readonly string[] {
  if (looked === null) return [`the next publish of ${region} could not be tried just now`, ...named(findings)]
  const checks = [...new Set(findings.map(({ check }) => check))]
  return [
    ...checks.flatMap((check) => {
      const asked = findings.filter((finding) => finding.check === check)
      return checkInWords(
        check,
        asked,
        looked.refusals.find((refusal) => refusal.check === check),
      )
    }),
    ...causes(looked),
    ...changes(looked),
  ]
}

function checkInWords(check: string, asked: readonly OverriddenFinding[], refusal: PublishRefusal | undefined) {
  const known = asked.flatMap(({ finding }) => {
    return refusal?.findings?.find(({ code, text }) => code === finding || text === finding) ?? []
  })
  const unknown = asked.length - known.length
  const more = known.length - EXAMPLES
  return [
    `${check}: ${counted(asked.length, 'finding')}`,
    ...known.slice(0, EXAMPLES).map(({ text }) => `  ${text}`),
    ...(more > 0 ? [`  and ${more} more like these`] : []),
    ...(unknown > 0 ? [`  ${unknown} for which nothing is refused just now`] : []),
  ]
}

function named(findings: readonly OverriddenFinding[]): readonly string[] {
  return findings.slice(0, EXAMPLES).map(({ check, finding }) => `  ${check}: ${finding}`)
}

function causes({ refusals }: PublishResult): readonly string[] {
  const known = refusals.find(({ causes: found }) => found !== undefined)?.causes ?? []
  return known.length === 0 ? [] : ['since what is live was announced:', ...known.map((cause) => `  ${cause}`)]
}

function changes({ changes: found }: PublishResult): readonly string[] {
  if (!found) return []
  const { candidates, campaigns } = found.records
  const { changed, asked, newlyEmpty } = found.decisions
  const gone = campaigns.removed.first.slice(0, EXAMPLES).join(' ')
  return [
    `it would add ${candidates.added.count} candidates and remove ${candidates.removed.count}; ` +
      `${changed} of ${asked} answers would change; ${newlyEmpty.length} combinations of place, viewer and surface would become empty`,
    ...(gone === '' ? [] : [`  campaigns removed: ${gone}${campaigns.removed.count > EXAMPLES ? ' …' : ''}`]),
  ]
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
