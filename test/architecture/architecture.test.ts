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
import { twinNames } from './twin-names.ts'
import { UNDOCUMENTED } from './undocumented.ts'

const source = sourceFiles('src')
const tests = sourceFiles('test')

describe('the source', () => {
  it.each(BOUNDARIES.map(({ folder }) => [folder]))('src/%s sees only what it may', (folder) => {
    const files = source.filter(({ path }) => path.startsWith(`src/${folder}/`))
    expect(told(files.flatMap(crossings))).toEqual([])
  })

  it('has no folder without a boundary', () => {
    const known = BOUNDARIES.map(({ folder }) => `src/${folder}/`)
    const strays = source.filter(({ path }) => !known.some((folder) => path.startsWith(folder)))
    expect(told(strays.flatMap(crossings))).toEqual([])
  })

  it('has no banned word, each told with its replacement', () => {
    expect(told([...source, ...tests].flatMap(bannedWords))).toEqual([])
  })

  it('has no name that says nothing', () => {
    expect(told([...source, ...tests].flatMap(({ path }) => bannedNames(path)))).toEqual([])
  })

  it('has no file of more than one idea', () => {
    expect(told([...source, ...tests].flatMap(tooLong))).toEqual([])
  })

  it('has no circular import', () => {
    expect(cycles(source)).toEqual([])
  })

  it('has no folder of more files than are read at a glance, nor have the tests', () => {
    expect(crowdedFolders([...source, ...tests])).toEqual([])
  })

  it('has no two types of one name', () => {
    expect(twinNames(source)).toEqual([])
  })

  it('has no two folders of a core room that import each other', () => {
    expect(entwinedFolders(source)).toEqual([])
  })

  it('is told room by room in src/README.md, with what each core room may see', () => {
    expect(untoldRooms(source)).toEqual([])
  })

  it('compiles as core, without any platform, exactly what is called core here', () => {
    const { include } = JSON.parse(readFileSync(join(import.meta.dirname, '../../src/tsconfig.core.json'), 'utf8'))
    expect([...include].sort()).toEqual([...CORE].sort())
  })

  it('documents every export of core; the list of those that do not may only shrink', () => {
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
