import { z } from 'zod'
import { content, type MediaContent, type Schema } from '../../openapi/operation.ts'

/** JSON again, in the one form that a page may send without asking first. */
const jsonText = z.string().describe('The same JSON, as text: it spares a browser the preflight.')

/** The contents of a POST: `text/plain` is read as JSON, too. */
export function bodyOf<Body extends Schema>(
  schema: Body,
  examples: Parameters<typeof content<Body>>[2],
): readonly MediaContent[] {
  const texts = Object.entries(examples).map(([name, { summary, value }]) => {
    return [name, { summary, value: JSON.stringify(value) }] as const
  })
  return [content('application/json', schema, examples), content('text/plain', jsonText, Object.fromEntries(texts))]
}
