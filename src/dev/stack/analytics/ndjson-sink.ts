import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EventRow } from '../../../events/event-row.ts'
import type { EventSink } from '../../../publisher/queue/event-sink.ts'
import { rowPartition } from './row-partition.ts'

/** How a sink is set up. */
export interface NdjsonSinkOptions {
  /** The folder of the events. */
  readonly folder: string
  /** No two starts share it: no process appends to a file whose last line another one may have cut. */
  readonly start: string
  readonly rollAtBytes?: number
}

/** A new file is begun when one has reached this size. */
const ROLL_AT_BYTES = 64 * 1024 * 1024

/** The file of a partition that is being written. */
interface OpenFile {
  readonly number: number
  bytes: number
}

/**
 * The sink of a local stack: whole lines in `day=…/region=…/<start>-<number>.ndjson`. What ends this process cuts at most
 * the last line of a file, whose row nobody was told is kept: it is sent again, and goes to another file.
 */
export class NdjsonSink implements EventSink {
  private readonly files = new Map<string, OpenFile>()
  private last: Promise<void> = Promise.resolve()

  private constructor(private readonly options: NdjsonSinkOptions) {}

  /** Opens the folder. It has an empty file from the start, so that a query of a stack without events finds no rows. */
  static async open(options: NdjsonSinkOptions): Promise<NdjsonSink> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 })
    await writeFile(join(options.folder, 'none.ndjson'), '', { mode: 0o600 })
    return new NdjsonSink(options)
  }

  /** Resolves once the rows are in their files; one call after another, so that lines never mix. */
  send(rows: readonly EventRow[]): Promise<void> {
    const written = this.last.then(() => this.write(rows))
    this.last = written.catch(() => undefined)
    return written
  }

  private async write(rows: readonly EventRow[]): Promise<void> {
    const texts = new Map<string, string>()
    for (const row of rows) {
      const partition = rowPartition(row)
      texts.set(partition, `${texts.get(partition) ?? ''}${JSON.stringify(row)}\n`)
    }
    for (const [partition, text] of texts) await this.append(partition, text)
  }

  private async append(partition: string, text: string): Promise<void> {
    const { folder, start, rollAtBytes = ROLL_AT_BYTES } = this.options
    let file = this.files.get(partition)
    if (file === undefined || file.bytes >= rollAtBytes) {
      file = { number: (file?.number ?? 0) + 1, bytes: 0 }
      this.files.set(partition, file)
      await mkdir(join(folder, partition), { recursive: true, mode: 0o700 })
    }
    try {
      await appendFile(join(folder, partition, `${start}-${file.number}.ndjson`), text, { mode: 0o600 })
    } catch (error) {
      // It may end in half a line: nothing may be appended to that.
      file.bytes = Number.POSITIVE_INFINITY
      throw error
    }
    file.bytes += Buffer.byteLength(text)
  }
}
