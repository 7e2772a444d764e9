import type { Redis } from '@upstash/redis/cloudflare'
import { MEDIA_HOSTS_MAX, type MediaHosts } from '../../../model/fields/media-alias.ts'
import { queueAudit } from '../../reports/audit-log.ts'
import { sendPipeline, sendRepeatable, sendTransaction } from '../../store/checked-pipeline.ts'
import type { ScheduleContext } from '../../store/connect.ts'
import { keys } from '../../store/keys.ts'
import { asFields, asNumber, asText } from '../../store/replies.ts'

/** There are as many aliases as there may be. */
export class TooManyHosts extends Error {
  override readonly name = 'TooManyHosts'
  constructor() {
    super(`there are ${MEDIA_HOSTS_MAX} aliases of hosts, and there may be no more`)
  }
}

/** Where the files of aliases are, in the order of the aliases. */
export async function readMediaHosts(redis: Redis): Promise<MediaHosts> {
  const [reply] = await sendRepeatable(redis, (queue) => queue.hgetall(keys.mediaHosts))
  return new Map([...asFields(reply)].sort(([left], [right]) => (left < right ? -1 : 1)))
}

/**
 * Says where the files of an alias are from now on; each region's next publish of weights brings it to the edges.
 *
 * @param origin https, without a slash at its end
 * @returns the origin before; null: the alias is new
 * @throws TooManyHosts
 */
export async function setMediaHost(
  context: ScheduleContext,
  alias: string,
  origin: string,
  actor: string,
): Promise<string | null> {
  const { redis, now, role = null } = context
  const [found, length] = await sendPipeline(redis, (queue) => {
    queue.hget(keys.mediaHosts, alias)
    queue.hlen(keys.mediaHosts)
  })
  const before = asText(found)
  if (before === null && asNumber(length) >= MEDIA_HOSTS_MAX) throw new TooManyHosts()
  if (before === origin) return before
  await sendTransaction(redis, (queue) => {
    queue.hset(keys.mediaHosts, { [alias]: origin })
    queueAudit(queue, { at: now(), actor, role, action: 'host.set', target: alias, before, after: origin })
  })
  return before
}

/**
 * Gives each alias of a feed that has no origin yet the first of its CDN hosts, because that is where its files are. An
 * alias that has an origin keeps it.
 *
 * @param hosts names of CDN hosts → alias, as a feed's settings say them
 * @throws TooManyHosts
 */
export async function registerMediaHosts(
  context: ScheduleContext,
  hosts: Readonly<Record<string, string>>,
  actor: string,
): Promise<void> {
  const known = await readMediaHosts(context.redis)
  const first = new Map<string, string>()
  for (const [host, alias] of Object.entries(hosts)) {
    if (!known.has(alias) && !first.has(alias)) first.set(alias, `https://${host}`)
  }
  for (const [alias, origin] of first) await setMediaHost(context, alias, origin, actor)
}
