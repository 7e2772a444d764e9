import type { Failure } from '../../kv/deadline.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { RegionList } from './lists/region-list.ts'
import type { KeepAlive } from './text/page-reader.ts'
import { Distrusted } from './trust.ts'

/** A verified pointer, and its text. */
export interface AnnouncedPointer {
  readonly text: string
  readonly value: PointerPayload
}

/**
 * The announced pointer, provided that the takedown list here is at least as new as the list it was made under. Then it
 * does not matter whether the newest list could be read: keeping the earlier snapshot would withdraw no more.
 *
 * @param beside the list, and why the newest one could not be read; null: it was
 * @throws Distrusted when no pointer can be trusted, or when the list is too old for it
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
  // KV keys propagate in any order: the newer list may be on its way.
  if (isBehind() && listFailed === null) await list.read(keepAlive)
  if (isBehind()) throw listFailed?.error ?? new Distrusted('takedowns-behind')
  if (!list.isCompleteFor(value.narrowed)) throw new Distrusted('behind-list')
  return { text, value }
}
