import { expect, it } from 'vitest'
import { VERBS } from '../../../src/cli/verbs.ts'
import { sourceFiles } from '../../architecture/source-file.ts'

/** `ff publish …` in backquotes or in a `<code>`: what a message, a page or a comment tells people to type. */
const NAMED = /(?:`|<code>)ff ([a-z][a-z ]*)/g

it('every command that messages and pages tell people to type begins with a verb that there is', () => {
  const verbs = VERBS.map(({ name }) => name)
  const isVerb = (words: string) =>
    verbs.some((name) => `${words} `.startsWith(`${name} `) || name.startsWith(`${words} `))
  const wrong = sourceFiles('src')
    .flatMap(({ path, text }) => [...text.matchAll(NAMED)].map(([, words = '']) => ({ path, words: words.trim() })))
    .filter(({ words }) => !isVerb(words))
  expect(wrong).toEqual([])
})
