import type { Failure } from '../../kv/deadline.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { RegionList } from './lists/region-list.ts'
import type { KeepAlive } from './text/page-reader.ts'
import { Distrusted } from './trust.ts'

/** A pointer that was verified, and its text. */
export interface AnnouncedPointer {
  readonly text: string
  readonly value: PointerPayload
}

/**
 * The pointer that is announced, where the list that is here is no older than the one that it was made under. Whether the
 * newest list could be taken does not matter then: the snapshot before it would show no less.
 *
 * @param beside the list, and why the newest one could not be taken; null: it could
 * @throws Distrusted when there is none to be believed, or none that the list is new enough for
 */
export async function nextPointer(
  read: Promise<() => string | null>,
  trusted: (text: string) => Promise<PointerPayload>,
  beside: { readonly list: RegionList; readonly listFailed: Failure | null; readonly keepAlive: KeepAlive },
): Promise<AnnouncedPointer> {
  const { list, listFailed, keepAlive } = beside
  if (listFailed !== null && list.sequence === null) throw listFailed.error
  const text = (await read)()
  if (text === null) throw listFailed?.error ?? new Distrusted('missing')
  const value = await trusted(text)
  const isBehind = (): boolean => (list.sequence ?? -1) < value.takedowns
  // Keys of KV come in no order: the list may be on its way.
  if (isBehind() && listFailed === null) await list.read(keepAlive)
  if (isBehind()) throw listFailed?.error ?? new Distrusted('takedowns-behind')
  if (!list.isCompleteFor(value.narrowed)) throw new Distrusted('behind-list')
  return { text, value }
}
