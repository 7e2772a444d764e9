import type { Asset } from '../../../src/model/nouns/asset.ts'
import type { Campaign } from '../../../src/model/nouns/campaign.ts'
import type { Title } from '../../../src/model/nouns/title.ts'
import type { CaseContext } from '../case-context.ts'
import type { PacedAs } from '../pacing/paced-world.ts'

type CaseToken = NonNullable<CaseContext['token']>

/** A worked example's context, with consent to personalisation: given, unless the token says otherwise. */
export interface OracleContext extends Omit<CaseContext, 'token'> {
  readonly token?: (CaseToken & { readonly personalize?: boolean | undefined }) | undefined
}

/** An entry of the takedown list. */
export interface OracleDeny {
  readonly target: string
  readonly territories: readonly string[] | null
  readonly until: number | null
}

/** Who asks, from where, on what, beside which title, and what the session remembers. */
export interface OracleRequest {
  readonly context: OracleContext
  readonly denies: readonly OracleDeny[]
  /** In the order in which it was shown. */
  readonly shown: readonly { readonly asset: Asset; readonly campaign: Campaign; readonly at: number }[]
  /** The title that the placement stands beside, or is pinned to; null: neither. */
  readonly beside: string | null
  /** The seed of its draws, null: none; and what pacing says of campaigns by their ids, undefined: of none. */
  readonly seed?: string | null
  readonly pacing?: ReadonlyMap<string, PacedAs>
  /** Every title of the snapshot. */
  readonly titles: readonly Title[]
}

/** One candidate; `title` is null where the asset has none. */
export interface OracleCandidate {
  readonly asset: Asset
  readonly title: Title | null
  readonly campaign: Campaign
}

export const nowOf = ({ context }: OracleRequest): number => Date.parse(context.now)
