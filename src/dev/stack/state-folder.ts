import { chmod, mkdir, stat } from 'node:fs/promises'

const SHARED_BY_ALL = 0o1000

/**
 * Makes the folder that holds a stack's keys, store and KV, for its owner alone, and closes one that was open to others.
 * A folder of somebody else's, or one that everybody writes to (`/tmp`), stays as it is.
 */
export async function openStateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { mode, uid } = await stat(folder)
  const isOurs = uid === process.getuid?.() && (mode & SHARED_BY_ALL) === 0
  if (isOurs && (mode & 0o077) !== 0) await chmod(folder, 0o700)
}
