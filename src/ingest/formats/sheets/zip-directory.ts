const LOCAL_HEADER = 0x04034b50
const DIRECTORY_ENTRY = 0x02014b50
const DIRECTORY_END = 0x06054b50
const END_BYTES = 22
const ENTRY_BYTES = 46
/** Longest comment behind the end of the directory, in bytes. */
const COMMENT_BYTES = 65_535
const STORED = 0
const DEFLATED = 8
const ENCRYPTED = 1
const SIZES_FOLLOW = 8
/** A size that stands in another record, as in files above 4 GiB (ZIP64). Elsewhere than here, it is far too large. */
const ELSEWHERE = 0xffffffff

/** Most bytes of a workbook as it is sent. */
export const MAX_PACKED_BYTES = 4 * 1024 * 1024
/** Most bytes of all its parts together, unpacked. */
export const MAX_UNPACKED_BYTES = 32 * 1024 * 1024
const MAX_PARTS = 2000
/** How many times its packed size a part may have, above a megabyte: sheets of like rows reach some fifty. */
const MAX_RATIO = 200
const SMALL = 1024 * 1024

/**
 * What makes a ZIP file one that must not be unpacked, by its central directory alone; null: nothing. Its parts are then
 * safe to inflate with the sizes that the directory names as bounds, which is what `hucre` does: so a part without a
 * size, or with sizes that only stand elsewhere, is refused, and a part that lies about its size fails as it is read.
 * Source: PKWARE APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export function zipFault(bytes: Uint8Array): string | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  if (end === null) return 'it has no directory at its end: it is cut, or no ZIP file'
  const count = view.getUint16(end + 10, true)
  if (view.getUint32(end + 12, true) === ELSEWHERE) return 'its directory is written as for files above 4 GiB'
  if (count > MAX_PARTS) return `it has ${count} parts, of ${MAX_PARTS} at most`
  const names = new Set<string>()
  let at = view.getUint32(end + 16, true)
  let unpackedInAll = 0
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      return 'its directory is broken'
    const nameBytes = view.getUint16(at + 28, true)
    const name = String.fromCharCode(...bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes))
    if (names.has(name)) return `two of its parts are called ${name}`
    names.add(name)
    const fault = partFault(view, at)
    if (fault !== null) return `its part ${name} ${fault}`
    unpackedInAll += view.getUint32(at + 24, true)
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return unpackedInAll > MAX_UNPACKED_BYTES
    ? `it unpacks to ${unpackedInAll} bytes, of ${MAX_UNPACKED_BYTES} at most: send fewer rows at once`
    : null
}

function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES)
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1) {
    if (view.getUint32(at, true) === DIRECTORY_END) return at
  }
  return null
}

function partFault(view: DataView, at: number): string | null {
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const packed = view.getUint32(at + 20, true)
  const unpacked = view.getUint32(at + 24, true)
  const local = view.getUint32(at + 42, true)
  if ((flags & ENCRYPTED) !== 0) return 'is encrypted: send it without a password'
  if (method !== STORED && method !== DEFLATED) return `is packed by method ${method}, which workbooks do not use`
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL_HEADER)
    return 'is not where the directory says'
  if (local + 30 + packed > view.byteLength) return 'is cut'
  if (method === STORED && packed !== unpacked) return 'has two sizes'
  if (packed === 0 && (unpacked > 0 || (flags & SIZES_FOLLOW) !== 0)) return 'does not say its size in the directory'
  if (unpacked === 0 && packed > 2) return 'says that it is empty, but it is not'
  if (unpacked > SMALL && unpacked > packed * MAX_RATIO) return `unpacks to over ${MAX_RATIO} times its size`
  return null
}
