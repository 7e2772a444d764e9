import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SnapshotSink } from '../../../src/kv/snapshot-sink.ts'

/** KV as files: what is put is not held by the process that puts it, as it would not be by a Worker. */
export class FolderSink implements SnapshotSink {
  puts = 0
  bytesPut = 0
  private readonly ready: Promise<unknown>

  constructor(
    private readonly folder: string,
    /** Told of each call. */
    private readonly called: () => void,
  ) {
    this.ready = mkdir(folder, { recursive: true })
  }

  async put(key: string, value: Uint8Array | string): Promise<void> {
    this.called()
    this.puts += 1
    this.bytesPut += value.length
    await this.ready
    await writeFile(this.path(key), value)
  }

  async getBytes(key: string): Promise<Uint8Array | null> {
    this.called()
    // Small files come out of a buffer that others share.
    return readFile(this.path(key)).then(
      (bytes) => Uint8Array.from(bytes),
      () => null,
    )
  }

  async getText(key: string): Promise<string | null> {
    this.called()
    return readFile(this.path(key), 'utf8').catch(() => null)
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true })
  }

  async list(prefix: string): Promise<readonly string[]> {
    await this.ready
    const names = (await readdir(this.folder)).map((name) => name.replaceAll('+', '/'))
    return names.filter((name) => name.startsWith(prefix)).sort()
  }

  private path(key: string): string {
    return join(this.folder, key.replaceAll('/', '+'))
  }
}
