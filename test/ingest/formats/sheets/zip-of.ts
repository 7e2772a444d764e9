import { deflateRawSync } from 'node:zlib'

/** A part of a ZIP file, and what the file says of it where that is not the truth. */
export interface ZipPart {
  readonly name: string
  readonly data: Uint8Array | string
  /** Unpacked bytes that the directory names. */
  readonly unpacked?: number
  /** Packed bytes that the directory names. */
  readonly packed?: number
  readonly flags?: number
  readonly method?: number
  readonly offset?: number
}

/** A ZIP file of these parts, byte by byte, so that it can lie. Its local headers tell the truth, and no part
 * has a checksum. */
export function zipOf(parts: readonly ZipPart[], comment = ''): Uint8Array {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const data = Buffer.from(part.data)
    const packed = part.method === 0 ? data : deflateRawSync(data, { level: 9 })
    const name = Buffer.from(part.name)
    const facts = { flags: part.flags ?? 0, method: part.method ?? 8 }
    const header = record(30, 0x04034b50, 4, {
      ...facts,
      packed: packed.length,
      unpacked: data.length,
      name: name.length,
    })
    const said = { packed: part.packed ?? packed.length, unpacked: part.unpacked ?? data.length, name: name.length }
    const entry = record(46, 0x02014b50, 6, { ...facts, ...said })
    entry.writeUInt32LE(part.offset ?? offset, 42)
    local.push(header, name, packed)
    directory.push(entry, name)
    offset += header.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return new Uint8Array(Buffer.concat([...local, ...directory, end, Buffer.from(comment)]))
}

interface Facts {
  readonly flags: number
  readonly method: number
  readonly packed: number
  readonly unpacked: number
  readonly name: number
}

/** A local header or a directory entry: both have the same fields, the latter two bytes later. */
function record(length: number, signature: number, at: number, facts: Facts): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.writeUInt32LE(signature, 0)
  bytes.writeUInt16LE(20, at)
  bytes.writeUInt16LE(facts.flags, at + 2)
  bytes.writeUInt16LE(facts.method, at + 4)
  bytes.writeUInt32LE(facts.packed, at + 14)
  bytes.writeUInt32LE(facts.unpacked, at + 18)
  bytes.writeUInt16LE(facts.name, at + 22)
  return bytes
}

const NAMESPACE = 'http://schemas.openxmlformats.org'

/** The least parts of a workbook with one sheet, whose rows are this XML. */
export function workbookParts(rows: string, changes: Partial<ZipPart> = {}): ZipPart[] {
  const relation = (kind: string, target: string) =>
    `<Relationships xmlns="${NAMESPACE}/package/2006/relationships"><Relationship Id="rId1" Type="${NAMESPACE}/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`
  return [
    { name: '[Content_Types].xml', data: `<Types xmlns="${NAMESPACE}/package/2006/content-types"/>` },
    { name: '_rels/.rels', data: relation('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      data: `<workbook xmlns="${NAMESPACE}/spreadsheetml/2006/main" xmlns:r="${NAMESPACE}/officeDocument/2006/relationships"><sheets><sheet name="assets" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', data: relation('worksheet', 'worksheets/sheet1.xml') },
    {
      name: 'xl/worksheets/sheet1.xml',
      data: `<worksheet xmlns="${NAMESPACE}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
      ...changes,
    },
  ]
}
