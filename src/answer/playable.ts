import type { Context } from '../decide/context/context.ts'
import { columnValue } from '../model/columns/column-value.ts'
import type { LeftOutColumns } from '../model/columns/left-out.ts'
import { renditionHash } from '../model/columns/rendition-hash.ts'
import type { Snapshot } from '../model/columns/snapshot.ts'
import type { AssetText } from '../model/columns/snapshot-text.ts'
import { CODECS } from '../model/nouns/asset-vocabulary.ts'
import { DEVICES } from '../model/nouns/campaign-vocabulary.ts'

type Rendition = AssetText['renditions'][number]

/**
 * The renditions of an asset that the device said it can play, tallest first, without those whose start is known to fail
 * on its class of devices. If all of them are known to fail, all stay: a small chance is better than none.
 */
export function playable(
  { hot, weights }: Pick<Snapshot, 'hot' | 'weights'>,
  context: Pick<Context, 'codecs' | 'maxHeight' | 'device'>,
  asset: number,
  { renditions }: Pick<AssetText, 'renditions'>,
): readonly Rendition[] {
  const codecs: readonly string[] = context.codecs.length === 0 ? CODECS : context.codecs
  const able = renditions
    .filter(({ codec, height }) => codecs.includes(codec) && height <= (context.maxHeight ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => b.height - a.height)
  const failing = failingOn(weights.leftOut, context.device, columnValue(hot.assets.idHash, asset))
  if (failing.size === 0) return able
  const sound = able.filter((rendition) => !failing.has(renditionHash(rendition)))
  return sound.length === 0 ? able : sound
}

/** Whether some rendition is left out for a class of devices, so that its answers may differ from those of others. */
export function leavesOut({ device: devices }: LeftOutColumns, device: Context['device']): boolean {
  return device !== null && devices.includes(DEVICES.indexOf(device))
}

const NONE: ReadonlySet<number> = new Set()

/** The hashes of the asset's renditions that are left out for a class of devices; of an unknown class nothing is known. */
function failingOn(columns: LeftOutColumns, device: Context['device'], assetHash: number): ReadonlySet<number> {
  if (device === null) return NONE
  const first = columns.asset.indexOf(assetHash)
  if (first < 0) return NONE
  const failing = new Set<number>()
  const wanted = DEVICES.indexOf(device)
  for (let at = first; columns.asset[at] === assetHash; at++) {
    if (columns.device[at] === wanted) failing.add(columns.rendition[at] ?? 0)
  }
  return failing
}
