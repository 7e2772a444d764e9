import { canonicalJson } from '../../model/canonical-json.ts'
import type { PartOwners } from '../../model/feeds/part-owners.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import { type Authorship, recordAuthors, waitingAuthors, withAuthors } from '../campaigns/authors.ts'
import type { NextRevision } from '../campaigns/next-revision.ts'
import { latestRevision, type RecordOf, type StoredDocument } from './document.ts'
import type { DocumentType } from './keys.ts'

/** Whether two records say the same, whatever the order of their fields (names are kept by language, in feed order). */
export function sameContent(left: object, right: object): boolean {
  return JSON.stringify(left) === JSON.stringify(right) || canonicalJson(left) === canonicalJson(right)
}

/** Whether a campaign says the same as the stored one, its status aside. */
export function sameCampaign(left: Campaign, right: Campaign): boolean {
  return sameContent({ ...left, status: null }, { ...right, status: null })
}

/** A next revision, as somebody says it. */
interface SaidNext extends Authorship {
  readonly record: Campaign
  readonly by: string
  readonly base?: Campaign | undefined
  /** Left out: now. */
  readonly changedAt?: number
}

/** What is said of a record besides its content. Times are in milliseconds since 1970. */
export interface DocumentEnvelope extends Authorship {
  /** Left out: now. A record that is stored already keeps its own. */
  readonly addedAt?: number | undefined
  /** Left out: it is not withdrawn, and returns if it was. A record that is withdrawn already keeps its own. */
  readonly withdrawnAt?: number | undefined
  /** Left out: as stored. */
  readonly owners?: PartOwners | undefined
  /** Of a campaign: who wrote what it says, if that is new. Left out: as stored. */
  readonly by?: string | undefined
  /** Of a campaign: the second person who approves what it says. Left out: as stored, while it says the same. */
  readonly secondedBy?: string | undefined
  /** Of a campaign: what it is to say next, and who wrote it. Null: nothing. Left out: as stored. */
  readonly next?: SaidNext | null | undefined
}

/** The document that replaces `stored`; null if record and envelope are what is stored already. */
export function nextDocument<Type extends DocumentType>(
  record: RecordOf[Type],
  stored: StoredDocument<Type> | null,
  now: number,
  said: DocumentEnvelope = {},
): StoredDocument<Type> | null {
  const withdrawnAt = said.withdrawnAt === undefined ? undefined : (stored?.withdrawnAt ?? said.withdrawnAt)
  const owners = said.owners ?? stored?.owners ?? {}
  const besides = {
    ...(withdrawnAt !== undefined && { withdrawnAt }),
    ...(Object.keys(owners).length > 0 && { owners }),
    ...writtenBy(record, stored, said),
  }
  if (stored === null) {
    const next = nextAfter(record, null, { at: now, revision: 2 }, said)
    return { revision: 1, addedAt: said.addedAt ?? now, changedAt: now, ...besides, ...next, record }
  }
  const isSame =
    withdrawnAt === stored.withdrawnAt &&
    besides.secondedBy === stored.secondedBy &&
    sameContent(owners, stored.owners ?? {}) &&
    sameContent(record, stored.record)
  const latest = latestRevision(stored)
  const next = nextAfter(record, stored, { at: now, revision: latest + (isSame ? 1 : 2) }, said)
  if (isSame && next.next === stored.next) return null
  // What is taken away takes a number too: the next change must not get the one that whoever saw it knows.
  const revision = isSame && next.next !== undefined ? stored.revision : latest + 1
  return { revision, addedAt: stored.addedAt, changedAt: isSame ? stored.changedAt : now, ...besides, ...next, record }
}

type WrittenBy = Authorship & { readonly secondedBy?: string }

/** Who wrote what a campaign says, and who approved that as the second: whoever changed more than its status. While it is not approved, all of them. */
function writtenBy(record: RecordOf[DocumentType], stored: StoredDocument | null, said: DocumentEnvelope): WrittenBy {
  if (record.type !== 'campaign') return {}
  const before = stored?.record.type === 'campaign' ? (stored as StoredDocument<'campaign'>) : null
  const isSame = before !== null && sameCampaign(record, before.record)
  const { by, feed } = isSame ? before : said
  const known = before === null ? [] : recordAuthors(before)
  const authors = isSame ? known : withAuthors(known, said)
  const secondedBy = said.secondedBy ?? (isSame ? before.secondedBy : undefined)
  const name = { ...(by !== undefined && { by }), ...(secondedBy !== undefined && { secondedBy }) }
  // What ended without an approval may be copied.
  const isApproved = record.status === 'approved' || record.status === 'paused' || authors.length === 0
  const isEnded = record.status === 'ended' && known.length === 0 && said.authors === undefined
  if (isApproved || isEnded) return name
  return { ...name, authors, ...(feed !== undefined && { feed }) }
}

/** The next revision beside a record. What it was written on is kept from when the record says something else. */
function nextAfter(
  record: RecordOf[DocumentType],
  stored: StoredDocument | null,
  { at, revision }: { readonly at: number; readonly revision: number },
  { next: said }: DocumentEnvelope,
): { readonly next?: NextRevision } {
  const before = stored?.next
  if (said === null || (said === undefined && before === undefined)) return {}
  if (said !== undefined && (before === undefined || !sameContent(said.record, before.record))) {
    const { record: content, base, changedAt = at } = said
    const written = writtenNext(said, stored)
    return { next: { revision, changedAt, ...written, record: content, ...(base !== undefined && { base }) } }
  }
  if (before === undefined) return {}
  const live = stored?.record
  if (
    before.base !== undefined ||
    record.type !== 'campaign' ||
    live?.type !== 'campaign' ||
    sameCampaign(record, live)
  ) {
    return { next: before }
  }
  return { next: { ...before, base: live } }
}

/** Who wrote a next revision; whoever sends what waits already, or changes its status, writes nothing. */
function writtenNext(said: SaidNext, stored: StoredDocument | null): Pick<NextRevision, 'by' | 'authors' | 'feed'> {
  const before = stored?.next
  const isSame = before !== undefined && sameCampaign(said.record, before.record)
  const { by, feed } = isSame ? before : said
  const known = before === undefined ? [] : waitingAuthors(stored as StoredDocument<'campaign'>)
  const authors = isSame ? known : withAuthors(known, said)
  return { by, authors: [...authors], ...(feed !== undefined && { feed }) }
}
