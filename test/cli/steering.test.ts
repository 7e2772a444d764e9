import { describe, expect, it } from 'vitest'
import { againstInside } from './against.ts'

const ID = '1a2b3c4d5e6f'.padEnd(64, '0')
const steered = {
  region: 'dach',
  outcome: 'announced',
  sequence: 7,
  snapshot: ID,
  pinnedUntil: '2026-11-23T12:00:00.000Z',
  canary: null,
  previous: { sequence: 6, snapshot: 'ff'.repeat(32) },
}
const free = { ...steered, pinnedUntil: null }
const sent = (received: readonly { body: string }[]): unknown => JSON.parse(received[0]?.body ?? 'null')

describe('rollback', () => {
  it('ff rollback goes back to the snapshot before, and says how to let go', async () => {
    const { ended, received } = await againstInside({ 'POST /regions/dach/rollback': { json: steered } }, [
      ...['rollback', 'dach', '--reason', 'posters are broken'],
    ])
    expect(ended.code).toBe(0)
    expect(sent(received)).toEqual({ reason: 'posters are broken' })
    expect(ended.stdout).toContain('dach: back to 1a2b3c4d5e6f as sequence 7 (before: ffffffffffff, sequence 6)')
    expect(ended.stdout).toContain('pinned until 2026-11-23T12:00:00.000Z')
    expect(ended.stdout).toContain('ff unpin dach')
  })

  it('ff rollback names the snapshot and the end of the pin when told', async () => {
    const { ended, received } = await againstInside({ 'POST /regions/dach/rollback': { json: steered } }, [
      ...['rollback', 'dach', '--to', '1A2B3C4D', '--hours', '6', '--reason', 'x', '--json'],
    ])
    expect(JSON.parse(ended.stdout)).toMatchObject(steered)
    expect(sent(received)).toEqual({ to: '1a2b3c4d', until: '2026-11-23T03:30:00.000Z', reason: 'x' })
  })

  it('ff rollback exits 1 with what the ops API says when there is no such snapshot', async () => {
    const problem = {
      title: 'No such snapshot',
      status: 409,
      detail: 'Region dach can go back to 12345678.',
      field: 'to',
    }
    const { ended } = await againstInside({ 'POST /regions/dach/rollback': { status: 409, json: problem } }, [
      ...['rollback', 'dach', '--to', 'abcdef12', '--reason', 'x'],
    ])
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr).toContain('to: Region dach can go back to 12345678. (409)')
  })
})

describe('pin and unpin', () => {
  it('ff pin keeps what is live, for 24 hours or as many as are given', async () => {
    const answers = { 'POST /regions/dach/pin': { json: steered } }
    const plain = await againstInside(answers, ['pin', 'dach', '--reason', 'the match'])
    expect(sent(plain.received)).toEqual({ reason: 'the match' })
    expect(plain.ended.stdout).toContain('stays at 1a2b3c4d5e6f')
    const hours = await againstInside(answers, ['pin', 'dach', '--hours', '168', '--reason', 'the match'])
    expect(sent(hours.received)).toEqual({ reason: 'the match', until: '2026-11-29T21:30:00.000Z' })
  })

  it('ff unpin lets go, and says what comes next', async () => {
    const { ended, received } = await againstInside({ 'POST /regions/dach/unpin': { json: free } }, [
      ...['unpin', 'dach', '--reason', 'over'],
    ])
    expect(sent(received)).toEqual({ reason: 'over' })
    expect(ended.stdout).toContain('ff publish --region dach')
    expect(ended.stdout).not.toContain('pinned')
  })
})

describe('canary', () => {
  const started = { region: 'dach', outcome: 'canary', sequence: 8, snapshot: ID, refusals: [] }
  const start = (json: object, ...flags: string[]) =>
    againstInside({ 'POST /regions/dach/canary': { json } }, ['canary', 'dach', ...flags, '--reason', 'new rules'])

  it('ff canary starts with five percent for an hour, and says how it ends', async () => {
    const { ended, received } = await start(started)
    expect(ended.code).toBe(0)
    expect(sent(received)).toEqual({ action: 'start', percent: 5, minutes: 60, reason: 'new rules' })
    expect(ended.stdout).toContain('5 % of the viewers get 1a2b3c4d5e6f for 60 minutes')
    expect(ended.stdout).toContain('ff canary dach --promote')
  })

  it('ff canary takes half a percent', async () => {
    const { received } = await start(started, '--percent', '0.5', '--minutes', '1440')
    expect(sent(received)).toMatchObject({ percent: 0.5, minutes: 1440 })
  })

  it.each([
    [{ ...started, outcome: 'unchanged' }, 'nothing to try'],
    [
      { ...started, outcome: 'refused', refusals: [{ check: 'pinned', detail: 'until tomorrow' }] },
      'pinned: until tomorrow',
    ],
  ])('ff canary that did not start exits 1: %#', async (json, words) => {
    const { ended } = await start(json)
    expect(ended.code).toBe(1)
    expect(ended.stdout).toContain(words)
  })

  it.each([
    ['promote', 'all viewers get 1a2b3c4d5e6f'],
    ['stop', 'the canary is gone'],
  ])('ff canary ends by --%s', async (action, words) => {
    const { ended, received } = await start(free, `--${action}`)
    expect(ended.code).toBe(0)
    expect(sent(received)).toEqual({ action, reason: 'new rules' })
    expect(ended.stdout).toContain(words)
  })
})
