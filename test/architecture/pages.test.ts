import { describe, expect, it } from 'vitest'
import { deadLinks, pages, textOf, unknownScripts, wrongTerms } from './pages.ts'
import { sourceFiles } from './source-file.ts'

/** A newcomer reads the first page to its end. */
const FIRST_PAGE_BYTES = 9 * 1024

describe('the pages', () => {
  it('no link of a page leads nowhere', () => {
    expect(pages().flatMap(deadLinks)).toEqual([])
  })

  it('no page tells to run a script that package.json lacks', () => {
    expect(pages().flatMap(unknownScripts)).toEqual([])
  })

  it('the README is short enough to be read to its end', () => {
    expect(Buffer.byteLength(textOf('README.md'))).toBeLessThanOrEqual(FIRST_PAGE_BYTES)
  })

  it('the glossary explains each term once, with a type or value that src exports', () => {
    expect(wrongTerms(sourceFiles('src').map(({ text }) => text))).toEqual([])
    const terms = [...textOf('src/GLOSSARY.md').matchAll(/^- \*\*([^*]+)\*\*/gm)].map(([, term]) => term)
    expect(new Set(terms).size).toBe(terms.length)
    expect(terms.length).toBeGreaterThan(35)
  })
})
