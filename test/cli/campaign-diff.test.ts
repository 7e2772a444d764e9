import { expect, it } from 'vitest'
import { EXAMPLE_RECORDS } from '../../src/model/examples/example-records.ts'
import { againstInside } from './against.ts'

const campaign = { ...EXAMPLE_RECORDS.campaign, id: 'cmp_a' }

it('ff campaign diff counts the videos now and next, and names the first that come and go, in JSON too', async () => {
  const members = {
    before: 1200,
    after: 3,
    added: { count: 0, first: [] },
    removed: { count: 1197, first: ['ast_a', 'ast_b'] },
  }
  const next = {
    campaign: { ...campaign, status: 'draft' },
    revision: 2,
    editedBy: 'mia',
    changedAt: '2026-11-22T20:30:00.000Z',
    diff: [{ field: 'assets.kinds', before: null, after: ['clip'] }],
    members,
  }
  const json = { campaign, revision: 2, next, authors: ['mia'], approval: null }
  const asked = { 'GET /campaigns/cmp_a?members=1': { json } }
  const { ended: told } = await againstInside(asked, ['campaign', 'diff', 'cmp_a', '--json'])
  expect(JSON.parse(told.stdout)).toEqual({ diff: next.diff, members })
  const { ended } = await againstInside(asked, ['campaign', 'diff', 'cmp_a'])
  expect(ended.stdout).toContain('videos: 1,200 now, 3 next\n−1,197: ast_a ast_b … and 1,195 more\n')
})
