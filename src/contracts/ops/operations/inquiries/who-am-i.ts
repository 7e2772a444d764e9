import { ACTIONS, type Action } from '../../../../model/policies/access.ts'
import { content, type Operation } from '../../../openapi/operation.ts'
import { type WhoAmI, whoAmI } from '../../answers/inquiries/who-am-i.ts'
import { opsOperation } from '../ops-operation.ts'

const PINS: readonly Action[] = ['region.read', 'region.pin', 'region.rollback']
const byAction = <Value>(of: (action: Action) => Value) =>
  Object.fromEntries(ACTIONS.map((action) => [action, of(action)]))
const EXAMPLE: WhoAmI = {
  name: 'mia@example.com',
  kind: 'person',
  roles: [{ role: 'duty', regions: ['dach', 'fr'], feeds: null }],
  may: byAction((action) => (PINS.includes(action) ? ['dach', 'fr'] : [])),
  rolesThatMay: byAction((action) => (PINS.includes(action) ? ['duty', 'admin'] : ['admin'])),
}

/** Who is asking. */
export const whoAmIOperations: readonly Operation[] = [
  opsOperation({
    route: 'GET /ops/v1/me',
    id: 'whoAmI',
    tag: 'inquiries',
    summary: 'Who I am, and what I may do where',
    answer: {
      description: 'The name and the roles of the caller, and which roles may do what.',
      contents: [content('application/json', whoAmI, { duty: { summary: 'Somebody on call', value: EXAMPLE } })],
    },
  }),
]
