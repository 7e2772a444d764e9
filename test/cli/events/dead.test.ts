import { describe, expect, it } from 'vitest'
import { againstInside } from '../against.ts'
import { ffInside } from '../command-line.ts'

const REASON = ['--reason', 'the store is back']
const message = (id: string, more: object = {}) => ({
  ...{ id, at: '2026-11-22T20:30:00.000Z', queue: 'firstframe-events', type: 'events', region: 'dach', events: 12 },
  ...{ attempts: null, reason: 'retries', ...more },
})
const LIST = {
  ...{ asOf: '2026-11-22T21:30:00.000Z', total: 41, oldestAt: '2026-11-22T20:30:00.000Z', oldestAgeSeconds: 3_600 },
  ...{ full: false, messages: [message('m1'), message('m2', { region: null, attempts: 4 })] },
}
const retried = (outcome: string, ids: readonly string[], more: object = {}) => ({
  ...{ messages: ids.map((id) => ({ id, outcome })), left: 0, next: null },
  ...more,
})
const RETRY = 'POST /events/dead/retry'
const DROP = 'POST /events/dead/drop'
const TOTAL = 'GET /events/dead?limit=1'

describe('ff events dead list', () => {
  it('ff events dead list shows what died, since when and why, and the command that sends it again', async () => {
    const { ended } = await againstInside({ 'GET /events/dead?limit=2': { json: LIST } }, [
      ...['events', 'dead', 'list', '--limit', '2'],
    ])
    expect(ended.code).toBe(0)
    expect(ended.stdout).toMatch(/m1 +2026-11-22T20:30:00 +events +events +dach +12 +– +retries\n/)
    expect(ended.stdout).toMatch(/m2 .* – +12 +4 +retries\n/)
    expect(ended.stdout).toContain('2 of 41 are shown')
    expect(ended.stdout).toContain('the oldest died 60 min ago; to send all again: ff events dead retry --all')
  })

  it('ff events dead list says so when nothing died, and when no more are kept', async () => {
    const nothing = { ...LIST, total: 0, oldestAt: null, oldestAgeSeconds: null, messages: [] }
    const answers = {
      'GET /events/dead': { json: nothing },
      'GET /events/dead?type=events': { json: { ...LIST, full: true } },
    }
    expect((await againstInside(answers, ['events', 'dead', 'list'])).ended.stdout).toBe('nothing died\n')
    const full = await againstInside(answers, ['events', 'dead', 'list', '--type', 'events'])
    expect(full.ended.stdout).toContain('no more are kept')
  })
})

describe('ff events dead retry', () => {
  it('ff events dead retry sends the messages that are named, and says what came of each', async () => {
    const json = {
      messages: [
        { id: 'm1', outcome: 'taken' },
        { id: 'm2', outcome: 'died-again' },
        { id: 'm3', outcome: 'gone' },
      ],
      ...{ left: 1, next: null },
    }
    const args = ['events', 'dead', 'retry', 'm1', 'm2', 'm3', ...REASON]
    const { ended, received } = await againstInside({ [RETRY]: { json } }, args)
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ ids: ['m1', 'm2', 'm3'], reason: 'the store is back' })
    expect(ended.stdout).toBe(
      [
        'm2: died again: its consumer finds it beyond help, and it is kept',
        'm3: none of this id was kept',
        '1 of 3 taken, 1 left\n',
      ].join('\n'),
    )
    expect(ended.code).toBe(1)
  })

  it('ff events dead retry --all goes on page by page, passes over what failed, and then ends with 1', async () => {
    const answers = {
      [TOTAL]: { json: { ...LIST, total: 4 } },
      [RETRY]: [
        {
          json: {
            ...retried('taken', ['m1']),
            messages: [...retried('taken', ['m1']).messages, ...retried('failed', ['m2']).messages],
            left: 3,
            next: 1,
          },
        },
        { json: retried('taken', ['m3', 'm4'], { left: 1 }) },
      ],
    }
    const { ended, received } = await againstInside(answers, ['events', 'dead', 'retry', '--all'])
    expect(received.slice(1).map(({ body }) => JSON.parse(body))).toEqual([
      { all: true, from: 0 },
      { all: true, from: 1 },
    ])
    expect(ended.stdout).toContain('m2: failed: its consumer could not take it now, and it is kept')
    expect(ended.stdout).toContain('3 of 4 taken, 1 left')
    expect(ended.code).toBe(1)
  })

  it('ff events dead retry --all stops at a page of which nothing was taken, and where it would begin anew', async () => {
    const stuck = { [TOTAL]: { json: LIST }, [RETRY]: { json: retried('failed', ['m1', 'm2'], { left: 41, next: 2 }) } }
    expect((await againstInside(stuck, ['events', 'dead', 'retry', '--all'])).received).toHaveLength(2)
    const dying = {
      [TOTAL]: { json: { ...LIST, total: 2 } },
      [RETRY]: { json: retried('died-again', ['m1', 'm2'], { left: 2, next: 0 }) },
    }
    const { ended, received } = await againstInside(dying, ['events', 'dead', 'retry', '--all'])
    expect([received.length, ended.code]).toEqual([2, 1])
  })
})

