/**
 * Starts the command line from one bundled file. Reading some three hundred TypeScript files one by one cost 2.6 s of
 * CPU a command, this costs 0.5. The bundle is made from the sources when one of them has changed, and kept in
 * node_modules/.cache; where that cannot be written, the sources are read as they are. JavaScript, since Node 20
 * starts nothing else.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CACHE = join(ROOT, 'node_modules', '.cache', 'firstframe')
const MANIFEST = join(CACHE, 'ff.json')

/** A command that started before the bundle was replaced has read it long ago. */
const OLD_BUNDLE_MS = 3_600_000

/** What tells that a file has changed. */
function stamp(path) {
  const { mtimeMs, size } = statSync(path)
  return `${mtimeMs} ${size}`
}

/** The bundle of these very sources; null when there is none. */
function keptBundle() {
  try {
    const { root, bundle, inputs } = JSON.parse(readFileSync(MANIFEST, 'utf8'))
    // The bundle names its sources' folder: in a copy of the project it would read the other one's.
    const same = root === ROOT && Object.entries(inputs).every(([path, was]) => stamp(join(ROOT, path)) === was)
    const path = join(CACHE, bundle)
    return same && statSync(path).isFile() ? path : null
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

async function madeBundle() {
  const { build } = await import('esbuild')
  // Before the build: a file that is saved meanwhile must count as changed.
  const startedAt = Date.now()
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    write: false,
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
  mkdirSync(CACHE, { recursive: true })
  const bundle = `ff-${startedAt}-${process.pid}.mjs`
  writeFileSync(join(CACHE, bundle), outputFiles[0].contents)
  const manifest = join(CACHE, `ff-${startedAt}-${process.pid}.json`)
  writeFileSync(manifest, JSON.stringify({ root: ROOT, bundle, inputs }))
  // Whole or not at all: two commands at once may each make one, and either will do.
  renameSync(manifest, MANIFEST)
  removeOld(bundle)
  return join(CACHE, bundle)
}

function removeOld(bundle) {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name)
    if (!/^ff-\d+-\d+\./.test(name) || name === bundle) continue
    if (Date.now() - statSync(path).mtimeMs > OLD_BUNDLE_MS) rmSync(path, { force: true })
  }
}

async function start() {
  const bundle = keptBundle() ?? (await madeBundle().catch(() => null))
  if (bundle !== null) return import(pathToFileURL(bundle).href)
  const { register } = await import('tsx/esm/api')
  register()
  return import('./main.ts')
}

await start()
