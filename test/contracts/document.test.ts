import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from '../../src/contracts/openapi/document.ts'
import { type Api, content } from '../../src/contracts/openapi/operation.ts'
import { examplesOf } from './examples.ts'
import { SAMPLE_API } from './sample-api.ts'

const document = openApiDocument(SAMPLE_API)

test('each named shape stands once, and is referred to', () => {
  const { schemas } = document.components
  expect(Object.keys(schemas ?? {})).toEqual(['Seat', 'Ticket', 'Wish'])
  expect(schemas?.Ticket).toMatchObject({
    description: 'What was sold.',
    required: ['id', 'seats'],
    properties: { seats: { description: 'In order.', items: { $ref: '#/components/schemas/Seat' } } },
  })
  expect(document.paths['/tickets']?.post).toMatchObject({
    security: [{}, { member: [] }],
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Seat' } } } },
    responses: { '503': { $ref: '#/components/responses/Full' } },
  })
})

test('fields that share one schema object keep their own descriptions, and no object is closed', () => {
  expect(document.components.schemas?.Wish).toEqual({
    type: 'object',
    description: 'A wish.',
    properties: {
      loud: { type: 'boolean', description: 'Aloud.' },
      quick: { type: 'boolean', description: 'At once.' },
      when: { type: 'array', items: { type: 'string' }, description: 'At which hours.' },
    },
  })
  expect(document.components.schemas?.Seat).toMatchObject({
    properties: { row: { type: 'integer', minimum: 1 }, wish: { $ref: '#/components/schemas/Wish' } },
  })
  expect(JSON.stringify(document)).not.toMatch(/"additionalProperties":false|9007199254740991|x-fields/)
})

test('a parameter in the path is required, a list is one parameter', () => {
  expect(document.paths['/tickets/{id}']?.get?.parameters).toMatchObject([
    { name: 'id', in: 'path', required: true, example: 'a' },
    { name: 'loud', in: 'query', required: false },
    { name: 'quick' },
    { name: 'when', style: 'form', explode: false, example: ['20'] },
  ])
})

test('examples come with what they must pass', () => {
  expect(examplesOf(SAMPLE_API).map(({ where }) => where)).toEqual([
    'buy Retry-After',
    'buy body front',
    'buy 201 one',
    'show id',
    'show when',
    'show Retry-After',
  ])
})

test('two shapes, or two answers, of one name are refused', () => {
  const [buy, show] = SAMPLE_API.operations
  if (!buy || !show) throw new Error('the sample has two operations')
  const replaced = (answers: Api['operations'][number]['answers']): Api => ({
    ...SAMPLE_API,
    operations: [buy, { ...show, answers }],
  })
  const other = z.object({ id: z.string() }).meta({ id: 'Ticket' })
  const shapes = replaced([{ status: 200, description: 'Here.', contents: [content('application/json', other, {})] }])
  expect(() => openApiDocument(shapes)).toThrow('two shapes have the name Ticket')
  const answers = replaced([{ status: 503, description: 'Full.', contents: [], name: 'Full' }])
  expect(() => openApiDocument(answers)).toThrow('two responses have the name Full')
})
