import { describe, expect, it } from 'vitest'
import { ACTIONS } from '../../src/model/policies/access.ts'
import { BUNDLED_FILES, bundledRules } from '../../src/rules/bundled-rules.ts'
import { parseRules } from '../../src/rules/parse-rules.ts'
import { changed } from './rule-fixture.ts'

const file = BUNDLED_FILES.get('access.json') as {
  readonly roles: { readonly role: string; readonly actions: string[] }[]
}
const at = (role: string) => file.roles.findIndex((row) => row.role === role)
const actionsOf = (role: string) => file.roles[at(role)]?.actions ?? []
const without = (role: string, action: string) => actionsOf(role).filter((each) => each !== action)

it.each([
  ['an action that nothing knows', `roles.${at('viewer')}.actions.0`, 'region.explode', 'schema'],
  ['a role that may do nothing', `roles.${at('viewer')}.actions`, [], 'schema'],
  ['a role in capitals', `roles.${at('viewer')}.role`, 'Viewer', 'schema'],
  ['a role twice', `roles.${at('viewer')}.role`, 'editor', 'role-once'],
  ['an action twice', `roles.${at('viewer')}.actions.0`, actionsOf('viewer')[1], 'action-once'],
  ['no admin', `roles.${at('admin')}`, undefined, 'role-there'],
  ['an admin who may not publish', `roles.${at('admin')}.actions`, without('admin', 'region.publish'), 'admin-all'],
  ['no break-glass', `roles.${at('break-glass')}`, undefined, 'role-there'],
  [
    'a partner who sees more than feeds',
    `roles.${at('partner')}.actions`,
    [...actionsOf('partner'), 'region.read'],
    'partner-bound',
  ],
  [
    'a break-glass that can stop nothing',
    `roles.${at('break-glass')}.actions`,
    without('break-glass', 'takedown.add'),
    'break-glass-able',
  ],
  [
    'a break-glass that is a second person',
    `roles.${at('break-glass')}.actions`,
    [...actionsOf('break-glass'), 'override.approve'],
    'break-glass-alone',
  ],
])('access.json with %s is refused', (_what, path, value, rule) => {
  const { rules, problems } = parseRules(changed('access.json', path, value))
  expect(rules).toBeNull()
  expect(problems.map((problem) => `${problem.file} ${problem.rule}`)).toContain(`access.json ${rule}`)
})

describe('access.json', () => {
  it('access.json becomes a look-up, in which the admin holds every action', () => {
    const { roles } = bundledRules().access
    expect([...(roles.get('admin') ?? [])].sort()).toEqual([...ACTIONS].sort())
    expect(roles.get('viewer')?.has('region.publish')).toBe(false)
  })

  it('access.json lets a partner deliver, and read their reports and quarantine, and nothing else', () => {
    expect([...actionsOf('partner')].sort()).toEqual(['feed.deliver', 'feed.read', 'quarantine.read'])
  })

  it('access.json is no part of a snapshot: a changed role publishes nothing again', () => {
    const files = changed('access.json', `roles.${at('viewer')}.actions`, ['region.read'])
    expect(parseRules(files).rules?.version).toBe(bundledRules().version)
  })
})
