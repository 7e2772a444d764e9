import { canonicalJson } from '../../model/canonical-json.ts'
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

/** The document that replaces `stored`; null if the record is what is stored already. */
export function nextDocument<Type extends DocumentType>(
  record: RecordOf[Type],
  stored: StoredDocument<Type> | null,
  now: number,
  addedAt = now,
): StoredDocument<Type> | null {
  if (stored === null) return { revision: 1, addedAt, changedAt: now, record }
  if (sameContent(record, stored.record)) return null
  return { revision: stored.revision + 1, addedAt: stored.addedAt, changedAt: now, record }
}
