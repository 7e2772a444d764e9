import { expect, test } from 'vitest'
import { ProblemError, problemResponse } from '../../../src/edge/problem.ts'

test('a problem is written as RFC 9457 has it, with the field', async () => {
  const response = problemResponse(new ProblemError('invalid-field', { field: 'device', detail: 'device must be tv.' }))
  expect(response.status).toBe(400)
  expect(Object.fromEntries(response.headers)).toEqual({
    'content-type': 'application/problem+json',
    'cache-control': 'private, no-store',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(await response.json()).toEqual({
    type: 'https://firstframe.dev/problems/invalid-field',
    title: 'A field has a value that cannot be used',
    status: 400,
    detail: 'device must be tv.',
    field: 'device',
  })
})

test('a problem keeps the code for the log out of the answer', async () => {
  const response = problemResponse(new ProblemError('unauthorized', { detail: 'No.', code: 'viewer-token exp' }))
  expect(await response.text()).not.toContain('exp')
  expect(response.headers.get('www-authenticate')).toBe('Bearer')
})

test('a problem says when to come back, in whole seconds', () => {
  const problem = new ProblemError('unavailable', { detail: 'Later.', retryAfterSeconds: 1.2 })
  expect(problemResponse(problem).headers.get('retry-after')).toBe('2')
})

test('a problem never sends a field of more than 80 characters', async () => {
  const problem = new ProblemError('invalid-field', { detail: 'x'.repeat(5000), field: 'y'.repeat(5000) })
  const text = await problemResponse(problem).text()
  expect(text).not.toContain('y'.repeat(81))
  expect(text.length).toBeLessThan(700)
})
