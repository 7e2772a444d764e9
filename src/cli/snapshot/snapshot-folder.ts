import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { REGION_IDS } from '../../model/nouns/region.ts'
import { sha256Hex } from '../../snapshot/sha256.ts'
import { Refusal } from '../frame/refusal.ts'

/** The file that lists the other files of a folder; written last. */
const LIST_FILE = 'snapshot.json'

const shardFile = z.object({
  /** `hot`, `rules`, `weights`, `text`, or `text.<index of its first asset>`: also the file's name. */
  name: z.string().regex(/^[a-z]+(\.\d+)?$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
})
const listFile = z.object({
  region: z.enum(REGION_IDS),
  snapshot: z.string(),
  format: z.int(),
  shards: z.array(shardFile),
})
export type SnapshotList = z.infer<typeof listFile>

/** Creates the folder for a snapshot; it must be new or empty, so that two snapshots are never mixed. */
export async function newFolder(path: string) {
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw new Refusal(
      `${path} cannot be created (${error instanceof Error ? error.message : 'unknown'})`,
      'choose another --out',
    )
  })
  if ((await readdir(path)).length > 0) throw new Refusal(`${path} is not empty`, 'choose another --out')
  return {
    write: (name: string, bytes: Uint8Array) => writeFile(join(path, name), bytes),
    /** Writes the list under a temporary name first, so that a folder with a list is always complete. */
    async finish(list: SnapshotList): Promise<void> {
      await writeFile(join(path, `${LIST_FILE}.partial`), `${JSON.stringify(list, null, 2)}\n`)
      await rename(join(path, `${LIST_FILE}.partial`), join(path, LIST_FILE))
    },
    discard: () => rm(path, { recursive: true, force: true }),
  }
}

/** Reads a snapshot from a folder, and checks every file against the list. */
export async function readFolder(path: string): Promise<{
  readonly list: SnapshotList
  readonly shards: ReadonlyMap<string, Uint8Array>
}> {
  const text = await readFile(join(path, LIST_FILE), 'utf8').catch(() => null)
  if (text === null) throw new Refusal(`${path} has no ${LIST_FILE}`, 'ff snapshot get writes such a folder')
  const parsed = listFile.safeParse(jsonOf(text))
  if (!parsed.success) throw new Refusal(`${join(path, LIST_FILE)} is not a list of shards`, 'get the snapshot anew')
  const shards = new Map<string, Uint8Array>()
  for (const { name, sha256 } of parsed.data.shards) {
    const bytes = await readFile(join(path, name)).catch(() => null)
    if (bytes === null) throw new Refusal(`${join(path, name)} is missing`, 'get the snapshot anew')
    if ((await sha256Hex(new Uint8Array(bytes))) !== sha256) {
      throw new Refusal(`${join(path, name)} does not match its hash`, 'get the snapshot anew')
    }
    shards.set(name, new Uint8Array(bytes))
  }
  return { list: parsed.data, shards }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
