import { chmod, mkdir, stat } from 'node:fs/promises'

const SHARED_BY_ALL = 0o1000

/**
 * Creates the folder for a stack's keys, store and KV, readable by its owner only. An existing folder loses the access
 * of others, except a folder of another user, or one that everybody may write to (`/tmp`).
 */
export async function openStateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { mode, uid } = await stat(folder)
  const isOurs = uid === process.getuid?.() && (mode & SHARED_BY_ALL) === 0
  if (isOurs && (mode & 0o077) !== 0) await chmod(folder, 0o700)
}
