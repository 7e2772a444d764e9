import type { AssetText } from '../../model/columns/snapshot-text.ts'
import type { AssetId } from '../../model/fields/identifier.ts'
import type { Device } from '../../model/nouns/campaign-vocabulary.ts'
import type { StartEvidence } from './fails-for-certain.ts'

/** One encoding of an asset. */
export type Rendition = AssetText['renditions'][number]

/** A rendition that is, or lately was, left out for a class of devices of a region. Instants: milliseconds since 1970. */
export interface LeftOutRendition extends StartEvidence, Pick<Rendition, 'type' | 'codec' | 'height'> {
  readonly assetId: AssetId
  readonly device: Device
  /** `renditionHash`. */
  readonly rendition: number
  /** Whether it is left out now. */
  readonly isOut: boolean
  /** Whether all renditions of the asset are left out there, so that all of them are offered all the same. */
  readonly isLast: boolean
  readonly since: number
  /** When it is tried again. */
  readonly until: number
  /** How often it was left out, with less than `REMEMBERED_MS` in between. */
  readonly times: number
}
