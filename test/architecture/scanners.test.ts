import { describe, expect, it } from 'vitest'
import { bannedNames, bannedWords } from './banned.ts'
import { blanked } from './blank.ts'
import { crossings } from './boundaries.ts'
import { cycles } from './cycles.ts'
import { undocumented } from './docstrings.ts'
import { importsOf } from './imports.ts'
import { crowdedFolders, entwinedFolders, MOST_FILES } from './rooms.ts'
import { GREATEST_LINES, tooLong } from './size.ts'
import { sourceFile } from './source-file.ts'
import { MOST_CHARACTERS, nameFault, unclearNames } from './test-names.ts'

const wordsIn = (path: string, text: string) => bannedWords(sourceFile(path, text)).map(({ line }) => line)
const crossingsOf = (path: string, text: string) => crossings(sourceFile(path, text)).map(({ line }) => line)

it('importsOf finds every way to import, with the line that it ends on', () => {
  const text = [
    "import a from './a.ts'",
    'import {',
    '  type B,',
    "} from '../model/b.ts'",
    "import './effect.ts'",
    "export { c } from './c.ts'",
    "const d = await import('./d.ts')",
    "// import e from './e.ts'",
    'const f = "from \'./f.ts\'"',
  ].join('\n')
  expect(importsOf(sourceFile('src/decide/x.ts', text)).map(({ line, target }) => `${line} ${target}`)).toEqual([
    '1 src/decide/a.ts',
    '4 src/model/b.ts',
    '5 src/decide/effect.ts',
    '6 src/decide/c.ts',
    '7 src/decide/d.ts',
  ])
})

it.each([
  ["a('x // y') // z", "a('x // y')     ", "a('      ')     "],
  ['a = /[\'"]/ // z', 'a = /[\'"]/     ', 'a = /    /     '],
  ['a / b / c', 'a / b / c', 'a / b / c'],
  // Spelt by its code, because a placeholder in plain quotes is mostly a mistake.
  ['`x \u0024{any} y`', '`x \u0024{any} y`', '   \u0024{any}   '],
  ['/* a\nb */c', '    \n    c', '    \n    c'],
])('blanked empties the comments, and the strings if asked, and nothing else of %s', (text, code, bare) => {
  expect(blanked(text, 'comments')).toBe(code)
  expect(blanked(text, 'comments and strings')).toBe(bare)
})

describe('crossings', () => {
  it.each([
    ['src/decide/x.ts', "import { a } from '../compile/a.ts'"],
    ['src/decide/x.ts', "import type { a } from '../snapshot/a.ts'"],
    ['src/model/x.ts', "import { a } from '../rules/a.ts'"],
    ['src/rules/x.ts', "import { a } from 'node:fs'"],
    ['src/compile/x.ts', "import { a } from 'hono/tiny'"],
    ['src/edge/x.ts', "import { a } from '../schedule/a.ts'"],
    ['src/publisher/x.ts', "import { keys } from '../schedule/store/keys.ts'"],
    ['src/edge/deep/x.ts', "import { a } from '../../publisher/a.ts'"],
    ['src/publisher/x.ts', "const a = await import('../edge/a.ts')"],
    ['src/publisher/x.ts', "import surfaces from '../../rules/surfaces.json' with { type: 'json' }"],
    ['src/snapshot/x.ts', "import { a } from '@upstash/redis'"],
    ['src/cli/x.ts', "import { a } from '../publisher/a.ts'"],
    ['src/dev/x.ts', "import { a } from '../../test/a.ts'"],
    ['src/unheard/x.ts', ''],
  ])('crossings refuses in %s: %s', (path, text) => {
    expect(crossingsOf(path, text)).toEqual([1])
  })

  it.each([
    ['src/compile/x.ts', "import { a } from '../decide/a.ts'"],
    ['src/compile/deep/x.ts', "import { a } from '../b.ts'"],
    ['src/rules/x.ts', "import surfaces from '../../rules/surfaces.json' with { type: 'json' }"],
    ['src/snapshot/x.ts', "import { a } from 'flatbuffers'"],
    ['src/dev/x.ts', "import { a } from '../edge/a.ts'"],
    ['src/edge/x.ts', "import { a } from 'hono/tiny'"],
  ])('crossings lets pass in %s: %s', (path, text) => {
    expect(crossingsOf(path, text)).toEqual([])
  })
})

describe('bannedWords', () => {
  it.each([
    ['src/edge/x.ts', 'const a: any = 1'],
    ['src/edge/x.ts', 'const a: Array<any> = []'],
    ['src/edge/x.ts', 'f(a as any)'],
    ['src/edge/x.ts', 'const a: Map<string, any> = b'],
    ['src/edge/x.ts', 'f(a as unknown as B)'],
    ['src/edge/x.ts', '// @ts-ignore'],
    ['test/x.ts', '// TODO later'],
    ['src/decide/x.ts', 'const t = Date.now()'],
    ['src/decide/x.ts', 'const t = new Date()'],
    ['src/decide/x.ts', 'const t = `\u0024{Math.random()}`'],
    ['src/compile/x.ts', 'await crypto.subtle.digest(a, b)'],
    ['src/ingest/x.ts', 'await fetch(a)'],
    ['src/model/x.ts', 'console.log(a)'],
    ['src/edge/x.ts', 'await env.SNAPSHOTS.put(a, b)'],
    ['src/edge/x.ts', 'await store.put(a, b)'],
    ['src/edge/x.ts', 'await store?.put(a, b)'],
    ['src/edge/x.ts', 'await env.SNAPSHOTS.delete(a)'],
  ])('bannedWords finds in %s: %s', (path, text) => {
    expect(wordsIn(path, `\n${text}`)).toEqual([2])
  })

  it.each([
    ['src/edge/x.ts', "const a = 'in any case'"],
    ['src/edge/x.ts', '// if any: as any sign'],
    ['src/edge/x.ts', 'const rule = { any: 1 }'],
    ['src/edge/x.ts', 'Promise.any(all)'],
    ['src/edge/x.ts', "const written = '// @ts-nocheck'"],
    ['src/edge/x.ts', 'await cache.put(a, b)'],
    ['src/edge/x.ts', 'await caches.default.put(a, b)'],
    ['src/edge/x.ts', 'inFlight.delete(key)'],
    ['src/edge/x.ts', 'const t = Date.now()'],
    ['src/publisher/x.ts', 'await env.SNAPSHOTS.put(a, b)'],
    ['src/decide/x.ts', 'new Date(now)'],
  ])('bannedWords lets pass in %s: %s', (path, text) => {
    expect(wordsIn(path, text)).toEqual([])
  })
})

