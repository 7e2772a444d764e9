/**
 * Starts a command from one bundled file. Reading some three hundred TypeScript files one by one cost the command line
 * 2.6 s of CPU and `npm start` 6; this costs 0.5 and 2. The bundle is made from the sources when one of them has
 * changed, and kept in node_modules/.cache; where that cannot be written, the sources are read as they are. JavaScript,
 * since Node 20 starts nothing else.
 */
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The commands by name: where the sources of each begin. */
const ENTRIES = { ff: 'src/cli/main.ts', start: 'src/dev/start.ts' }

/** Finds its own files by where it lies, or is no JavaScript, and is loaded only when something needs it. */
const UNBUNDLED = ['miniflare', 'wrangler', '@duckdb/node-api']

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CACHE = join(ROOT, 'node_modules', '.cache', 'firstframe')
const MANIFEST = join(CACHE, 'commands.json')

/** A command that started before its bundle was replaced has read it long ago. */
const OLD_BUNDLES_MS = 3_600_000

/** What tells that a file has changed. */
function stamp(path) {
  const { mtimeMs, size } = statSync(path)
  return `${mtimeMs} ${size}`
}

/** The folder with the bundles of these very sources; null when there is none. */
function keptBundles() {
  try {
    const { root, folder, inputs } = JSON.parse(readFileSync(MANIFEST, 'utf8'))
    // A bundle names its sources' folder: in a copy of the project it would read the other one's.
    const same = root === ROOT && Object.entries(inputs).every(([path, was]) => stamp(join(ROOT, path)) === was)
    return same && statSync(join(CACHE, folder)).isDirectory() ? folder : null
  } catch {
    return null
  }
}

/** Files find what lies beside them in the sources, not beside the bundle. */
const ownAddress = {
  name: 'own-address',
  setup(build) {
    build.onLoad({ filter: /src[\\/](?:cli|dev)[\\/].*\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const contents = source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
      return { contents, loader: 'ts' }
    })
  },
}

async function madeBundles() {
  const { build } = await import('esbuild')
  // Before the build: a file that is saved meanwhile must count as changed.
  const startedAt = Date.now()
  const folder = `commands-${startedAt}-${process.pid}`
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir: join(CACHE, folder),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What a command loads later, or not at all, stays a file of its own.
    splitting: true,
    external: UNBUNDLED,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
    banner: { js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);" },
    plugins: [ownAddress],
  })
  const inputs = {}
  for (const path of Object.keys(metafile.inputs)) {
    const full = join(ROOT, path)
    inputs[relative(ROOT, full)] = statSync(full).mtimeMs < startedAt ? stamp(full) : 'changed meanwhile'
  }
  const manifest = join(CACHE, `${folder}.json`)
  writeFileSync(manifest, JSON.stringify({ root: ROOT, folder, inputs }))
  // Whole or not at all: two commands at once may each make bundles, and either will do.
  renameSync(manifest, MANIFEST)
  removeOld(folder)
  return folder
}

function removeOld(folder) {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name)
    if (!/^commands-\d+-\d+/.test(name) || name === folder) continue
    if (Date.now() - statSync(path).mtimeMs > OLD_BUNDLES_MS) rmSync(path, { recursive: true, force: true })
  }
}

/** @param name one of `ENTRIES`, whose arguments are those of this process */
export async function startBundled(name) {
  const folder = keptBundles() ?? (await madeBundles().catch(() => null))
  if (folder !== null) return import(pathToFileURL(join(CACHE, folder, `${name}.mjs`)).href)
  const { register } = await import('tsx/esm/api')
  register()
  return import(pathToFileURL(join(ROOT, ENTRIES[name])).href)
}
