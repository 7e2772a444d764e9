import type { Redis } from '@upstash/redis/cloudflare'
import type { ExternalTitle } from '../../ingest/feeds/feed-reader.ts'
import type { Title } from '../../model/nouns/title.ts'
import { sendRepeatable } from './checked-pipeline.ts'
import { keys } from './keys.ts'

const AT_ONCE = 500

/** How a title is looked up by what others call it: letter case does not count. */
export function externalKey({ idType, id }: ExternalTitle['externalId']): string {
  return `${idType.toLowerCase()}:${id.toLowerCase()}`
}

/** The keys of a title. */
export function externalKeysOf({ externalIds }: Pick<Title, 'externalIds'>): readonly string[] {
  return externalIds.map(externalKey)
}

/** Notes what others call titles. The first title that claims an id keeps it. */
export async function noteExternals(redis: Redis, claims: readonly (readonly [string, string])[]): Promise<void> {
  for (let from = 0; from < claims.length; from += AT_ONCE) {
    const some = claims.slice(from, from + AT_ONCE)
    await sendRepeatable(redis, (queue) => {
      for (const [key, id] of some) queue.hsetnx(keys.titlesExternal, key, id)
    })
  }
}
