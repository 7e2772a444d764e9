import type { WhoAmI } from '../../../contracts/ops/answers/inquiries/who-am-i.ts'
import { ACTIONS, type Action } from '../../../model/policies/access.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters } from '../ops-context.ts'

/** `GET /ops/v1/me`: who is asking, and what they may do where. */
export async function me(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const permission = context.get('permission')
  const { name, kind } = context.get('signedIn')
  const byAction = <Value>(of: (action: Action) => Value) =>
    Object.fromEntries(ACTIONS.map((action) => [action, of(action)]))
  return answer<WhoAmI>(context).with({
    name,
    kind,
    roles: permission.grants.map(({ role, regions, feeds }) => ({
      role,
      regions: [...regions],
      feeds: feeds && [...feeds],
    })),
    may: byAction((action) => [...permission.regionsOf(action)]),
    rolesThatMay: byAction((action) =>
      [...permission.policy.roles].filter(([, held]) => held.has(action)).map(([role]) => role),
    ),
  })
}
