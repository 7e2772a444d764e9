import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { createClient } from '../../src/client/client.ts'
import type { AskOutcome } from '../../src/client/outcome.ts'
import { buildClient } from '../../src/dev/client/build-client.ts'
import type { ClientFile } from '../../src/dev/client/client-file.ts'
import { DeviceWorld, heroAnswer, tokenOf } from './device-world.ts'
import { newerThanEs5 } from './es5.ts'
import { es5Realm } from './es5-realm.ts'

const ROOT = join(import.meta.dirname, '../..')
const COMPILER = join(ROOT, 'node_modules/typescript/bin/tsc')
const run = promisify(execFile)

let files: readonly ClientFile[]
const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? ''
const SCRIPTS = ['firstframe.es5.js', 'firstframe-core.es5.js'] as const

beforeAll(async () => {
  files = await buildClient(ROOT)
})

/** What the compiler says; empty: nothing. */
async function compiled(...options: readonly string[]): Promise<readonly string[]> {
  const ended = await run(process.execPath, [COMPILER, ...options], { cwd: ROOT }).catch(
    (error: { stdout: string }) => error,
  )
  return ended.stdout.split('\n').filter((line) => line !== '')
}

describe('the build of the device client', () => {
  it.each(SCRIPTS)('the script %s has the syntax of ES5, and nothing newer', (path) => {
    expect(textOf(path)).toMatch(/^\/\*! Firstframe/)
    expect(newerThanEs5(textOf(path))).toEqual([])
  })

  it.each([
    'var f = () => 1',
    'let a = 1',
    'class A {}',
    'f(...a)',
    'var { a } = b',
    'for (var a of b) ;',
    '`a`',
    'a ?? b',
    'a ** b',
    'var o = { f() {} }',
    'try { } catch { }',
    '/a/u',
    '1n',
    'a?.b',
    'function* g() {}',
    'f(a, async function () {})',
  ])('the look for newer syntax finds %s', (text) => {
    expect(newerThanEs5(text)).not.toEqual([])
  })

  it('the client has at most 6,000 bytes when it is packed, and 450 more with what a television brings to it', () => {
    const packed = (path: string) => gzipSync(textOf(path)).length
    expect(packed('firstframe-core.es5.js')).toBeLessThanOrEqual(6_000)
    expect(packed('firstframe.es5.js')).toBeLessThanOrEqual(6_450)
  })

  it('the core uses no name that the library of ES5 lacks', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'firstframe-es5-'))
    const project = join(folder, 'tsconfig.json')
    const extended = { extends: join(ROOT, 'src/client/tsconfig.json'), compilerOptions: { lib: ['es5'], types: [] } }
    const files = [join(ROOT, 'src/client/client.ts')]
    await writeFile(project, JSON.stringify({ ...extended, include: [], files }))
    const said = await compiled('-p', project)
    await rm(folder, { recursive: true })
    // The contracts, whose types it takes, run elsewhere.
    expect(said.filter((line) => /src\/client\//.test(line))).toEqual([])
    expect(said.some((line) => /src\/contracts\//.test(line))).toBe(true)
  })

  it.each(SCRIPTS)(
    'the script %s asks, waits, falls back, reports and stores in a realm that has ES5 alone',
    (path) => {
      const realm = es5Realm()
      expect(
        runInContext(
          '[typeof Promise, typeof Map, typeof Symbol, typeof setTimeout, [].includes, Object.assign].join()',
          realm,
        ),
      ).toBe('undefined,undefined,undefined,undefined,,')
      runInContext(textOf(path), realm)
      const made: { readonly createClient: typeof createClient } = runInContext('Firstframe', realm)
      const world = new DeviceWorld()
      const started = () =>
        world.start(
          { viewerToken: () => tokenOf({ sub: 'u1' }), hints: () => ({ codecs: ['avc'] }) },
          made.createClient,
        )
      const client = started()
      const told: AskOutcome[] = []
      const ask = () => client.autoplay('home-hero', {}, (outcome) => told.push(outcome))
      ask()
      world.questions[0]?.answer(200, heroAnswer())
      ask()
      world.pass(400)
      expect(told.map(({ source }) => source)).toEqual(['edge', 'last-good'])
      // Its lists have no iterator.
      const item = told[0]?.items['home-hero']?.[0]
      if (item === undefined || told[0] === undefined) throw new Error('no hero')
      const report = client.report(told[0], item)
      report.asked()
      report.firstFrame()
      report.playing()
      report.visible(1)
      report.progress(500, 1_000)
      report.failed(1)
      world.pass(2_000)
      report.ended()
      client.decisions([{ id: 'a', surface: 'browse-tile' }], {}, () => undefined)
      client.clips({ cursor: 'c', signals: [] }, () => undefined)
      expect(client.encodings(item)).toHaveLength(2)
      client.outbox.hide()
      expect(world.beacons.at(-1)?.body).toContain('"firstFrame"')
      expect(world.kept.get('firstframe.outbox')).toContain('"complete"')
      started()
      world.pass(800)
      expect(world.beacons.at(-1)?.body).toContain('"impression"')
      client.forget()
    },
  )

  it('the types stand by themselves: no schema and no package is asked for, and a word of a later release is one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'firstframe-types-'))
    for (const { path, text } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    await writeFile(
      join(folder, 'app.ts'),
      [
        "import { browserClock, createClient, fetchTransport } from './firstframe.js'",
        "const client = createClient({ edgeUrl: 'https://edge.example', clock: browserClock(), transport: fetchTransport })",
        "client.autoplay('home-hero', { hints: { device: 'tv', kids: true } }, ({ items }) => {",
        "  for (const item of items['home-hero'] ?? []) {",
        '    const title: string = item.display.title',
        "    const action: 'watch' | 'gift' | (string & {}) = item.cta.action",
        '    const height: number = item.playback[0]!.height',
        '    console.log(title, action, height)',
        '  }',
        '})',
        '// @ts-expect-error no surface has this name',
        "client.autoplay('home-her', {}, () => undefined)",
      ].join('\n'),
    )
    const options = [
      '--strict',
      '--noEmit',
      '--target',
      'es2022',
      '--module',
      'esnext',
      '--moduleResolution',
      'bundler',
    ]
    const said = await compiled(
      ...options,
      '--ignoreConfig',
      '--types',
      '',
      '--lib',
      'es2022,dom',
      join(folder, 'app.ts'),
    )
    await rm(folder, { recursive: true })
    expect(said).toEqual([])
  })
})
