import { expect, it } from 'vitest'
import { againstInside } from './against.ts'

const WITHDRAWN = { records: 0, regions: [], waiting: [] }
const one = (outcome: string, more: object) => ({ id: 'cmp_a', revision: 2, outcome, diff: [], refused: null, ...more })
const done = (changes: readonly object[], more: object = {}) => ({
  ...{ change: 'chg_1', undoes: null, dryRun: false, done: 1, unchanged: 0, refused: 0, withdrawn: WITHDRAWN },
  ...more,
  changes,
})
const words = ['campaign', 'edit', '--ids', 'cmp_a', '--reason', 'why']

it('ff campaign edit sends values as JSON or as texts, and lists by commas', async () => {
  const answers = { 'POST /campaigns/bulk': { json: done([]) } }
  const { received } = await againstInside(answers, [
    ...words,
    ...['--set', 'weight=2,name=Friday, at eight,end=null', '--append', 'territories=AT,CH,surfaces=clips-feed'],
    ...['--remove', 'hours=[{"days":["fri"],"from":"20:00","to":"23:00"}]', '--dry-run'],
  ])
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    ids: ['cmp_a'],
    set: { weight: 2, name: 'Friday, at eight', end: null },
    append: { territories: ['AT', 'CH'], surfaces: ['clips-feed'] },
    remove: { hours: [{ days: ['fri'], from: '20:00', to: '23:00' }] },
    reason: 'why',
    dryRun: true,
  })
})

it('ff campaign edit shows what changed of each, what was refused, and how to put it back; it exits 1 for a refusal', async () => {
  const changes = [
    one('done', { diff: [{ field: 'weight', before: 1, after: 2 }] }),
    one('refused', { id: 'cmp_b', refused: 'somebody changed it just now: look again' }),
  ]
  const answers = { 'POST /campaigns/bulk': { json: done(changes, { refused: 1 }) } }
  const { ended } = await againstInside(answers, [...words, '--set', 'weight=2'])
  expect(ended.code).toBe(1)
  expect(ended.stdout).toContain('cmp_a     done     weight: 1 → 2')
  expect(ended.stdout).toContain('cmp_b     refused  somebody changed it just now: look again')
  expect(ended.stdout).toContain('ff campaign undo chg_1')
})

it('ff campaign undo does not offer to undo the undo', async () => {
  const undone = done([one('done', {})], { undoes: 'chg_0' })
  const { ended } = await againstInside({ 'POST /changes/chg_0/undo': { json: undone } }, [
    ...['campaign', 'undo', 'chg_0', '--reason', 'why'],
  ])
  expect([ended.code, ended.stdout]).toEqual([0, expect.not.stringContaining('to put it back')])
})

it.each([
  ['no campaigns', ['campaign', 'edit', '--set', 'weight=2', '--reason', 'why'], 'which campaigns?'],
  ['a value without a field', [...words, '--set', 'weight'], '--set is "weight"'],
  ['an unknown verb', [...words, '--verb', 'stop'], '--verb is "stop"'],
])('ff campaign edit says what is missing: %s', async (_what, typed, said) => {
  const { ended } = await againstInside({}, typed)
  expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(said)])
})
