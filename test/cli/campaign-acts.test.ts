import { describe, expect, it } from 'vitest'
import { campaign } from '../publisher/records.ts'
import { againstInside } from './against.ts'

const acted = (status: string, more: object = {}) => ({
  outcome: 'done',
  campaign: { id: 'cmp_a', status },
  revision: 2,
  regions: ['dach'],
  next: null,
  approval: null,
  before: { status: status === 'paused' ? 'approved' : 'paused' },
  withdrawn: { records: 0, regions: [], waiting: [] },
  takesEffect: status === 'paused' ? 'at once' : 'with the next publish',
  ...more,
})
const resumed = { 'POST /campaigns/cmp_a/resume': { json: acted('approved') } }
const words = ['campaign', 'resume', 'cmp_a', '--reason', 'mended']
const publishing = (result: object) => ({
  ...resumed,
  'POST /regions/dach/publish': { json: { region: 'dach', refusals: [], ...result } },
})

it('ff campaign pause names the regions that a campaign was on the air in, not every list that was written', async () => {
  const body = acted('paused', { withdrawn: { records: 1, regions: ['dach', 'fr', 'na'], waiting: [] } })
  const { ended } = await againstInside({ 'POST /campaigns/cmp_a/pause': { json: body } }, [
    ...['campaign', 'pause', 'cmp_a', '--reason', 'wrong'],
  ])
  expect(ended.stdout).toBe('cmp_a was approved and is paused, at once\nwithdrawn from what is served in dach\n')
})

it('ff campaign pause does not say that a campaign runs on while a change waits beside it', async () => {
  const next = { revision: 3, campaign: campaign('a', ['one'], { status: 'draft' }), editedBy: 'anna', diff: [] }
  const body = acted('paused', { next, authors: ['anna'] })
  const { ended } = await againstInside({ 'POST /campaigns/cmp_a/pause': { json: body } }, [
    ...['campaign', 'pause', 'cmp_a', '--reason', 'wrong'],
  ])
  expect(ended.stdout).toContain('until it is approved, cmp_a stays paused as it is')
})

const LISTED = { id: 'cmp_a', status: 'approved', surfaces: [], regions: ['dach'], start: '2026' }

it('ff campaign list says what waits beside a campaign, by which it may have been found', async () => {
  const found = { ...LISTED, state: 'live', waiting: 'draft' }
  const listed = { total: 1, cursor: null, campaigns: [found] }
  const { ended } = await againstInside({ 'GET /campaigns?status=draft': { json: listed } }, [
    ...['campaign', 'list', '--status', 'draft'],
  ])
  expect(ended.stdout).toContain('live, and a draft waits')
})

it('ff campaign list says of a campaign that is over that it has ended, though it is approved', async () => {
  const listed = { total: 1, cursor: null, campaigns: [{ ...LISTED, state: 'ended', waiting: null }] }
  const { ended } = await againstInside({ 'GET /campaigns': { json: listed } }, ['campaign', 'list'])
  expect(ended.stdout).toMatch(/cmp_a +ended /)
  expect(ended.stdout).not.toContain('approved')
})

describe('campaign resume', () => {
  it('ff campaign resume says when the campaign plays, and how to do it now', async () => {
    const { ended } = await againstInside(resumed, words)
    expect(ended.stdout).toContain('is approved, with the next publish\nregions: dach; --publish does it now')
  })

  it.each([
    ['published', { outcome: 'published' }, 'dach: published'],
    ['announced again', { outcome: 'unchanged', receipt: { renewed: true } }, 'dach: announced again'],
  ])('ff campaign resume --publish says what came of the publish: %s', async (_name, result, line) => {
    const { ended } = await againstInside(publishing(result), [...words, '--publish'])
    expect(ended).toMatchObject({ code: 0, stdout: `cmp_a was paused and is approved\n${line}\n` })
  })

  it('ff campaign resume --publish says where a refused campaign does not play yet, and exits 1', async () => {
    const refused = { outcome: 'refused', refusals: [{ check: 'size', detail: 'half is gone' }] }
    const { ended } = await againstInside(publishing(refused), [...words, '--publish'])
    expect([ended.code, ended.stdout]).toEqual([1, expect.stringContaining('NOT published in dach')])
  })
})

it('ff publish --dry-run exits 1 where a pin would refuse a publish now, however sound the snapshot is', async () => {
  const held = { outcome: 'dry-run', holds: [{ check: 'pinned', detail: 'pinned until tomorrow' }] }
  const answers = { 'POST /regions/dach/publish': { json: { region: 'dach', refusals: [], ...held } } }
  const { ended } = await againstInside(answers, ['publish', '--region', 'dach', '--dry-run'])
  expect(ended.code).toBe(1)
  expect(ended.stdout).toContain('a publish now would be refused: pinned: pinned until tomorrow')
})
