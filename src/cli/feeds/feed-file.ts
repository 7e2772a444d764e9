import { BrokenOff } from '../../http/bounded-bytes.ts'
import { unpacked } from '../../http/unpacked.ts'
import { UnusablePacking } from '../../http/unusable-packing.ts'
import { peeked } from '../../ingest/formats/peeked.ts'
import type { FeedFormatName } from '../../model/messages/feed-formats.ts'
import { Refusal } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { openSource, type Source } from '../frame/upload.ts'
import { HEAD_BYTES, whichFormat } from './which-format.ts'

/** A file with a feed in it, unpacked. */
export interface FeedFile extends Source {
  /** The format by its name and its first bytes. @throws UsageError when nobody can tell */
  readonly format: () => FeedFormatName
}

/** Opens FILE (`-`: stdin), unpacks it if it is packed with gzip or zstd, and looks at its first bytes. */
export async function openFeedFile(shell: Shell, file: string): Promise<FeedFile> {
  const source = await openSource(shell, file)
  const { head, stream } = await peeked(unpacked(source.bytes), HEAD_BYTES).catch((error: unknown) => {
    if (!(error instanceof BrokenOff) && !(error instanceof UnusablePacking)) throw error
    throw new Refusal(`FILE "${file}" cannot be unpacked: ${error.message}`, 'copy it again, or unpack it first')
  })
  return { ...source, bytes: stream, format: () => whichFormat(file === '-' ? '' : file, head) }
}
