import type { ChangedCampaignAnswer } from '../../../contracts/ops/answers/campaigns/campaign-bulk.ts'
import type { Withdrawal } from '../../../contracts/ops/answers/ingest.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import type { Action } from '../../../model/policies/access.ts'
import type { ChangedCampaign } from '../../../schedule/campaigns/change-records.ts'
import type { CampaignVerb } from '../../../schedule/campaigns/lifecycle.ts'
import type { IngestDependencies } from '../../../schedule/ingest/ingest.ts'
import type { StoredDocument } from '../../../schedule/store/document.ts'
import type { Permission } from '../../access/permission.ts'
import type { SignedIn } from '../../access/sign-in.ts'
import type { PublisherContext } from '../../publisher-context.ts'
import { regionsOfCampaign } from '../../regions/regions-of.ts'

/** Who changes many campaigns, and what that takes. */
export interface BulkCaller {
  readonly publisher: PublisherContext
  readonly dependencies: IngestDependencies
  readonly signedIn: SignedIn
  readonly permission: Permission
}

type Diff = ChangedCampaignAnswer['diff']

/** A campaign that is to be changed. */
export interface WantedChange {
  readonly id: string
  readonly stored: StoredDocument<'campaign'>
  readonly outcome: 'change'
  readonly diff: Diff
  /** As JSON, for those that are stored together. */
  readonly record: object
  readonly kept: ChangedCampaign
  /** Who wrote that, besides who changes it; left out: nobody. */
  readonly authors?: readonly string[]
}

/** What is to become of one campaign. */
export type PlannedChange =
  | WantedChange
  | { readonly id: string; readonly stored: StoredDocument<'campaign'> | null; readonly outcome: 'unchanged' }
  | {
      readonly id: string
      readonly stored: StoredDocument<'campaign'> | null
      readonly outcome: 'refused'
      readonly why: string
    }

/** Whether it is to be changed. */
export function isChange(planned: PlannedChange): planned is WantedChange {
  return planned.outcome === 'change'
}

/**
 * How changes are carried out: `together` in one batch, as drafts that take the place of what waits, or as statuses of
 * what is there; or one by one by a verb.
 */
export type CarriedOut =
  | { readonly how: 'edit' }
  | { readonly how: 'status' }
  | { readonly how: 'verb'; readonly verb: CampaignVerb }

/** What was withdrawn, and why some were refused, by id. */
export interface CarriedAll {
  readonly refused: ReadonlyMap<string, string>
  readonly withdrawn: Withdrawal
}

/** A campaign, if the caller may read it somewhere; null: they are told of none. */
export function asReadable(
  { publisher, permission }: BulkCaller,
  stored: StoredDocument<'campaign'> | null,
): StoredDocument<'campaign'> | null {
  if (stored === null) return null
  const readable = permission.regionsOf('schedule.read')
  return regionsOfCampaign(publisher.rules, stored.record).some((region) => readable.includes(region)) ? stored : null
}

/** Why a role does not reach; null: it does. */
export function notGranted({ permission }: BulkCaller, action: Action, regions: readonly RegionId[]): string | null {
  const missing = permission.missing(action, regions)
  return missing.length === 0 ? null : `you have not been granted ${action} in region ${missing.join(', ')}`
}
