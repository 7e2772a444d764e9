import { z } from 'zod'
import { type AnswerHeader, content, type MediaContent } from '../../openapi/operation.ts'

/** Lines of JSON. */
export function lines(description: string, summary: string, ...values: readonly object[]): MediaContent {
  const value = values.map((each) => `${JSON.stringify(each)}\n`).join('')
  return content('application/x-ndjson', z.string().describe(description), { lines: { summary, value } })
}

/** Stored bytes, as they are. */
export function bytes(description: string): MediaContent {
  return content('application/octet-stream', z.string().describe(description), {
    bytes: { summary: 'Bytes, here as text', value: 'eyJhbGciOiJFZERTQSJ9' },
  })
}

/** The revision of what is answered: a number in quotes, of a campaign with an `r` before it. */
export const etag: AnswerHeader = {
  name: 'ETag',
  description: 'The revision, which `If-Match` takes.',
  schema: z.string(),
  example: '"3"',
}
