import type { HostList, HostSet } from '../../../contracts/ops/answers/hosts.ts'
import { hostOrder } from '../../../contracts/ops/requests/hosts.ts'
import { aliasInPath } from '../../../contracts/ops/requests/paths.ts'
import { readMediaHosts, setMediaHost } from '../../../schedule/feeds/stores/media-hosts.ts'
import { OpsProblem } from '../../ops-problem.ts'
import { answer } from '../answer.ts'
import { type OpsContext, onlyParameters, readBody } from '../ops-context.ts'

/** `GET /ops/v1/hosts`: where the files of aliases are. */
export async function hosts(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const known = await readMediaHosts(context.get('publisher').redis)
  return answer<HostList>(context).with({ hosts: [...known].map(([alias, origin]) => ({ alias, origin })) })
}

/** `PUT /ops/v1/hosts/{alias}`: moves the files of an alias to another origin. */
export async function setHost(context: OpsContext): Promise<Response> {
  onlyParameters(context, [])
  const alias = aliasInPath.safeParse(context.req.param('alias'))
  if (!alias.success) {
    throw new OpsProblem(400, 'A bad alias', 'One to 24 of a-z, 0-9 and -, like northlight.', 'alias')
  }
  const { origin } = await readBody(context, hostOrder)
  const before = await setMediaHost(context.get('publisher'), alias.data, origin, context.get('actor'))
  return answer<HostSet>(context).with({ alias: alias.data, origin, before })
}
