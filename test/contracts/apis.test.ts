import { describe, expect, it } from 'vitest'
import * as z from 'zod/v4/core'
import { DEVICE_API } from '../../src/contracts/device/device-api.ts'
import { openApiDocument } from '../../src/contracts/openapi/document.ts'
import { APIS } from './apis.ts'
import { examplesOf } from './examples.ts'
import { gaps, referred } from './gaps.ts'
import { lintFindings } from './lint.ts'
import { SAMPLE_API } from './sample-api.ts'

describe.each(APIS)('the document of the %s API', (_name, api, exceptions) => {
  const document = openApiDocument(api)
  const text = JSON.stringify(document)

  it('each property is described, each operation has a summary and examples', () => {
    expect(gaps(document)).toEqual([])
  })

  it('each example matches its schema', () => {
    const examples = examplesOf(api)
    expect(examples.length).toBeGreaterThan(10)
    const faults = examples.flatMap(({ where, schema, value }) => {
      const { error } = z.safeParse(schema, value)
      return error === undefined ? [] : [`${where}: ${z.prettifyError(error)}`]
    })
    expect(faults).toEqual([])
  })

  it('a public linter finds nothing', async () => {
    expect(await lintFindings(document, exceptions)).toEqual([])
  })

  it('each operation has a name of its own', () => {
    const names = api.operations.map(({ id }) => id)
    expect(names).toEqual([...new Set(names)])
  })

  it('each reference leads to something', () => {
    const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '')
    expect(references.length).toBeGreaterThan(10)
    expect(references.filter((reference) => Object.keys(referred(document, reference)).length === 0)).toEqual([])
  })

  it('no field that a later version may add is forbidden', () => {
    expect(text).not.toContain('"additionalProperties":false')
  })
})

describe('the linter', () => {
  it('a fault is found, and an exception that hides nothing is told of', async () => {
    const [buy] = SAMPLE_API.operations
    if (!buy) throw new Error('the sample has two operations')
    const untagged = openApiDocument({ ...SAMPLE_API, operations: [buy, { ...buy, path: '/seats' }] })
    const idle = { rule: 'tag-description', where: /never/, why: 'to see it told of' }
    const findings = await lintFindings(untagged, [idle])
    expect(findings.join('\n')).toContain('operation-operationId-unique at')
    expect(findings.at(-1)).toBe('the exception of tag-description at /never/ hides nothing')
  })
})

describe('gaps', () => {
  it('all that a reader would miss is told of', () => {
    expect(gaps(openApiDocument(SAMPLE_API))).toEqual(['get /tickets/{id} 200 application/json: no example'])
    const [buy, show] = SAMPLE_API.operations
    if (!buy || !show) throw new Error('the sample has two operations')
    const bare = {
      ...show,
      summary: '',
      id: '',
      parameters: [{ name: 'id', in: 'path', description: '', schema: new z.$ZodString({ type: 'string' }) }],
      answers: [{ status: 200, description: 'Here.', contents: [] }],
    } as const
    expect(gaps(openApiDocument({ ...SAMPLE_API, operations: [buy, bare] }))).toEqual([
      'get /tickets/{id}: no summary',
      'get /tickets/{id}: no name',
      'get /tickets/{id} id: no description',
    ])
  })
})

/** Words that each API uses for something of its own. */
const OWN = ['Autoplay', 'Problem']

it('a shape that both APIs name is the same in both, but for words that each uses for its own', () => {
  const [device, ops] = APIS.map(([, api]) => openApiDocument(api).components.schemas as Record<string, unknown>)
  const both = Object.keys(device ?? {}).filter((name) => name in (ops ?? {}) && !OWN.includes(name))
  expect(both).toContain('TakedownBound')
  for (const name of both) expect(ops?.[name], name).toEqual(device?.[name])
})

it('the device API documents a refused cursor for the pages of the feed, and for nothing else', () => {
  const told = DEVICE_API.operations.flatMap(({ id, answers }) =>
    answers.some(({ contents }) => contents.some(({ examples }) => 'invalid-cursor' in examples)) ? [id] : [],
  )
  expect(told).toEqual(['clips', 'clipsAfterSignals'])
})
