import type { PublishCheck } from '../../model/policies/publish-policy.ts'
import { contentHash } from '../../rules/content-hash.ts'
import type { CheckResult, Finding } from './proposal.ts'

/** Findings that are said in a result's own words; all of them stand beside it. */
const SAID = 3

/**
 * What a check found: it passed where that is nothing.
 *
 * @param looked what was looked at, with counts
 * @param listed how many findings are named one by one; the rest is one more, whose code is one over all of its words
 */
export function resultOf(check: PublishCheck, looked: string, texts: readonly string[] = [], listed = 40): CheckResult {
  const findings = [
    ...texts.slice(0, listed).map((text) => findingOf(check, text)),
    ...rest(check, texts.slice(listed)),
  ]
  const said = findings.slice(0, SAID).map(({ text }) => text)
  const more = findings.length > SAID ? `; and ${texts.length - SAID} more` : ''
  const detail = findings.length === 0 ? looked : `${said.join('; ')}${more} (${looked})`
  return { check, passed: findings.length === 0, detail, findings }
}

function rest(check: PublishCheck, texts: readonly string[]): readonly Finding[] {
  if (texts.length === 0) return []
  return [findingOf(check, `${texts.length} more, together ${contentHash(texts).slice(0, 12)}`)]
}

function findingOf(check: PublishCheck, text: string): Finding {
  return { text, code: contentHash([check, text]).slice(0, 12) }
}
