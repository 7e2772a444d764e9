import type { PublisherWorld } from './publisher-world.ts'

/** All that a store holds, key by key: the commands that write it again. */
export type StoredState = readonly (readonly string[])[]

/** What passes anyway: a store that fails over holds no locks that anybody counts on. */
const PASSING = /:lock$|:lease$|:fate$|^schedule:writer$/

/** The whole store, as it stands now. */
export async function storedState(world: PublisherWorld): Promise<StoredState> {
  const [, names] = (await world.redis('SCAN', '0', 'COUNT', '100000')) as [string, string[]]
  const commands: string[][] = []
  for (const key of names.filter((name) => !PASSING.test(name))) {
    const kind = await world.redis('TYPE', key)
    if (kind === 'string') commands.push(['SET', key, String(await world.redis('GET', key))])
    if (kind === 'hash') commands.push(['HSET', key, ...((await world.redis('HGETALL', key)) as string[])])
    if (kind === 'set') commands.push(['SADD', key, ...((await world.redis('SMEMBERS', key)) as string[])])
    if (kind === 'list') commands.push(['RPUSH', key, ...((await world.redis('LRANGE', key, '0', '-1')) as string[])])
    if (kind === 'zset') {
      const pairs = (await world.redis('ZRANGE', key, '0', '-1', 'WITHSCORES')) as string[]
      const scored = pairs.flatMap((word, index) => (index % 2 === 0 ? [String(pairs[index + 1]), word] : []))
      commands.push(['ZADD', key, ...scored])
    }
  }
  return commands
}

/** The store fails over to what it was then: all writes since are lost. */
export async function takeBack(world: PublisherWorld, state: StoredState = []): Promise<void> {
  await world.redis('FLUSHDB')
  for (const command of state) await world.redis(...command)
}
