import { type AssetId, assetId } from '../../model/fields/identifier.ts'
import { DEVICES, type Device } from '../../model/nouns/campaign-vocabulary.ts'
import { NOT_SAID } from './cell.ts'

/** A rendition of an asset on a class of devices, by its index in the asset's own list. */
export interface CountedRendition {
  readonly assetId: AssetId
  readonly device: Device
  readonly playback: number
}

/** A rendition, or null for none in particular. */
type Named = Omit<CountedRendition, 'playback'> & { readonly playback: number | null }

/** The names of the counters that tell how the starts of a rendition went. */
export function fieldsOf({ assetId, device, playback }: Named) {
  const [own, unnamed] = [`${assetId}:${playback ?? NOT_SAID}:${device}`, `${assetId}:${NOT_SAID}:${device}`]
  return {
    /** Of the errors: decisions with an error of this rendition, and with one of any. */
    errors: { own, any: unnamed },
    /** Of the starts: see `renditionCells`. */
    starts: {
      tried: `${own}:tried`,
      started: `${own}:started`,
      unnamed: `${unnamed}:unnamed`,
      either: `${unnamed}:either`,
    },
  } as const
}

const isDevice = (word: string): word is Device => (DEVICES as readonly string[]).includes(word)

/** The rendition that a counter of errors is about; null for the sum of an asset's, and for a name of no version of ours. */
export function readErrorField(field: string): CountedRendition | null {
  const [id = '', playback = '', device = '', ...more] = field.split(':')
  const asset = assetId.safeParse(id)
  if (more.length > 0 || !asset.success || !/^\d{1,2}$/.test(playback) || !isDevice(device)) return null
  return { assetId: asset.data, device, playback: Number(playback) }
}
