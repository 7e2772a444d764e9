import { canonicalJson } from '../../model/canonical-json.ts'
import type { LearnedAsset, LearnedHead, LearnedRun, LearnedRunId } from '../../model/learned/learned-run.ts'
import { tasteText } from './taste-text.ts'

/** Digits of a run's id. */
const ID_DIGITS = 32

/**
 * The first line of a learned file, with its line end; null: without an id, as it is hashed. Keys stand in the order of
 * their names, so that equal content has equal bytes.
 */
export function learnedHeadLine(head: Omit<LearnedHead, 'id'>, id: LearnedRunId | null): string {
  const { v, type, space, positions, terms, data, features } = head
  return `${canonicalJson({ v, type, ...(id === null ? {} : { id }), space, positions, terms, data, features })}\n`
}

/** The line of one asset, with its line end. Its taste is base64. */
export function learnedAssetLine({ type, id, taste, cold, surfaces }: LearnedAsset): string {
  return `${canonicalJson({ type, id, taste: tasteText(taste), cold, surfaces })}\n`
}

/**
 * A run as a learned file, line by line: the head, then its assets in the order of their ids.
 * @param id null: without an id. Those bytes are hashed (SHA-256), and `learnedRunId` of the hash is the run's id
 */
export function* learnedLines(
  { head, assets }: Pick<LearnedRun, 'assets'> & { readonly head: Omit<LearnedHead, 'id'> },
  id: LearnedRunId | null,
): Generator<string> {
  yield learnedHeadLine(head, id)
  const ids = [...assets.keys()].sort()
  for (const each of ids) {
    const asset = assets.get(each)
    if (asset !== undefined) yield learnedAssetLine(asset)
  }
}

/** The id of a run, by the SHA-256 of its file without its id, in hexadecimal digits. */
export function learnedRunId(sha256: string): LearnedRunId {
  return `lrn_${sha256.slice(0, ID_DIGITS)}`
}
