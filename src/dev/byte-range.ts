/** The result of a `Range` header for a body of known length; both ends are included, as in `Content-Range`. */
export type ByteRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly first: number; readonly last: number }
  | { readonly kind: 'unsatisfiable' }

/**
 * Parses a `Range` header (RFC 9110, 14.2). Anything but one well-formed range of bytes is ignored, as the RFC allows:
 * a request for several ranges gets the whole body.
 *
 * @param header the header's value, or null when there is none
 * @param length the body's length in bytes
 */
export function byteRange(header: string | null, length: number): ByteRange {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return { kind: 'whole' }
  if (from === '') return suffix(Number(to), length)
  const first = Number(from)
  if (to !== '' && Number(to) < first) return { kind: 'whole' }
  if (first >= length) return { kind: 'unsatisfiable' }
  return { kind: 'part', first, last: to === '' ? length - 1 : Math.min(Number(to), length - 1) }
}

function suffix(bytes: number, length: number): ByteRange {
  if (bytes === 0 || length === 0) return { kind: 'unsatisfiable' }
  return { kind: 'part', first: Math.max(0, length - bytes), last: length - 1 }
}