describe('ff events dead drop', () => {
  it('ff events dead drop says which are gone, and hands a machine the whole answer', async () => {
    const json = { dropped: ['m1'], gone: ['m9'], left: 3 }
    const args = ['events', 'dead', 'drop', 'm1', 'm9', '--reason', 'a broken build']
    const { ended, received } = await againstInside({ [DROP]: { json } }, args)
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({ ids: ['m1', 'm9'], reason: 'a broken build' })
    expect(ended.stdout).toBe('m9: none of this id was kept\n1 dropped, 3 left\n')
    const machine = await againstInside({ [DROP]: { json } }, [...args, '--json'])
    expect(JSON.parse(machine.ended.stdout)).toEqual(json)
  })

  it('ff events dead drop --all drops as many pages as there were messages', async () => {
    const json = { dropped: ['m1'], gone: [], left: 7 }
    const answers = { [TOTAL]: { json: { ...LIST, total: 1_500 } }, [DROP]: { json } }
    const { received } = await againstInside(answers, ['events', 'dead', 'drop', '--all', '--reason', 'tests'])
    expect(received).toHaveLength(3)
  })
})

describe('what is typed wrongly', () => {
  it.each([
    [['events', 'dead'], '"events dead" needs a third word'],
    [['events', 'dead', 'retyr'], 'did you mean events dead retry?'],
    [['events', 'daed'], 'unexpected argument "daed"'],
    [['events', 'dead', 'retry'], 'ff events dead retry --all, or their ids'],
    [['events', 'dead', 'retry', 'm1', '--all'], 'ids and --all'],
    [['events', 'dead', 'drop', 'm1'], '--reason is missing'],
    [['events', 'dead', 'retry', 'm/1'], 'an id as ff events dead list shows it'],
    [['events', 'dead', 'list', '--limit', '0'], 'a whole number from 1 to 1000'],
  ])('ff %j is told what is missing, with exit code 2', async (args, told) => {
    const ended = await ffInside(args)
    expect([ended.code, ended.stderr.includes(told)], ended.stderr).toEqual([2, true])
  })
})

describe('help', () => {
  it('ff events --help lists the verbs, and that of each teaches what to do at night', async () => {
    const overview = (await ffInside(['events', '--help'])).stdout
    for (const name of ['events', 'events dead list', 'events dead retry', 'events dead drop']) {
      expect(overview).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    }
    expect((await ffInside(['events', 'dead', '--help'])).stdout).not.toMatch(/^ {2}events {2}/m)
    const { stdout } = await ffInside(['events', 'dead', 'retry', '--help'])
    expect(stdout).toContain('ff events dead retry')
    expect(stdout).toContain('what was counted counts once')
    expect(stdout).toContain('Drop nothing at night')
  })
})

describe('ff status', () => {
  const dead = { count: 41, oldestAt: '2026-11-22T20:30:00.000Z', oldestAgeSeconds: 3_600, full: false }
  const status = (deadMessages: object | null, ...more: string[]) =>
    againstInside({ 'GET /regions': { json: { regions: [], deadMessages } } }, ['status', ...more])

  it('ff status names dead messages with the age of the oldest, and a check fails on them', async () => {
    const { ended } = await status(dead, '--check')
    expect(ended.stdout).toContain('DEAD: 41 messages of devices died, the oldest 60 min ago (ff events dead list)')
    expect(ended.code).toBe(1)
    expect((await status({ ...dead, full: true })).ended.stdout).toContain('no more are kept')
  })

  it('ff status says nothing of dead messages where there are none, or nobody can tell', async () => {
    for (const none of [null, { count: 0, oldestAt: null, oldestAgeSeconds: null, full: false }]) {
      const { ended } = await status(none, '--check')
      expect([ended.code, ended.stdout.includes('DEAD')]).toEqual([0, false])
    }
  })

  it('ff events shows what became of each day of events, and what died', async () => {
    const numbers = { accepted: 1_204, sampled: 60, late: 12, badPropensity: 0, poison: 2, retried: 41 }
    const intake = [{ day: '2026-11-22', ...numbers, refused: { occurredAt: 3, position: 1 }, doubted: {} }]
    const { ended } = await againstInside({ 'GET /events': { json: { intake, dead } } }, ['events'])
    expect(ended.stdout).toMatch(/2026-11-22 +1,204 +60 +12 +2 +41 +occurredAt 3, position 1\n/)
    expect(ended.stdout).toContain('dead messages  41, the oldest 60 min ago: ff events dead list')
  })
})
