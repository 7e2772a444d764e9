import type { DeadDropped, DeadRetried } from '../../contracts/ops/answers/events/dead-messages.ts'
import type { OpsClient } from '../ops/ops-client.ts'

/** What came of all messages that were sent again. */
export type DeadDone = Pick<DeadRetried, 'messages' | 'left'>

/** The ops API sends so many again with one request, and drops so many. */
const RETRIED_AT_ONCE = 100
const DROPPED_AT_ONCE = 1_000

/**
 * Sends messages again, page by page. Of all: each that was there at the beginning, once, and no further after a page of
 * which nothing was taken.
 *
 * @param ids null: all
 */
export async function retryAll(
  ops: OpsClient,
  ids: readonly string[] | null,
  reason: string | undefined,
): Promise<DeadDone> {
  const why = reason === undefined ? {} : { reason }
  if (ids !== null) {
    const pages = pagesOf(ids, RETRIED_AT_ONCE).map((page) => () => ops.retryDead({ ids: page, ...why }))
    return joined(pages)
  }
  const { total } = await ops.deadMessages({ limit: '1' })
  const messages: DeadRetried['messages'][number][] = []
  for (let from = 0; ; ) {
    const page = await ops.retryDead({ all: true, from, ...why })
    messages.push(...page.messages)
    const isStuck = page.messages.every(({ outcome }) => outcome === 'failed')
    if (page.next === null || isStuck || messages.length >= total) return { messages, left: page.left }
    from = page.next
  }
}

async function joined(pages: readonly (() => Promise<DeadRetried>)[]): Promise<DeadDone> {
  const done: { messages: DeadRetried['messages'][number][]; left: number } = { messages: [], left: 0 }
  for (const page of pages) {
    const { messages, left } = await page()
    done.messages.push(...messages)
    done.left = left
  }
  return done
}

/**
 * Drops messages, page by page.
 *
 * @param ids null: all
 */
export async function dropAll(ops: OpsClient, ids: readonly string[] | null, reason: string): Promise<DeadDropped> {
  const dropped: string[] = []
  const gone: string[] = []
  let left = 0
  const take = (page: DeadDropped): void => {
    dropped.push(...page.dropped)
    gone.push(...page.gone)
    left = page.left
  }
  if (ids !== null) for (const page of pagesOf(ids, DROPPED_AT_ONCE)) take(await ops.dropDead({ ids: page, reason }))
  else {
    const { total } = await ops.deadMessages({ limit: '1' })
    for (let pages = 0; pages * DROPPED_AT_ONCE < total; pages++) take(await ops.dropDead({ all: true, reason }))
  }
  return { dropped, gone, left }
}

function pagesOf(ids: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, page) => ids.slice(page * size, (page + 1) * size))
}
