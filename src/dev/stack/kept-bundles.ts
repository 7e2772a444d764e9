import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bundles } from './bundle-workers.ts'

/** Files from which wrangler reads variables that are not in `wrangler.toml`. */
const VARIABLES = ['.dev.vars', '.env', '.env.local'].flatMap((name) => [
  name,
  name.replace(/vars|env/, '$&.publisher'),
])

/** The inputs of a bundle: sources, rules, and the files that say how and with which packages it is built. */
const MADE_OF = ['src', 'rules', 'wrangler.toml', 'tsconfig.json', 'package.json', 'package-lock.json', ...VARIABLES]

/** The packages that npm has installed; missing after another package manager. */
const INSTALLED = join('node_modules', '.package-lock.json')

/**
 * Both Workers' bundles, from `node_modules/.cache` if the same inputs were built before. The key of the cache is a
 * hash of all inputs, so any change leads to a new build. Where nothing can be cached, they are built each time.
 *
 * @param root the project's folder
 */
export async function keptBundles(root: string, build: () => Promise<Bundles>): Promise<Bundles> {
  const folder = join(root, 'node_modules', '.cache', 'firstframe')
  const name = `workers-${await hashOf(root)}.json`
  const kept = await readKept(join(folder, name))
  if (kept !== null) return kept
  const bundles = await build()
  // A source was saved during the build, so it may or may not be in the bundle: this bundle is not cached.
  if (name === `workers-${await hashOf(root)}.json`) await keep(folder, name, bundles).catch(() => undefined)
  return bundles
}

async function readKept(path: string): Promise<Bundles | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Bundles
  } catch {
    return null
  }
}

/** Writes a bundle atomically: of two builds at once, either may win. Bundles of other inputs are deleted. */
async function keep(folder: string, name: string, bundles: Bundles): Promise<void> {
  await mkdir(folder, { recursive: true })
  const draft = join(folder, `draft-${process.pid}-${name}`)
  // Such a variable may be a secret.
  await writeFile(draft, JSON.stringify(bundles), { mode: 0o600 })
  await rename(draft, join(folder, name))
  const old = (await readdir(folder)).filter((each) => each.startsWith('workers-') && each !== name)
  await Promise.all(old.map((each) => rm(join(folder, each), { force: true })))
}

async function hashOf(root: string): Promise<string> {
  const hash = createHash('sha256').update(process.version)
  for (const path of [...(await filesOf(root)), INSTALLED]) {
    const content = await readFile(join(root, path)).catch(() => null)
    hash.update(`${path}\0${content?.length ?? 'none'}\0`).update(content ?? '')
  }
  return hash.digest('hex')
}

/** All paths below a folder, including folders, which count by their name. */
async function filesOf(root: string): Promise<readonly string[]> {
  const files = MADE_OF.map(async (part) => {
    const inside = await readdir(join(root, part), { recursive: true }).catch(() => [])
    return [part, ...inside.map((path) => join(part, path))]
  })
  return (await Promise.all(files)).flat().sort()
}
