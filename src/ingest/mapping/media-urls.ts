/** A media URL in a draft. */
export interface DraftUrl {
  /** Where it stands, like `renditions`, 0, `url`. */
  readonly path: readonly (string | number)[]
  readonly url: string
}

/** All texts of a draft that are to be media URLs, whatever else is wrong with it. */
export function mediaUrlsOf(draft: Readonly<Record<string, unknown>>): readonly DraftUrl[] {
  const { poster } = draft
  const listed = ['renditions', 'captions'].flatMap((field) => {
    const list = draft[field]
    return Array.isArray(list) ? list.flatMap((each: unknown, index) => urlOf(each, [field, index, 'url'])) : []
  })
  return typeof poster === 'string' ? [...listed, { path: ['poster'], url: poster }] : listed
}

function urlOf(file: unknown, path: DraftUrl['path']): readonly DraftUrl[] {
  if (typeof file !== 'object' || file === null || !('url' in file)) return []
  return typeof file.url === 'string' ? [{ path, url: file.url }] : []
}
