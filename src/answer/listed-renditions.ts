import type { AssetText } from '../model/columns/snapshot-text.ts'
import { playable } from './playable.ts'

/**
 * Greatest number of renditions sent for one item: enough for a player to choose from, few enough for fifty tiles in 60
 * kB.
 */
const PLAYBACK_MAX = 4

/**
 * Which of an asset's own renditions an answer lists as `playback`, by index and in the answer's order. The answer is
 * written from them and the decision token seals them, so that an event about the second in the list names the same one.
 */
export function listedRenditions(
  snapshot: Parameters<typeof playable>[0],
  context: Parameters<typeof playable>[1],
  asset: number,
  words: Pick<AssetText, 'renditions'>,
): readonly number[] {
  return playable(snapshot, context, asset, words)
    .slice(0, PLAYBACK_MAX)
    .map((rendition) => words.renditions.indexOf(rendition))
}
