import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Bundles } from '../../src/dev/stack/bundle-workers.ts'
import { keptBundles } from '../../src/dev/stack/kept-bundles.ts'

let root: string
let builds: number
beforeEach(async () => {
  builds = 0
  root = await mkdtemp(join(tmpdir(), 'firstframe-kept-'))
  for (const folder of ['src/edge', 'rules', 'node_modules']) await mkdir(join(root, folder), { recursive: true })
  await save('src/edge/worker.ts', 'one')
})
afterEach(() => rm(root, { recursive: true }))

const save = (path: string, text: string) => writeFile(join(root, path), text)
const cache = () => join(root, 'node_modules', '.cache', 'firstframe')
async function built(): Promise<Bundles> {
  builds += 1
  const worker = { script: `build ${builds}`, wasm: [{ name: 'a.wasm', base64: 'AA==' }], settings: {} }
  return { edge: worker, publisher: worker }
}

it('bundles of the same sources are built once, and are the same afterwards', async () => {
  const first = await keptBundles(root, built)
  expect(await keptBundles(root, built)).toEqual(first)
  expect(builds).toBe(1)
})

it.each([
  ['a source', 'src/edge/worker.ts'],
  ['a new source', 'src/edge/other.ts'],
  ['a rule', 'rules/ages.json'],
  ['the settings of the bundler', 'wrangler.toml'],
  ['the settings of the compiler', 'tsconfig.json'],
  ['the list of packages', 'package.json'],
  ['the lock file', 'package-lock.json'],
  ['a variable of this machine', '.dev.vars'],
  ['what is installed', 'node_modules/.package-lock.json'],
])('bundles are built again when %s changes', async (_what, path) => {
  await keptBundles(root, built)
  await save(path, 'two')
  expect((await keptBundles(root, built)).edge.script).toBe('build 2')
})

it('bundles are built again when a source moves, or goes', async () => {
  await keptBundles(root, built)
  await rm(join(root, 'src/edge/worker.ts'))
  await keptBundles(root, built)
  await save('src/worker.ts', 'one')
  await keptBundles(root, built)
  expect(builds).toBe(3)
})

it('a bundle is not kept when a source changed while it was built', async () => {
  await keptBundles(root, async () => {
    await save('src/edge/worker.ts', 'two')
    return built()
  })
  await save('src/edge/worker.ts', 'one')
  expect((await keptBundles(root, built)).edge.script).toBe('build 2')
})

it('a build that fails is told, and tried again', async () => {
  await expect(keptBundles(root, () => Promise.reject(new Error('no such module')))).rejects.toThrow('no such module')
  expect((await keptBundles(root, built)).edge.script).toBe('build 1')
})

it('a damaged bundle is built again, and bundles of other sources are thrown away', async () => {
  await keptBundles(root, built)
  const [name = ''] = await readdir(cache())
  await writeFile(join(cache(), name), '{"edge":')
  await keptBundles(root, built)
  await save('src/edge/worker.ts', 'two')
  await keptBundles(root, built)
  expect(builds).toBe(3)
  expect(await readdir(cache())).toHaveLength(1)
})

it('bundles are built each time where nothing can be kept', async () => {
  await writeFile(join(root, 'node_modules', '.cache'), 'a file in the way')
  await keptBundles(root, built)
  expect((await keptBundles(root, built)).edge.script).toBe('build 2')
})
