import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bannedNames, bannedWords, CORE } from './banned.ts'
import { BOUNDARIES, crossings } from './boundaries.ts'
import { cycles } from './cycles.ts'
import { undocumented } from './docstrings.ts'
import { untoldRooms } from './room-page.ts'
import { crowdedFolders, entwinedFolders } from './rooms.ts'
import { tooLong } from './size.ts'
import { sourceFiles, told } from './source-file.ts'
import { unclearNames } from './test-names.ts'
import { twinNames } from './twin-names.ts'
import { UNDOCUMENTED } from './undocumented.ts'

const source = sourceFiles('src')
const tests = sourceFiles('test')

describe('the source', () => {
  it.each(BOUNDARIES.map(({ folder }) => [folder]))('every file of src/%s sees only what it may', (folder) => {
    const files = source.filter(({ path }) => path.startsWith(`src/${folder}/`))
    expect(told(files.flatMap(crossings))).toEqual([])
  })

  it('every file of src belongs to a folder that has a boundary', () => {
    const known = BOUNDARIES.map(({ folder }) => `src/${folder}/`)
    const strays = source.filter(({ path }) => !known.some((folder) => path.startsWith(folder)))
    expect(told(strays.flatMap(crossings))).toEqual([])
  })

  it('no source and no test has a banned word, and a finding names its replacement', () => {
    expect(told([...source, ...tests].flatMap(bannedWords))).toEqual([])
  })

  it('no file and no folder has a name that says nothing', () => {
    expect(told([...source, ...tests].flatMap(({ path }) => bannedNames(path)))).toEqual([])
  })

  it('no file is longer than a reader takes in as one idea', () => {
    expect(told([...source, ...tests].flatMap(tooLong))).toEqual([])
  })

  it('every test has a name that is a sentence without its describe, and no other test of its file has it', () => {
    expect(told(tests.flatMap(unclearNames))).toEqual([])
  })

  it('no import is circular', () => {
    expect(cycles(source)).toEqual([])
  })

  it('no folder of src or test has more files than are read at a glance', () => {
    expect(crowdedFolders([...source, ...tests])).toEqual([])
  })

  it('no two types of src have the same name', () => {
    expect(twinNames(source)).toEqual([])
  })

  it('no two folders of a core room import each other', () => {
    expect(entwinedFolders(source)).toEqual([])
  })

  it('src/README.md tells every room, with what each core room may see', () => {
    expect(untoldRooms(source)).toEqual([])
  })

  it('tsconfig.core.json compiles, without any platform, exactly what is called core here', () => {
    const { include } = JSON.parse(readFileSync(join(import.meta.dirname, '../../src/tsconfig.core.json'), 'utf8'))
    expect([...include].sort()).toEqual([...CORE].sort())
  })

  it('every export of core has a docstring, and the list of exceptions may only shrink', () => {
    const core = source.filter(({ path }) => CORE.some((folder) => path.startsWith(`src/${folder}/`)))
    const found = core.flatMap(undocumented)
    const known = new Set(UNDOCUMENTED)
    const keyOf = ({ path, name }: { path: string; name: string }) => `${path} ${name}`
    expect(told(found.filter((finding) => !known.has(keyOf(finding))))).toEqual([])
    const still = new Set(found.map(keyOf))
    const stale = UNDOCUMENTED.filter((key) => !still.has(key))
    expect(stale, 'documented by now: take them off test/architecture/undocumented.ts').toEqual([])
  })
})
