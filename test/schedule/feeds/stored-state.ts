import type { Entry } from '../../../src/dev/store/database.ts'
import { parseDocument } from '../../../src/schedule/store/document.ts'
import type { DocumentType } from '../../../src/schedule/store/keys.ts'
import type { FeedWorld } from './feed-world.ts'

const DOCUMENT = /^(title|asset|campaign):/
const KNOWN = /^feed:[a-z0-9-]+:(items|quarantine|fixes)$/
const LEFT_OVER = /^(batch:.*:(?!fate)|batch:[^:]*:(keys|plan|lease)$|delivery:.*:|feed:.*:lock|schedule:)/
const LASTING = ['schedule:rev']

/** What is in force and known, besides revisions, times and the names of deliveries. */
export function storedState(world: FeedWorld): Readonly<Record<string, unknown>> {
  const state: Record<string, unknown> = {}
  for (const [key, entry] of sorted(world)) {
    const [type, id] = [key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1)]
    if (DOCUMENT.test(key) && entry.kind === 'string') {
      const { record, owners, withdrawnAt } = parseDocument(type as DocumentType, id, textOf(entry))
      // When a campaign starts that is made with a delivery is a time as well.
      const said = record.type === 'campaign' ? { ...record, start: null } : record
      state[key] = { record: said, owners, isWithdrawn: withdrawnAt !== undefined }
    }
    if (KNOWN.test(key) && entry.kind === 'hash') state[key] = fieldsOf(entry)
    if (key === 'titles:external' && entry.kind === 'hash') state[key] = claimsOf(world, entry)
    if (type === 'quarantine' && entry.kind === 'string') {
      const { at: _at, delivery: _delivery, ...said } = JSON.parse(textOf(entry))
      state[key] = said
    }
  }
  return state
}

/** Documents that are in force: what a reader sees. */
export function inForce(world: FeedWorld): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(storedState(world)).filter(([key]) => DOCUMENT.test(key)))
}

/** Keys that only somebody at work needs. */
export function leftOvers(world: FeedWorld): readonly string[] {
  return sorted(world)
    .map(([key]) => key)
    .filter((key) => LEFT_OVER.test(key) && !LASTING.includes(key))
}

/** The fields of a feed's state. */
export function feedStateOf(world: FeedWorld, feed: string): Readonly<Record<string, string>> {
  const entry = new Map(world.keep().entries).get(`feed:${feed}:state`)
  return entry?.kind === 'hash' ? fieldsOf(entry) : {}
}

function sorted(world: FeedWorld) {
  const now = world.clock.now
  const alive = world.keep().entries.filter(([, { expiresAt }]) => expiresAt === null || expiresAt > now)
  return alive.sort(([one], [other]) => (one < other ? -1 : 1))
}

/** A claim is noted before its title is there, and does no harm if that never comes. */
function claimsOf(world: FeedWorld, entry: Extract<Entry, { kind: 'hash' }>) {
  const keys = new Set(world.keep().entries.map(([key]) => key))
  const claims = Object.entries(fieldsOf(entry)).filter(([, title]) => keys.has(`title:${title}`))
  return claims.length > 0 ? Object.fromEntries(claims) : undefined
}

function fieldsOf(entry: Extract<Entry, { kind: 'hash' }>): Readonly<Record<string, string>> {
  const fields = [...entry.fields].map(([field, value]) => [String(field), String(value)] as const)
  return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)))
}

const textOf = (entry: Extract<Entry, { kind: 'string' }>): string => String(entry.value)
