import { canonicalJson } from '../../model/canonical-json.ts'
import type { PartOwners } from '../../model/feeds/part-owners.ts'
import type { Campaign } from '../../model/nouns/campaign.ts'
import type { RecordOf, StoredDocument } from './document.ts'
import type { DocumentType } from './keys.ts'

/** Whether two records say the same, whatever the order of their fields (names are kept by language, in feed order). */
export function sameContent(left: object, right: object): boolean {
  return JSON.stringify(left) === JSON.stringify(right) || canonicalJson(left) === canonicalJson(right)
}

/** Whether a campaign says the same as the stored one, its status aside. */
export function sameCampaign(left: Campaign, right: Campaign): boolean {
  return sameContent({ ...left, status: null }, { ...right, status: null })
}

/** What is said of a record besides its content. Times are in milliseconds since 1970. */
export interface DocumentEnvelope {
  /** Left out: now. A record that is stored already keeps its own. */
  readonly addedAt?: number | undefined
  /** Left out: it is not withdrawn, and returns if it was. A record that is withdrawn already keeps its own. */
  readonly withdrawnAt?: number | undefined
  /** Left out: as stored. */
  readonly owners?: PartOwners | undefined
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
  }
  if (stored === null) return { revision: 1, addedAt: said.addedAt ?? now, changedAt: now, ...besides, record }
  const isSame = withdrawnAt === stored.withdrawnAt && sameContent(owners, stored.owners ?? {})
  if (isSame && sameContent(record, stored.record)) return null
  return { revision: stored.revision + 1, addedAt: stored.addedAt, changedAt: now, ...besides, record }
}
