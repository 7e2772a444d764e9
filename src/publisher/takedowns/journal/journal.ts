import { z } from 'zod'
import type { RegionId } from '../../../model/nouns/region.ts'
import { type Takedown, takedown } from '../../../model/nouns/takedown.ts'
import type { AuditEntry } from '../../../schedule/reports/audit-log.ts'
import { keys } from '../../../snapshot/format.ts'
import { verify } from '../../../snapshot/signed.ts'
import type { LiveReader } from '../../announce/live-region.ts'
import { inTurns } from '../../in-turns.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import type { DatedOrder } from '../merge.ts'
import { orderIn } from '../reach.ts'

const ENTRY_BYTES_MAX = 64 * 1024

const noted = z.object({
  takedown,
  /** Milliseconds since 1970 UTC. */
  addedAt: z.number(),
  /** Who ordered it, and in which role: for the audit log. */
  actor: z.string(),
  role: z.string().nullable(),
})

/** An order in the journal, which stays there until the scheduling store has it too. */
export type NotedOrder = z.infer<typeof noted>

const auditEntry = z.object({
  at: z.number(),
  actor: z.string(),
  role: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  before: z.unknown(),
  after: z.unknown(),
})

/**
 * Writes an order under a key of its own, which nobody else writes. The next writer of a list adds all orders of the
 * journal, so writers in different isolates never lose each other's orders.
 */
export async function noteOrder(reader: LiveReader, order: NotedOrder): Promise<void> {
  await reader.sink.put(keys.order(order.takedown.id), await reader.signer.sign('journal', order))
}

/** Keeps an audit entry that the store could not take. */
export async function noteAudit(
  publisher: LiveReader & Pick<PublisherContext, 'newToken'>,
  entry: AuditEntry,
): Promise<void> {
  await publisher.sink.put(keys.auditEntry(publisher.newToken()), await publisher.signer.sign('journal', entry))
}

/** What is still to be written into the scheduling store. */
export interface Journal {
  /** Whether it could be read. */
  readonly isRead: boolean
  /** Oldest first. */
  readonly orders: readonly NotedOrder[]
  /** Entries for the audit log, oldest first, each with its key. */
  readonly audit: readonly { readonly key: string; readonly entry: AuditEntry }[]
}

const NOT_READ: Journal = { isRead: false, orders: [], audit: [] }

/**
 * Reads the journal; a journal that cannot be read does not hold up an order. What was not read stays there, and a
 * later write announces it.
 */
export function journalIfRead(reader: LiveReader): Promise<Journal> {
  return readJournal(reader).catch((error: unknown) => {
    const name = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ level: 'error', code: 'journal-not-read', name }))
    return NOT_READ
  })
}

/** Reads the journal. Records that were not signed by us are ignored. */
async function readJournal(reader: LiveReader): Promise<Journal> {
  const orders: NotedOrder[] = []
  const audit: { readonly key: string; readonly entry: AuditEntry }[] = []
  await inTurns(await reader.sink.list(keys.journal), async (key) => {
    const text = await reader.sink.getText(key)
    if (text === null) return
    const trust = { keys: reader.signer.publicKeys, bytesMax: ENTRY_BYTES_MAX, now: reader.now() }
    const checked = await verify('journal', text, trust)
    const payload = 'payload' in checked ? checked.payload : null
    const order = key.startsWith(keys.order('')) ? noted.safeParse(payload) : null
    if (order?.success) orders.push(order.data)
    const entry = key.startsWith(keys.auditEntry('')) ? auditEntry.safeParse(payload) : null
    if (entry?.success) audit.push({ key, entry: entry.data })
  })
  return {
    isRead: true,
    orders: orders.sort((a, b) => a.addedAt - b.addedAt),
    audit: audit.sort((a, b) => a.entry.at - b.entry.at),
  }
}

/** The journal's orders for one region. */
export interface NotedHere {
  readonly isRead: boolean
  readonly orders: readonly DatedOrder[]
}

/** Reads the orders of the journal for a region, from a read that is no older than the start of the given round. */
export type JournalReader = (region: RegionId, round: number) => Promise<NotedHere>

/** A reader that reads the journal once a round for all regions; another round reads it again. */
export function journalOf(publisher: PublisherContext): JournalReader {
  const rounds = new Map<number, Promise<Journal>>()
  return async (region, round) => {
    const read = rounds.get(round) ?? journalIfRead(publisher)
    rounds.set(round, read)
    const { isRead, orders } = await read
    return { isRead, orders: orders.flatMap((each) => datedIn(publisher, region, each)) }
  }
}

/** An order as an entry of a region's list; none where it does not reach. */
export function datedIn(
  { rules }: Pick<PublisherContext, 'rules'>,
  region: RegionId,
  { takedown: order, addedAt }: { readonly takedown: Takedown; readonly addedAt: number },
): DatedOrder[] {
  const there = orderIn(rules, region, order)
  return there === null ? [] : [{ order: there, addedAt }]
}
