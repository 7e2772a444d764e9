import { z } from 'zod'
import { canonicalLanguage, LANGUAGE_TAG_MAX } from './language-tag.ts'
import { visibleText } from './visible-text.ts'

/** The rough shape of a language tag; `canonicalLanguage` decides which are valid. */
const SHAPE = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/
const HINT = 'a language tag (BCP 47) like de, pt-BR or zh-Hant'
/** Greatest number of languages of one text; the most widely translated texts have some hundred. */
const LANGUAGES_MAX = 200

/** The hint for an invalid tag. */
function hintFor(tag: string): string {
  const hyphened = tag.includes('_') ? canonicalLanguage(tag.replaceAll('_', '-')) : null
  return hyphened === null ? HINT : `${HINT}: write ${hyphened}`
}

/** A BCP 47 language tag, kept in its one spelling: `iw` becomes `he`, `pt-br` `pt-BR`. */
export const languageTag = z
  .string()
  .max(LANGUAGE_TAG_MAX, { abort: true })
  .regex(SHAPE, { error: ({ input }) => hintFor(String(input)), abort: true })
  .check((checked) => {
    const canonical = canonicalLanguage(checked.value)
    if (canonical !== null) checked.value = canonical
    else checked.issues.push({ code: 'custom', message: HINT, input: checked.value, params: { rule: 'wrong-format' } })
  })

/** Language tag → text, each language once. */
export const localizedText = z
  .record(
    z
      .string()
      .max(LANGUAGE_TAG_MAX)
      .regex(SHAPE, { error: ({ input }) => hintFor(String(input)) }),
    visibleText(300),
  )
  .meta({ maxProperties: LANGUAGES_MAX })
  .check((checked) => {
    const texts = new Map<string, string>()
    const refuse = (path: string[], message: string, rule: string) =>
      checked.issues.push({ code: 'custom', message, input: checked.value, path, params: { rule }, continue: true })
    const entries = Object.entries(checked.value)
    if (entries.length > LANGUAGES_MAX) refuse([], `at most ${LANGUAGES_MAX} languages`, 'out-of-range')
    for (const [tag, text] of entries) {
      const canonical = canonicalLanguage(tag)
      if (canonical === null) refuse([tag], hintFor(tag), 'wrong-format')
      else if (texts.has(canonical))
        refuse([tag], `another name of ${canonical}: leave one of them out`, 'repeated-value')
      else texts.set(canonical, text)
    }
    checked.value = Object.fromEntries(texts)
  })
