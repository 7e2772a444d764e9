import { hash32 } from '../hash32.ts'
import type { Codec, RenditionType } from '../nouns/asset-vocabulary.ts'

/** What a rendition says of itself. */
interface DescribedRendition {
  readonly type: RenditionType
  readonly url: string
  readonly codec: Codec
  readonly height: number
  readonly bitrate?: number | undefined
}

/**
 * Names a rendition by what it is, wherever it stands in the list of its asset: an edit gives it another name, a move
 * does not.
 */
export function renditionHash({ type, url, codec, height, bitrate = 0 }: DescribedRendition): number {
  return hash32(JSON.stringify([type, url, codec, height, bitrate]))
}
