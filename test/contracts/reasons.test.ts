import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { reasonGiven } from '../../src/contracts/ops/requests/fields.ts'

interface Schema {
  readonly $ref?: string
  readonly pattern?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly allOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
}
interface Described {
  readonly parameters?: readonly { readonly name?: string; readonly schema?: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
}

const file = new URL('../../src/contracts/ops/generated/openapi.json', import.meta.url)
const document: Document = JSON.parse(readFileSync(file, 'utf8'))

/** The schemas of what a person says why, in a body. */
function reasonsIn(schema: Schema): readonly Schema[] {
  const named =
    schema.$ref === undefined ? schema : (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})
  const { properties = {}, oneOf = [], anyOf = [] } = named
  const own = ['reason', 'despite'].flatMap((name) => properties[name] ?? [])
  return [...own, ...[...oneOf, ...anyOf].flatMap(reasonsIn)]
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    name: `${method.toUpperCase()} ${path}`,
    reasons: [
      ...Object.values(described.requestBody?.content ?? {}).flatMap(({ schema }) => reasonsIn(schema)),
      ...(described.parameters ?? []).flatMap(({ name, schema }) => (name === 'reason' && schema ? [schema] : [])),
    ],
  })),
)

describe('why somebody does something', () => {
  it.each(operations.filter(({ reasons }) => reasons.length > 0).map((each) => [each.name, each.reasons] as const))(
    'a reason of %s takes no control characters',
    (_name, reasons) => {
      for (const { pattern, allOf = [] } of reasons) {
        const patterns = [pattern, ...allOf.map((each) => each.pattern)].map((each) => new RegExp(each ?? '', 'u'))
        const typed = { test: (text: string) => patterns.every((each) => each.test(text)) }
        const allowed = ['more errors', 'two\nlines\r\nand\ta tab', 'größer – 更多']
        expect(allowed.filter((text) => typed.test(text))).toEqual(allowed)
        expect(['a\u001b[2J', 'a\u0000', 'a\rb', 'a\u007f', 'a\u0085b'].filter((text) => typed.test(text))).toEqual([])
      }
    },
  )

  it('a reason with a control character is refused with what is wrong, and one of words is kept without its ends', () => {
    const refused = reasonGiven.safeParse('more\u001b[31merrors')
    expect(refused.error?.issues[0]?.message).toBe('no control characters, but line breaks and tabs')
    expect(reasonGiven.parse(' more\nerrors ')).toBe('more\nerrors')
  })
})
