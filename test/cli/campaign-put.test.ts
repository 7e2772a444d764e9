import { expect, it } from 'vitest'
import { campaign } from '../publisher/records.ts'
import { againstInside, fileOf } from './against.ts'

const DRAFT = campaign('a', ['one'], { status: 'draft' })
const finding = (severity: 'error' | 'warning', text: string) => ({ rule: 'never-wins', severity, field: null, text })

/** Puts a new campaign, of which this is found. */
async function put(...findings: readonly object[]) {
  const written = { outcome: 'done', campaign: DRAFT, revision: 1, next: null, approval: null, authors: [], findings }
  const { ended } = await againstInside({ 'PUT /campaigns/cmp_a': { status: 201, json: written } }, [
    ...['campaign', 'put', await fileOf(JSON.stringify(DRAFT))],
  ])
  return ended
}

it('ff campaign put says how to submit a draft of which there are only warnings, and exits 0', async () => {
  const ended = await put(finding('warning', 'it is never first'))
  expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('ff campaign submit cmp_a --reason')])
})

it('ff campaign put says that errors keep a stored draft from being submitted, names no submit, and exits 1', async () => {
  const ended = await put(finding('error', 'it has no video'), finding('error', 'it is over'))
  expect(ended.code).toBe(1)
  expect(ended.stdout).toContain('it is stored, but the 2 errors keep it from being submitted')
  expect(ended.stdout).not.toContain('campaign submit')
})
