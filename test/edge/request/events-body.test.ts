import { describe, expect, test } from 'vitest'
import { parseEventsBody } from '../../../src/edge/request/events-body.ts'

const refusal = (status: number, field: string | null): unknown => expect.objectContaining({ status, field })

describe('POST /v1/events', () => {
  const event = { token: 't', position: 0, event: 'impression', ageMs: 12.4 }
  const nothing = { watchedMs: null, ttffMs: null, playback: null }

  test('the good items of a batch are accepted, and each bad one is rejected by itself', () => {
    const events = [
      event,
      { ...event, position: -1 },
      null,
      { ...event, event: 'start', watchedMs: 5, ttffMs: 80.5 },
      'x',
    ]
    expect(parseEventsBody({ events })).toEqual({
      accepted: [
        { index: 0, ...nothing, token: 't', position: 0, event: 'impression', ageMs: 12 },
        { index: 3, ...nothing, token: 't', position: 0, event: 'start', ageMs: 12, watchedMs: 5, ttffMs: 81 },
      ],
      rejected: [
        { index: 1, field: 'position', reason: 'must be a whole number from 0 to 9999' },
        { index: 2, field: '', reason: 'must be an object {token, position, event, ageMs}' },
        { index: 4, field: '', reason: 'must be an object {token, position, event, ageMs}' },
      ],
    })
  })

  test.each([
    [{ token: 7 }, 'token'],
    [{ token: 'x'.repeat(32 * 1024 + 1) }, 'token'],
    [{ position: 0.5 }, 'position'],
    [{ event: 'toString' }, 'event'],
    [{ ageMs: undefined }, 'ageMs'],
    [{ ageMs: -1 }, 'ageMs'],
    [{ ageMs: 7 * 86_400_000 + 1 }, 'ageMs'],
    [{ ageMs: Number.NaN }, 'ageMs'],
    [{ watchedMs: 86_400_001 }, 'watchedMs'],
    [{ ttffMs: '80' }, 'ttffMs'],
    [{ playback: -1 }, 'playback'],
    [{ playback: 4 }, 'playback'],
    [{ playback: 1.5 }, 'playback'],
    [{ token: undefined }, 'token'],
    [{ token: null }, 'token'],
  ])('an item with %j is rejected, naming %s', (change, field) => {
    expect(parseEventsBody({ events: [{ ...event, ...change }] }).rejected).toMatchObject([{ index: 0, field }])
  })

  test('an item without a token has the one at the top of the body, and keeps its own if it has one', () => {
    const { token: _own, ...bare } = event
    const { accepted, rejected } = parseEventsBody({ token: 'shared', events: [bare, event, { ...bare, token: null }] })
    expect(accepted.map(({ token }) => token)).toEqual(['shared', 't', 'shared'])
    expect(rejected).toEqual([])
  })

  test.each([
    ['a number', 7],
    ['an empty text', ''],
    ['longer than any token', 'x'.repeat(32 * 1024 + 1)],
  ])('a batch is refused whose shared token is %s', (_which, token) => {
    expect(() => parseEventsBody({ token, events: [event] })).toThrow(refusal(400, 'token'))
  })

  test('an item drops what a client has no business to say', () => {
    const { accepted } = parseEventsBody({ events: [{ ...event, propensity: 1, variant: 'b', cap: 18 }] })
    expect(Object.keys(accepted[0] ?? {}).sort()).toEqual(
      ['ageMs', 'event', 'index', 'playback', 'position', 'token', 'ttffMs', 'watchedMs'].sort(),
    )
  })

  test.each([{}, { events: [] }, { events: {} }, { events: 'x' }, { events: Array.from({ length: 51 }, () => event) }])(
    'a batch that is no list of 1 to 50 items is refused',
    (body) => {
      expect(() => parseEventsBody(body)).toThrow(refusal(400, 'events'))
    },
  )
})
