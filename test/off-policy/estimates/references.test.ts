import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '../../../src/off-policy/evaluate-policy.ts'
import { gatherPages } from '../../../src/off-policy/log/gather-pages.ts'
import { logFormat } from '../../../src/off-policy/log/log-format.ts'
import { drawnActions, positionsOf } from '../../../src/off-policy/policies/log-actions.ts'
import { LOGGED_POLICY } from '../../../src/off-policy/policies/logged.ts'
import { tablePolicy } from '../../../src/off-policy/policies/table.ts'
import { thompsonPolicy } from '../../../src/off-policy/policies/thompson.ts'
import { uniformPolicy } from '../../../src/off-policy/policies/uniform.ts'
import cases from '../references/estimates.json' with { type: 'json' }

const TEXT = readFileSync(join(import.meta.dirname, '..', 'references', 'made-up-bandit.csv'), 'utf8')

function logWith(reward: string) {
  const [head = '', ...lines] = TEXT.trim().split('\n')
  const format = logFormat(head, reward)
  const gathered = gatherPages()
  for (const [index, line] of lines.entries()) gathered.add(format.row(line), { file: 0, line: index + 2 })
  return gathered.log()
}

function policyIn({ policy, document }: (typeof cases)[number], log: ReturnType<typeof logWith>) {
  if (policy === 'logged') return LOGGED_POLICY
  if (policy === 'table') return tablePolicy(document)
  if (policy === 'thompson') return thompsonPolicy(document, positionsOf(log))
  const actions = drawnActions(log)
  return uniformPolicy(actions, actions.length)
}

const near = (value: number | null, expected: number): void =>
  expect(Math.abs((value ?? Number.NaN) / expected - 1)).toBeLessThan(1e-9)

describe('estimates of a made-up Open Bandit log', () => {
  const named = cases.map((each, index) => [`${each.policy} ${index}`, each.reward, each] as const)
  it.each(named)('the value of policy %s by %s is that of the formulas of obp', (_name, reward, each) => {
    const log = logWith(reward)
    const evaluation = evaluatePolicy(log, policyIn(each, log))
    const { estimates, byPosition, ...weights } = each.expected
    for (const name of ['ipw', 'snipw', 'dm', 'dr'] as const) {
      near(evaluation.estimates[name].value, estimates[name])
      for (const [position, values] of byPosition.entries())
        near(evaluation.byPosition?.[position]?.[name].value ?? null, values[name])
    }
    for (const name of ['ess', 'maxWeight', 'meanWeight'] as const) near(evaluation[name], weights[name])
    expect(evaluation.byPosition?.map(({ position }) => position)).toEqual([1, 2, 3])
  })
})
