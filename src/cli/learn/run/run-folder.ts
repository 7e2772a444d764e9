import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Refusal } from '../../frame/refusal.ts'

/** What a run writes: a folder that has anything else is not overwritten. */
const WRITTEN = ['learned.ndjson', 'report.json', 'aggregates']

/** A folder that appears whole, or not at all. */
export interface RunFolder {
  /** Where its files are written. */
  readonly path: string
  /** Where work is done that nobody is to see; it is gone afterwards. */
  readonly work: string
  /** Takes the place of the run before. */
  readonly finish: () => Promise<void>
  readonly discard: () => Promise<void>
}

/**
 * Begins the folder of a run beside the one that it is to be.
 * @throws Refusal when the folder has something else
 */
export async function beginRunFolder(out: string): Promise<RunFolder> {
  // `/`, `.` and `..` have no name that a folder beside them could be swapped to.
  const target = resolve(out)
  await checkOwn(target)
  const partial = `${target}.partial`
  const [path, work] = [join(partial, 'run'), join(partial, 'work')]
  try {
    // What a run that was killed has left behind.
    await rm(partial, { recursive: true, force: true })
    await mkdir(join(path, 'aggregates'), { recursive: true })
    await mkdir(work)
  } catch (error) {
    throw new Refusal(`${partial} cannot be made (${words(error)})`, 'choose another --out')
  }
  const discard = () => rm(partial, { recursive: true, force: true })
  return { path, work, discard, finish: () => swapped(target, path, partial).finally(discard) }
}

async function checkOwn(target: string): Promise<void> {
  const found = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new Refusal(`--out ${target} cannot be used (${words(error)})`, 'name a folder that is new')
  })
  const foreign = found.find((name) => !WRITTEN.includes(name))
  if (foreign !== undefined) {
    throw new Refusal(`--out ${target} has ${foreign}, which no run writes`, 'name a folder that is new, or of a run')
  }
}

async function swapped(target: string, path: string, partial: string): Promise<void> {
  const before = join(partial, 'before')
  const hadOne = await rename(target, before).then(
    () => true,
    () => false,
  )
  try {
    await rename(path, target)
  } catch (error) {
    if (hadOne) await rename(before, target)
    throw new Refusal(`${target} cannot be written (${words(error)})`, 'the run before is as it was')
  }
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown'
}
