import { describe, expect, it } from 'vitest'
import { PUBLISH_CHECKS, PUBLISH_LIMITS } from '../../src/model/policies/publish-policy.ts'
import { bundledRules } from '../../src/rules/bundled-rules.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed } from './rule-fixture.ts'

describe('what stops a publish', () => {
  it('publish.json has every limit, and names the checks that nobody lifts', () => {
    const { limits, neverLifted } = bundledRules().publish
    expect(Object.keys(limits)).toEqual([...PUBLISH_LIMITS])
    expect([...neverLifted]).toEqual(PUBLISH_CHECKS.filter((check) => neverLifted.has(check)))
    expect(neverLifted.has('broken-invariant')).toBe(true)
    expect(neverLifted.has('count-change')).toBe(false)
  })

  it.each([
    ['a check twice', 'checks.0.check', 'count-change', 'checks exactly-once'],
    ['a check left out', 'checks.3', undefined, 'checks exactly-once'],
    ['a check that nobody runs', 'checks.0.check', 'bad-luck', 'checks[0].check schema'],
    ['a check without a why', 'checks.0.why', '', 'checks[0].why schema'],
    ['an override of another kind', 'checks.0.override', 'maybe', 'checks[0].override schema'],
    ['a limit left out', 'limits.openMs', undefined, 'limits.openMs schema'],
    ['a limit without a unit', 'limits.openMs.unit', '', 'limits.openMs.unit schema'],
    ['a panel that shows nothing', 'limits.panelRequests.value', 4999, 'limits.panelRequests.value least-limit'],
    ['no edge besides now', 'limits.edges.value', 1, 'limits.edges.value least-limit'],
    ['a minimum for no region', 'leastCandidates', { moon: 5 }, 'leastCandidates schema'],
    ['an age band twice', 'ageBands.1', 7, 'ageBands[1] ascending'],
  ])('publish.json refuses %s', (_guarantee, at, value, expected) => {
    const { rules, problems } = parseRules(changed('publish.json', at, value))
    expect(rules).toBeNull()
    expect(problems.map(({ path, rule }) => `${path} ${rule}`)).toContain(expected)
    expect(problems.every(({ hint }) => hint.length > 0)).toBe(true)
  })
})
