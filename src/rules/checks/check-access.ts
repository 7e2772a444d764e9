import {
  ACTIONS,
  type Action,
  ADMIN_ROLE,
  APPROVING_ACTIONS,
  BREAK_GLASS_ROLE,
  FEED_ACTIONS,
  PARTNER_ROLE,
} from '../../model/policies/access.ts'
import type { RuleFiles } from '../files/rule-files.ts'
import type { RuleProblem } from '../files/rule-problem.ts'

const FILE = 'access.json'
/** Actions that an emergency needs; without one of them, break-glass access would be useless. */
const EMERGENCY_ACTIONS: readonly Action[] = ['takedown.add', 'region.rollback', 'region.pin']

/**
 * Checks that each role is listed once, that an admin may do everything, that a partner is bound to feeds, and that
 * emergency access neither needs nor replaces a second person.
 */
export function checkAccess({ access }: Pick<RuleFiles, 'access'>): RuleProblem[] {
  return [
    ...rolesOnce(access.roles),
    ...actionsOnce(access.roles),
    ...adminHoldsAll(access.roles),
    ...partnerBound(access.roles),
    ...glass(access.roles),
  ]
}

type Roles = RuleFiles['access']['roles']

function rolesOnce(roles: Roles): RuleProblem[] {
  return roles.flatMap(({ role }, index) => {
    if (roles.findIndex((each) => each.role === role) === index) return []
    return [problem(`roles[${index}].role`, role, 'role-once', 'give each role one row')]
  })
}

function actionsOnce(roles: Roles): RuleProblem[] {
  return roles.flatMap(({ actions }, at) =>
    actions.flatMap((action, index) => {
      if (actions.indexOf(action) === index) return []
      return [problem(`roles[${at}].actions[${index}]`, action, 'action-once', 'name each action once in a role')]
    }),
  )
}

function adminHoldsAll(roles: Roles): RuleProblem[] {
  const admin = roles.find(({ role }) => role === ADMIN_ROLE)
  if (!admin) return [problem('roles', undefined, 'role-there', `add the role ${ADMIN_ROLE}: it has every action`)]
  const missing = ACTIONS.filter((action) => !admin.actions.includes(action))
  const path = `roles[${roles.indexOf(admin)}].actions`
  return missing.map((action) => problem(path, action, 'admin-all', `${ADMIN_ROLE} has every action: add ${action}`))
}

/** What a partner may do is limited by the feeds of their grant, so it must be something that is done with a feed. */
function partnerBound(roles: Roles): RuleProblem[] {
  const at = roles.findIndex(({ role }) => role === PARTNER_ROLE)
  const bound: readonly Action[] = FEED_ACTIONS
  const beyond = roles[at]?.actions.filter((action) => !bound.includes(action)) ?? []
  const hint = `${PARTNER_ROLE} may only do what is bound to a feed`
  return beyond.map((action) => problem(`roles[${at}].actions`, action, 'partner-bound', `${hint}: remove ${action}`))
}

/** Break-glass access is for one person: enough to stop what is wrong, never enough to act as two. */
function glass(roles: Roles): RuleProblem[] {
  const row = roles.find(({ role }) => role === BREAK_GLASS_ROLE)
  if (!row) {
    const hint = `add the role ${BREAK_GLASS_ROLE}: it says what is allowed while nobody can sign in`
    return [problem('roles', undefined, 'role-there', hint)]
  }
  const path = `roles[${roles.indexOf(row)}].actions`
  const missing = EMERGENCY_ACTIONS.filter((action) => !row.actions.includes(action))
  const approving = APPROVING_ACTIONS.filter((action) => row.actions.includes(action))
  return [
    ...missing.map((action) => problem(path, action, 'break-glass-able', `an emergency needs it: add ${action}`)),
    ...approving.map((action) =>
      problem(path, action, 'break-glass-alone', `the break-glass token is not a second person: remove ${action}`),
    ),
  ]
}

function problem(path: string, value: unknown, rule: string, hint: string): RuleProblem {
  return { file: FILE, path, value, rule, hint }
}
