import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import { answer, paint, plain, table } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** Shows who is signed in, and what they may do where. */
export const whoami = defineVerb({
  name: 'whoami',
  description: 'Show who you are to the deployment, and what you may do in which regions; for the rest, which role may',
  example: 'whoami',
  args: {},
  run: async (_args, shell) => {
    const me = await (await openOps(shell)).me()
    const rows = Object.entries(me.may).map(([action, regions]) => [plain(action), whereOf(me, action, regions)])
    answer(shell, me, [
      `${paint(shell, 'bold', plain(me.name))} (${me.kind}): ${me.roles.map(roleWords).join('; ') || 'no role'}`,
      '',
      ...table(['action', 'where'], rows),
    ])
    return EXIT.done
  },
})

function roleWords({ role, regions, feeds }: WhoAmI['roles'][number]): string {
  const limited = feeds === null ? '' : `, with ${feeds.map(plain).join(' ')} alone`
  return `${plain(role)} in ${regions.join(' ')}${limited}`
}

function whereOf({ rolesThatMay }: WhoAmI, action: string, regions: readonly string[]): string {
  return regions.length > 0 ? regions.join(' ') : `– (${(rolesThatMay[action] ?? []).join(', ') || 'nobody'} may)`
}
