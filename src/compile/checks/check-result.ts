import { contentHash } from '../../model/content-hash.ts'
import type { PublishCheck } from '../../model/policies/publish-policy.ts'
import type { CheckResult, Finding } from './proposal.ts'

/** How many findings the summary of a result quotes; all of them are listed beside it. */
const SAID = 3

/**
 * The result of a check; it passed if there are no findings.
 *
 * @param looked what was checked, with counts
 * @param listed how many findings are listed one by one; the rest become one more finding, whose code covers all of
 * their texts
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
