import type { AssetId, CampaignId, TitleId } from '../fields/identifier.ts'
import type { CaptionFormat, CaptionKind, Codec, RenditionType } from '../nouns/asset-vocabulary.ts'

/** The text of one rating class entry. */
export interface RatingText {
  readonly system: string
  readonly label: string
}

/** The text of one campaign; `terms`: a hash of what it asks for, equal if no person edited it. */
export interface CampaignText {
  readonly campaignId: CampaignId
  readonly terms: string
}

/** The text of one title. */
export interface TitleText {
  readonly titleId: TitleId
  readonly name: Readonly<Record<string, string>>
}

/** Everything that a device needs to show one asset. */
export interface AssetText {
  readonly assetId: AssetId
  readonly name: Readonly<Record<string, string>>
  readonly renditions: readonly {
    readonly type: RenditionType
    readonly url: string
    readonly codec: Codec
    readonly height: number
    readonly bitrate?: number
  }[]
  readonly captions: readonly {
    readonly language: string
    readonly kind: CaptionKind
    readonly format: CaptionFormat
    readonly url: string
  }[]
  readonly audio: readonly { language: string; kind?: string }[]
  readonly poster: string | null
}

/** The text of a snapshot: strings, read only for what is shown. */
export interface SnapshotText {
  asset(index: number): AssetText
  /** The text of the title that an asset is about; null when it is about none. */
  titleOf(asset: number): TitleText | null
  campaign(index: number): CampaignText
  rating(index: number): RatingText
}
