import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textOf } from './pages.ts'

const PAGE = 'src/RECIPES.md'
const ROOT = join(import.meta.dirname, '../..')

/** What a change does not write by hand, or what is not code: generated files, pages, examples and the demo's schedule. */
const NOT_BY_HAND = /\/generated\/|^rules\/(schema|cases)\/|^src\/dev\/demo\/|\.(md|wasm|png|mp4|vtt|ndjson)$/

/** The hand-written files of `src` and `rules`. */
function handWritten(): readonly string[] {
  return ['src', 'rules'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => posix.join(entry.parentPath.slice(ROOT.length + 1).replaceAll('\\', '/'), entry.name))
      .filter((path) => !NOT_BY_HAND.test(path)),
  )
}

interface Recipe {
  readonly name: string
  readonly most: number
  /** Words by which the files of the example are found. */
  readonly words: readonly string[]
  /** Files of `src` and `rules`, each once. */
  readonly files: readonly string[]
  /** How many files one change touches: of files named with "or", the greater number. */
  readonly touched: number
}

/** Whether a text has a word; one in quotes also as the key of a record, where it needs none. */
function knows(text: string, word: string): boolean {
  return text.includes(word) || (/^'\w+'$/.test(word) && new RegExp(`^ *${word.slice(1, -1)}:`, 'm').test(text))
}

function recipeOf(section: string): Recipe {
  const [name = ''] = section.split('\n')
  const [, most = '0', examples = ''] =
    section.match(/In at most (\d+) files(?:: [^.]*)?\. Examples?: ((?:.|\n)*?)\n\n/) ?? []
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| file'))
  const cells = rows.map((row) => row.split('|')[1] ?? '')
  const linked = (text: string) =>
    [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => posix.join('src', target))
  const files = cells.flatMap(linked)
  const touched = cells.reduce(
    (sum, cell) => sum + Math.max(...cell.split(' or ').map((one) => one.match(/\]\(/g)?.length ?? 1)),
    0,
  )
  const words = [...examples.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  return { name, most: Number(most), words, files: [...new Set(files)], touched }
}

const RECIPES = textOf(PAGE).split('\n## ').slice(1).map(recipeOf)

describe('the recipes', () => {
  it('a recipe for a gate, a hint, a slate constraint and a feed format is there, with words of its example', () => {
    expect(RECIPES.map(({ name }) => name)).toEqual([
      ...['A gate with a time bound', 'A hint that devices send', 'A slate constraint', 'A feed format'],
    ])
    for (const { words } of RECIPES) expect(words.length).toBeGreaterThan(0)
  })

  it.each(RECIPES)(
    'the files of the recipe "$name" exist, and are no more than it says',
    ({ files, touched, most }) => {
      expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([])
      expect(touched).toBeLessThanOrEqual(most)
    },
  )

  it.each(RECIPES)('the recipe $name names every file that knows its example', ({ words, files }) => {
    const texts = handWritten().map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
    for (const word of words)
      expect(
        texts.some(({ text }) => knows(text, word)),
        word,
      ).toBe(true)
    const knowing = texts.filter(({ text }) => words.some((word) => knows(text, word))).map(({ file }) => file)
    expect(knowing.filter((file) => !files.includes(file))).toEqual([])
  })
})