describe('names, sizes, docstrings, rings', () => {
  it.each([['src/edge/utils/a.ts'], ['src/edge/helpers.ts'], ['src/decide/types.ts'], ['src/decide/index.ts']])(
    'bannedNames refuses the name %s',
    (path) => expect(bannedNames(path)).toHaveLength(1),
  )

  it('bannedNames lets a telling name pass', () => {
    expect(bannedNames('src/edge/library-card.ts')).toEqual([])
  })

  it.each([
    ['src/x.ts', GREATEST_LINES.source],
    ['test/x.ts', GREATEST_LINES.test],
  ])('tooLong stops %s at %d lines, counted as an editor does', (path, greatest) => {
    const lines = (count: number) => tooLong(sourceFile(path, 'a\n'.repeat(count)))
    expect(lines(greatest)).toEqual([])
    expect(lines(greatest + 1)).toHaveLength(1)
  })

  it('undocumented finds an export without a docstring, but not a type that repeats its schema', () => {
    const text = '/** A. */\nexport const a = 1\nexport function b() {}\nexport type C = z.infer<typeof c>\n'
    expect(undocumented(sourceFile('src/decide/x.ts', text)).map(({ name, line }) => `${name} ${line}`)).toEqual([
      'b 3',
    ])
  })

  it('cycles tells a ring of imports once', () => {
    const file = (name: string, imported: string) =>
      sourceFile(`src/${name}.ts`, `import type { X } from './${imported}.ts'`)
    expect(cycles([file('b', 'c'), file('c', 'a'), file('a', 'b'), file('d', 'a')])).toEqual([
      'src/a.ts → src/b.ts → src/c.ts',
    ])
  })
})

it('crowdedFolders counts the files of a folder, not those of the folders in it', () => {
  const files = Array.from({ length: MOST_FILES + 1 }, (_, at) => sourceFile(`src/decide/pool/${at}.ts`, ''))
  expect(crowdedFolders(files.slice(1))).toEqual([])
  expect(crowdedFolders([...files.slice(1), sourceFile('src/decide/x.ts', '')])).toEqual([])
  expect(crowdedFolders(files)).toHaveLength(1)
})

describe('entwinedFolders', () => {
  const slate = sourceFile('src/decide/slate/a.ts', "import type { b } from '../pool/b.ts'")
  it('entwinedFolders lets one folder of a room see another', () => {
    const above = sourceFile('src/decide/decide.ts', "import { a } from './slate/a.ts'")
    expect(entwinedFolders([slate, above])).toEqual([])
  })

  it('entwinedFolders tells of two folders that see each other, whichever of their files do', () => {
    const pool = sourceFile('src/decide/pool/c.ts', "import type { d } from '../slate/d.ts'")
    expect(entwinedFolders([slate, pool])).toHaveLength(2)
  })
})

describe('nameFault', () => {
  it.each([
    'is passed over, replaced by one that can, and counted',
    'with more %s is rolled back at once',
    'of a title, with all its assets',
    'that is promoted serves everybody at once',
    'it refuses a second takedown',
    'keeps 500 viewers, and forgets the oldest',
    'quotes the field of a refusal',
    '%s is refused',
    '$name, whatever was asked before',
    'restore',
    'a snapshot is refused.',
    `a snapshot is refused ${'x'.repeat(MOST_CHARACTERS)}`,
  ])('nameFault finds a fault in: %s', (name) => {
    expect(nameFault(name)).not.toBeNull()
  })

  it.each([
    'a canary that is better is promoted',
    'the snapshot %s is refused',
    'impressions in one message that fails hold up no other message',
    'parseRules refuses %s',
    'no link of a page leads nowhere',
    "OPS_GRANTS with %s is refused by its path, and quotes nobody's name",
  ])('nameFault lets pass: %s', (name) => {
    expect(nameFault(name)).toBeNull()
  })
})

describe('unclearNames', () => {
  const linesOf = (text: string) => unclearNames(sourceFile('test/x.test.ts', text)).map(({ line }) => line)

  it('unclearNames reads the name of every kind of test, and of no other call', () => {
    const text = [
      "describe('a canary', () => {",
      "  it('is gone', () => {})",
      "  test.skipIf(late)('is late', () => {})",
      "  it.each([1])('is %d', () => {})",
      '  it(`is \u0024{some}`, () => {})',
      "  say('is told', 1)",
      "  it('a canary ends', () => {})",
      '})',
    ].join('\n')
    expect(linesOf(text)).toEqual([2, 3, 4, 5])
  })

  it('unclearNames tells of a full name that two tests of a file have', () => {
    const under = (name: string) => `describe('${name}', () => { it('a canary ends', () => {}) })`
    expect(linesOf([under('one'), under('two'), under('one')].join('\n'))).toEqual([3])
  })
})
