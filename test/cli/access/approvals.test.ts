import { describe, expect, it } from 'vitest'
import { againstInside as against } from '../against.ts'

const APPROVAL = {
  id: 'apr_01',
  kind: 'override',
  region: 'dach',
  state: 'asked',
  content: { findings: [{ check: 'count-change', finding: 'fell from 120 to 80\u001b[2J' }] },
  contentHash: 'c'.repeat(64),
  reason: 'rights ended',
  proposedBy: 'mia@example.com',
  expiresAt: '2026-11-23T00:00:00.000Z',
  approved: null,
}
const LIST = { 'GET /approvals': { json: { approvals: [APPROVAL] } } }

describe('approvals', () => {
  it('ff approvals list says what was asked for, by whom, and what came of it', async () => {
    const { ended } = await against(LIST, ['approvals', 'list'])
    for (const word of ['apr_01', 'override', 'dach', 'asked', 'mia@example.com', 'rights ended'])
      expect(ended.stdout).toContain(word)
  })

  it('ff approvals approve shows what it says yes to, and says yes to that alone', async () => {
    const approved = { json: { approval: { ...APPROVAL, state: 'approved', approved: { by: 'ben@example.com' } } } }
    const answers = { ...LIST, 'POST /approvals/apr_01/approve': approved }
    const { ended, received } = await against(answers, ['approvals', 'approve', 'apr_01'])
    expect(ended.code).toBe(0)
    expect(ended.stderr).toContain('count-change: fell from 120 to 80\\u001b[2J')
    expect(JSON.parse(received[1]?.body ?? '')).toEqual({ contentHash: APPROVAL.contentHash })
  })

  it('ff approvals approve of what nobody has asked for is refused, and asks for nothing', async () => {
    const { ended, received } = await against(LIST, ['approvals', 'approve', 'apr_02'])
    expect(ended.code).toBe(1)
    expect(received).toHaveLength(1)
  })
})

describe('override propose', () => {
  const typed = (...more: string[]) => [
    ...['override', 'propose', 'dach', '--check', 'count-change', '--finding', 'fell from 120 to 80'],
    ...['--reason', 'rights ended', ...more],
  ]

  it('ff override propose asks for one finding of one region, for some hours, and says who is to answer', async () => {
    const { ended, received } = await against(
      { 'POST /overrides': { status: 201, json: { approval: APPROVAL } } },
      typed(),
    )
    expect(ended.code).toBe(0)
    expect(ended.stdout).toContain('ff approvals approve apr_01')
    const { until, ...order } = JSON.parse(received[0]?.body ?? '') as { until: string }
    expect(order).toEqual({
      region: 'dach',
      findings: [{ check: 'count-change', finding: 'fell from 120 to 80' }],
      reason: 'rights ended',
    })
    // Four hours from half past nine, the clock of the tests, less a second.
    expect(until).toBe('2026-11-23T01:29:59.000Z')
  })

  it('ff override propose leaves out what nobody can override, and asks for nothing where there is nothing else', async () => {
    const finding = { text: 'an answer above the age', code: '0123456789ab' }
    const refusals = [{ check: 'broken-invariant', detail: 'one', overridable: false, findings: [finding] }]
    const { ended, received } = await against(
      { 'POST /regions/dach/publish': { json: { region: 'dach', outcome: 'refused', refusals } } },
      ['override', 'propose', 'dach', '--reason', 'rights ended'],
    )
    expect([ended.code, received.length]).toEqual([1, 1])
    expect(ended.stderr).toContain('no finding that can be overridden')
  })

  it('ff override propose asks for all that a publish would be refused for now, and tells what that is', async () => {
    const finding = (code: string) => ({ text: `candidates fell (${code})`, code })
    const refusals = [
      { check: 'count-change', detail: 'two', findings: [finding('0123456789ab'), finding('ba9876543210')] },
      { check: 'lost-coverage', detail: 'one', findings: [finding('00112233445f')] },
    ]
    const { ended, received } = await against(
      {
        'POST /regions/dach/publish': { json: { region: 'dach', outcome: 'refused', refusals } },
        'POST /overrides': { status: 201, json: { approval: APPROVAL } },
      },
      ['override', 'propose', 'dach', '--check', 'count-change', '--reason', 'rights ended'],
    )
    expect(ended.code).toBe(0)
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ dryRun: true })
    expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({
      findings: [
        { check: 'count-change', finding: '0123456789ab' },
        { check: 'count-change', finding: 'ba9876543210' },
      ],
    })
    expect(ended.stdout).toContain('count-change ba9876543210: candidates fell')
  })

  it('ff override propose asks for nothing where nothing stands in the way', async () => {
    const { ended, received } = await against(
      { 'POST /regions/dach/publish': { json: { region: 'dach', outcome: 'dry-run', refusals: [] } } },
      ['override', 'propose', 'dach', '--reason', 'rights ended'],
    )
    expect(ended.code).toBe(1)
    expect(received).toHaveLength(1)
  })

  it.each([['0'], ['25'], ['1.5']])(
    'ff override propose for %s hours is refused before anything is asked',
    async (hours) => {
      const { ended, received } = await against({}, typed('--hours', hours))
      expect(ended.code).toBe(2)
      expect(received).toEqual([])
    },
  )
})
