import { describe, expect, it } from 'vitest'
import { LINT_RULES } from '../../src/model/policies/lint-policy.ts'
import { lint, lintCases, recordsOf } from './lint-case.ts'

const instantOf = (at: number | null) => (at === null ? null : new Date(at).toISOString().replace('.000Z', 'Z'))

describe('worked cases of the linter', () => {
  it.each(lintCases)('the worked case of the linter holds: $name', (each) => {
    const { findings } = lint({ ...recordsOf(each), ...each, now: Date.parse(each.now), ...recordsOf(each) })
    const told = findings
      .filter(({ rule }) => each.looks.includes(rule))
      .map((finding) => ({
        ...finding,
        campaigns: [...finding.campaigns].sort(),
        from: instantOf(finding.from),
        until: instantOf(finding.until),
      }))
    expect(told.map(({ rule, text }) => `${rule}: ${text}`)).toHaveLength(each.findings.length)
    for (const expected of each.findings) expect(told).toContainEqual(expect.objectContaining(expected))
    for (const { text } of told) expect(text).not.toMatch(/[{}]when|[{}]where|\{campaigns\}/)
  })

  it('every rule of the linter has a case in which it finds something, and one in which it finds nothing', () => {
    const finds = new Set(lintCases.flatMap(({ findings }) => findings.map(({ rule }) => rule)))
    expect(LINT_RULES.filter((rule) => !finds.has(rule))).toEqual([])
    expect(new Set(lintCases.map(({ name }) => name)).size).toBe(lintCases.length)
  })
})
